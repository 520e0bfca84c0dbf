import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { messageOf } from '../../../action/errorText';
import { anyPath, type Names } from '../../names';
import { addedFacts } from '../difference';
import { BrokenTextError, type EditedFile, type Fact, type Format } from '../fact';

/** What is looked for in a JSON text. */
export type Look = (tree: Node, file: EditedFile) => readonly Fact[];

/** A value, and the names that lead to it, joined by dots: those of members, and of items that have a name. */
export interface Found {
  readonly at: string;
  readonly node: Node;
}

export interface Member {
  readonly name: string;
  /** As `foldName` has it. */
  readonly folded: string;
  readonly value: Node;
}

interface More {
  /** Files of other formats among those. */
  readonly but?: Names | undefined;
  /** What protects: each fact that is no longer found is one of its own. */
  readonly protections?: readonly Look[] | undefined;
}

/** A format of JSON files: `files` as `anyPath` reads them, folded; all that each look finds counts. */
export function jsonFormat(
  name: string,
  files: Names,
  looks: readonly Look[],
  { but, protections }: More = {},
): Format {
  const test = new RegExp(`(?:^|/)${but === undefined ? '' : `(?!${anyPath(but)}$)`}${anyPath(files)}$`);
  const format: Format = {
    name,
    reads: ({ folded }) => test.test(folded),
    facts: (text, file) => lookedAt(text, file, looks),
  };
  if (protections === undefined) return format;
  const weakened: Format['weakened'] = (before, after, file) =>
    addedFacts(lookedAt(after, file, protections), lookedAt(before, file, protections));
  return { ...format, weakened };
}

function lookedAt(text: string, file: EditedFile, looks: readonly Look[]): readonly Fact[] {
  try {
    const tree = parseJson(text);
    return looks.flatMap((look) => look(tree, file));
  } catch (error) {
    // The parser, or a look, ran out of stack.
    if (error instanceof RangeError) throw new BrokenTextError('it is nested too deeply', undefined);
    throw error;
  }
}

/** The same for files that may be written in JSON or in YAML, as their tools allow. */
export function jsonOrYamlFormat(name: string, files: Names, looks: readonly Look[]): Format {
  const format = jsonFormat(name, files, looks);
  return {
    ...format,
    facts: (text, file) => format.facts(/^[\s\uFEFF]*(?:[{[]|\/[/*])/.test(text) ? text : yamlAsJson(text), file),
  };
}

function yamlAsJson(text: string): string {
  try {
    return JSON.stringify(parseYaml(text, { logLevel: 'silent', maxAliasCount: 100 }) ?? {});
  } catch (error) {
    throw new BrokenTextError(messageOf(error).split('\n')[0] ?? '', undefined);
  }
}

/**
 * JSON, with the comments and trailing commas that editors allow, as a tree with all its members: of two with one name both
 * are there, since programs differ in which of them counts. Throws `BrokenTextError`.
 */
export function parseJson(text: string): Node {
  const errors: ParseError[] = [];
  // A byte order mark is no part of the text.
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined)
    throw new BrokenTextError(`${spaced(printParseErrorCode(error.error))}`, at(text, error.offset));
  if (tree === undefined) throw new BrokenTextError('there is nothing in it', undefined);
  return tree;
}

/** `line 3, column 7`, both counted from 1. */
export function at(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

/** `PropertyNameExpected` in words. */
function spaced(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export function members(node: Node | undefined): readonly Member[] {
  if (node?.type !== 'object') return [];
  const known = ofNodes.get(node);
  if (known !== undefined) return known;
  const read = (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    if (key === undefined || value === undefined) return [];
    const name = String(key.value);
    return [{ name, folded: foldName(name), value }];
  });
  ofNodes.set(node, read);
  return read;
}

/** Members are looked at by many patterns. */
const ofNodes = new WeakMap<Node, readonly Member[]>();

export function items(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** Members of one name, all of them, whatever the case: there are programs that don't mind it. */
export function children(node: Node | undefined, name: string): readonly Node[] {
  const wanted = foldName(name);
  return members(node)
    .filter(({ folded }) => folded === wanted)
    .map(({ value }) => value);
}

/** The text of a string, or of a number or truth value as it would be written. */
export function textOf(node: Node | undefined): string | undefined {
  switch (node?.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return String(node.value);
    default:
      return undefined;
  }
}

/** The first member of that name with a text. */
export function textIn(node: Node | undefined, name: string): string | undefined {
  return children(node, name)
    .map(textOf)
    .find((text) => text !== undefined);
}

/** The texts of a list, or the one text that stands for a list of one. */
export function textsOf(node: Node | undefined): readonly string[] {
  return [node, ...items(node)].flatMap((each) => textOf(each) ?? []);
}

/** As it would be written on one line. */
export function written(node: Node): string {
  return JSON.stringify(getNodeValue(node)) ?? '';
}

/**
 * All values that the pattern leads to: names separated by `/`, whatever their case. `*` stands for any member or item,
 * `**` at the end for all texts below, however deep, and `a|b` for one of the names.
 */
export function select(tree: Node, pattern: string): readonly Found[] {
  let found: readonly Found[] = [{ at: '', node: tree }];
  for (const segment of pattern.split('/')) found = found.flatMap((each) => step(each, segment));
  return found;
}

function step(from: Found, segment: string): readonly Found[] {
  if (segment === '**') return leaves(from);
  if (segment === '*') return below(from);
  const wanted = segment.split('|').map(foldName);
  return members(from.node)
    .filter(({ folded }) => wanted.includes(folded))
    .map(({ name, value }) => ({ at: joined(from.at, name), node: value }));
}

function below({ at: start, node }: Found): readonly Found[] {
  return [
    ...members(node).map(({ name, value }) => ({ at: joined(start, name), node: value })),
    ...items(node).map((item) => ({ at: joined(start, nameOf(item)), node: item })),
  ];
}

function leaves(from: Found): readonly Found[] {
  return textOf(from.node) === undefined ? below(from).flatMap(leaves) : [from];
}

/** Items are told apart by what they are called: by their number all that follow an added one would count as changed. */
function nameOf(item: Node): string {
  for (const name of ['label', 'name', 'id', 'key', 'taskName', 'matcher']) {
    const text = textIn(item, name);
    if (text !== undefined) return text;
  }
  return '';
}

function joined(start: string, name: string): string {
  if (name === '') return start;
  return start === '' ? name : `${start}.${name}`;
}

/** As the least distinguishing program would compare names: upper case first, since some letters have only that in common. */
export function foldName(name: string): string {
  return name.toUpperCase().toLowerCase();
}
