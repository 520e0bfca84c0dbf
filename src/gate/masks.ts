import { secretSpans } from '../effect/secretSpans';
import { maskTraces } from './maskTraces';
import { SecretPieces } from './secretPieces';

/** A text in which secrets are replaced by masks. */
export interface Masked {
  readonly text: string;
  /** How many places were masked. */
  readonly count: number;
}

/** A text in which masks are secrets again, or what to tell the agent. */
export type Unmasked =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string };

/** As a mask looks: its number, and what it stands for. */
const MASK = /<<masked-(\d{1,6}): [a-z0-9 ,'…:/@.()+-]{1,120}>>/gi;

/** A line of a longer secret that stands alone somewhere is that secret still. */
const SHORTEST_LINE = 24;

interface Table {
  readonly masks: Map<string, string>;
  readonly secrets: string[];
  /** Lines of secrets that have several. */
  readonly lines: Map<string, string>;
  readonly pieces: SecretPieces;
}

/**
 * The secrets that each task has come across. The agent reads a mask in place of each, the same one for the same secret;
 * a mask becomes the secret again only in a file in which that secret already stands. In memory alone.
 */
export class Masks {
  readonly #tables = new Map<string, Table>();

  mask(taskId: string, text: string): Masked {
    const table = this.#tableOf(taskId);
    const spans = secretSpans(text);
    let masked = '';
    let end = 0;
    for (const span of spans) {
      masked += text.slice(end, span.start) + maskFor(table, text.slice(span.start, span.end), span.what);
      end = span.end;
    }
    masked += text.slice(end);
    const [whole, more] = withKnown(masked, table);
    const [rest, pieces] = withoutPieces(whole, table);
    return { text: rest, count: spans.length + more + pieces };
  }

  /** `within`: the text that stands in the file now; empty for a new one. */
  unmask(taskId: string, text: string, within: string): Unmasked {
    const table = this.#tableOf(taskId);
    let why: string | undefined;
    const unmasked = text.replace(MASK, (mask, number: string) => {
      const secret = table.secrets[Number(number) - 1];
      if (secret !== undefined && table.masks.get(secret) === mask && within.includes(secret)) return secret;
      if (!within.includes(mask)) why ??= mask;
      return mask;
    });
    if (why === undefined && table.secrets.length > 0) {
      // What stood there before may stand there again, with what was a mask put back.
      const known = maskTraces(`${within}\n${text.match(MASK)?.join('\n') ?? ''}`, table.masks.values());
      why = [...maskTraces(text, table.masks.values())].find((trace) => !known.has(trace));
    }
    if (why === undefined) return { kind: 'text', text: unmasked };
    return {
      kind: 'refused',
      why: `The text has ${why} in it, which stands for a secret that you were not shown. It can only be put back where that secret stands already. Read the secret at run time instead, from the environment or its own file, or ask the person.`,
    };
  }

  /** Whether a text has a mask in it that was given to this task. */
  has(taskId: string, text: string): boolean {
    const given = new Set(this.#tableOf(taskId).masks.values());
    if (given.size === 0) return false;
    if ([...text.matchAll(MASK)].some(([mask]) => given.has(mask))) return true;
    return maskTraces(text.replace(MASK, ''), given).size > 0;
  }

  #tableOf(taskId: string): Table {
    let table = this.#tables.get(taskId);
    if (table === undefined) {
      table = { masks: new Map(), secrets: [], lines: new Map(), pieces: new SecretPieces() };
      this.#tables.set(taskId, table);
    }
    return table;
  }
}

function maskFor(table: Table, secret: string, what: string): string {
  const known = table.masks.get(secret);
  if (known !== undefined) return known;
  const mask = newMask(table, secret, what);
  table.pieces.add(secret, what);
  const lines = secret.split(/\r?\n|\\n/).map((line) => line.trim());
  if (lines.length > 1)
    for (const line of lines) if (line.length >= SHORTEST_LINE && !line.startsWith('-')) table.lines.set(line, mask);
  return mask;
}

function newMask(table: Table, secret: string, what: string): string {
  const number = table.secrets.push(secret);
  const mask = `<<masked-${number}: ${what.replace(/[^a-z0-9 ,'…:/@.()+-]/gi, '').slice(0, 120)}>>`;
  table.masks.set(secret, mask);
  return mask;
}

/** A part of a secret, or one that is encoded, has a mask of its own: what is put back is what stood there. */
function withoutPieces(text: string, table: Table): readonly [text: string, count: number] {
  const found = table.pieces.find(text);
  let masked = '';
  let end = 0;
  for (const piece of found) {
    const secret = text.slice(piece.start, piece.end);
    masked += text.slice(end, piece.start) + (table.masks.get(secret) ?? newMask(table, secret, piece.what));
    end = piece.end;
  }
  return [masked + text.slice(end), found.length];
}

/** Secrets that were found before count wherever they stand, whatever stands around them. */
function withKnown(text: string, { masks, lines }: Table): readonly [text: string, count: number] {
  let masked = text;
  let count = 0;
  for (const [secret, mask] of [...masks, ...lines]) {
    if (secret.length < 8 || !masked.includes(secret)) continue;
    const pieces = masked.split(secret);
    count += pieces.length - 1;
    masked = pieces.join(mask);
  }
  return [masked, count];
}
