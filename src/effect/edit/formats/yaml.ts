import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml';
import { BrokenTextError } from '../fact';
import type { Member, Value } from './data';

/** Values that a text may stand for in all, with what its aliases repeat. */
const MOST_VALUES = 100_000;
const DEEPEST = 120;

/**
 * YAML as the values of its documents: aliases stand for what they name, `<<` takes its mappings in, and of two members
 * with one name both are there. Throws `BrokenTextError`.
 */
export function parseYaml(text: string): readonly Value[] {
  const documents = parsed(text);
  return documents.map(({ contents, errors: [error] }) => {
    if (error !== undefined) {
      const [start] = error.linePos ?? [];
      throw new BrokenTextError(
        (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
        start === undefined ? undefined : `line ${start.line}, column ${start.col}`,
      );
    }
    return contents === null ? NOTHING : new Reading().value(contents, 0).value;
  });
}

function parsed(text: string): readonly { contents: Node | null; errors: readonly YamlError[] }[] {
  try {
    // All scalars as their text: what is true, a date or a number differs between versions.
    const documents = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (error instanceof RangeError) throw new BrokenTextError('it is nested too deeply', undefined);
    throw error;
  }
}

interface YamlError {
  readonly message: string;
  readonly linePos?: readonly { readonly line: number; readonly col: number }[] | undefined;
}

const NOTHING: Value = { kind: 'scalar', text: '' };

interface Read {
  readonly value: Value;
  /** Values in it, each alias counted in full. */
  readonly size: number;
}

/** One document, read in its order: an alias means the last anchor of that name before it. */
class Reading {
  readonly #anchors = new Map<string, Read>();

  value(node: unknown, depth: number): Read {
    if (depth > DEEPEST) throw new BrokenTextError('it is nested too deeply', undefined);
    if (isAlias(node)) {
      const named = this.#anchors.get(node.source);
      if (named === undefined) throw new BrokenTextError(`*${node.source} names nothing before it`, undefined);
      return named;
    }
    const read = this.#read(node, depth);
    if (read.size > MOST_VALUES) throw new BrokenTextError('its aliases stand for too much', undefined);
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) this.#anchors.set(node.anchor, read);
    return read;
  }

  #read(node: unknown, depth: number): Read {
    if (isMap(node)) {
      const members: Member[] = [];
      let size = 1;
      for (const pair of node.items) {
        const key = this.value(pair.key, depth + 1);
        const { value, size: own } = this.value(pair.value, depth + 1);
        size += own;
        const name = key.value.kind === 'scalar' ? key.value.text : JSON.stringify(key.value);
        if (name === '<<') members.push(...mergedMembers(value));
        else members.push({ key: name, value });
      }
      return { value: { kind: 'mapping', members }, size };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.value(item, depth + 1));
      return {
        value: { kind: 'list', items: items.map(({ value }) => value) },
        size: items.reduce((sum, { size }) => sum + size, 1),
      };
    }
    if (isPair(node)) {
      // A mapping of one member, written without braces in a list: `[a: b]`.
      const key = this.value(node.key, depth + 1).value;
      const { value, size } = this.value(node.value, depth + 1);
      return {
        value: { kind: 'mapping', members: [{ key: key.kind === 'scalar' ? key.text : '', value }] },
        size: size + 1,
      };
    }
    return { value: isScalar(node) ? { kind: 'scalar', text: scalarText(node.value) } : NOTHING, size: 1 };
  }
}

function scalarText(value: unknown): string {
  // What `!!binary` stands for.
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return value === null || value === undefined ? '' : String(value);
}

function mergedMembers(value: Value): readonly Member[] {
  if (value.kind === 'list') return value.items.flatMap(mergedMembers);
  return value.kind === 'mapping' ? value.members : [];
}
