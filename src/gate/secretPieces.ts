/** Where a part of a secret stands in a text, or the secret as it looks when it is encoded, in UTF-16 units. */
export interface SecretPiece {
  readonly start: number;
  readonly end: number;
  /** What it is, in a few words: `part of a token of GitHub`. */
  readonly what: string;
}

/** UTF-16 units that are enough to tell a part of a secret from chance. */
const SHORTEST = 16;
/** A secret that is hardly longer is found as a whole. */
const SHORTEST_SECRET = 20;
/** UTF-16 units of one secret that are looked for. */
const LONGEST_SECRET = 4096;
/** Parts of all secrets of a task that are kept. */
const MOST_PARTS = 400_000;
/** Signs that secrets and encodings consist of. */
const RUN = /[\w+/=.~%-]{16,}/g;

/** Finds parts of secrets that were come across before: cut off, backwards, in base64 or in hexadecimal. */
export class SecretPieces {
  readonly #parts = new Map<string, string>();
  /** How parts begin: most of a text is told from all of them by that. */
  readonly #beginnings = new Uint8Array(65_536);

  add(secret: string, what: string): void {
    if (secret.length < SHORTEST_SECRET) return;
    const text = secret.slice(0, LONGEST_SECRET);
    this.#addParts(text, `part of ${what}`);
    this.#addParts([...text].reverse().join(''), `${what}, backwards`);
    const bytes = Buffer.from(text, 'utf8');
    this.#addParts(bytes.toString('hex'), `${what}, encoded`);
    this.#addParts(bytes.toString('hex').toUpperCase(), `${what}, encoded`);
    this.#addParts(encodeURIComponent(text), `${what}, encoded`);
    for (const shift of [0, 1, 2])
      for (const encoding of ['base64', 'base64url'] as const) {
        const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString(encoding);
        // At both ends stands what depends on what is around it.
        this.#addParts(encoded.slice(shift === 0 ? 0 : shift + 1, -4), `${what}, encoded`);
      }
  }

  find(text: string): readonly SecretPiece[] {
    if (this.#parts.size === 0) return [];
    return Array.from(text.matchAll(RUN)).flatMap(({ 0: run, index }) => this.#within(run, index));
  }

  #within(run: string, offset: number): readonly SecretPiece[] {
    const pieces: { start: number; end: number; what: string }[] = [];
    for (let at = 0; at + SHORTEST <= run.length; at++) {
      if (this.#beginnings[beginning(run, at)] === 0) continue;
      const what = this.#parts.get(run.slice(at, at + SHORTEST));
      if (what === undefined) continue;
      const last = pieces.at(-1);
      const end = offset + at + SHORTEST;
      if (last !== undefined && offset + at <= last.end) last.end = end;
      else pieces.push({ start: offset + at, end, what });
    }
    return pieces;
  }

  #addParts(text: string, what: string): void {
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const part = text.slice(at, at + SHORTEST);
      // What repeats itself is a filling, and stands in many texts.
      if (new Set(part).size < 6 || this.#parts.has(part)) continue;
      if (this.#parts.size >= MOST_PARTS) return;
      this.#parts.set(part, what);
      this.#beginnings[beginning(part, 0)] = 1;
    }
  }
}

/** The next three signs as one number of 16 bits. */
function beginning(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}
