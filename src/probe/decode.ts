import { type Looks, looksOf, type Starts } from './looks';

/** A part of a text as it reads once it is decoded. */
export interface Decoded {
  readonly text: string;
  /** Where the encoded part stands. */
  readonly start: number;
  readonly end: number;
}

interface Encoding {
  /** What of a text says that it may have such. */
  readonly isLikely: (signs: Looks) => boolean;
  /** The encoded runs, or with `isLine` something of them: their lines are decoded whole. */
  readonly runs: RegExp;
  /** Where runs begin: places that the pass found, or a sign; and the test is sticky. Otherwise they are searched for. */
  readonly begin?: keyof Starts | '%' | '&' | '\\' | '+';
  readonly isLine?: boolean;
  readonly decode: (run: string) => string;
}

/** Of one encoding in one text. */
const MOST_RUNS = 400;
const LONGEST_RUN = 20_000;
/** Of what one encoding has decoded from one text, before it is. */
const MOST_DECODED = 200_000;
/** Of a line before and after what is found in it. */
const LONGEST_LINE = 3000;
const SHORTEST = 12;
/** From a quotation mark to the sign that joins it to the next. */
const LONGEST_JOINT = 5;
/** So much of a decoded text tells whether it is one. */
const SAMPLE = 400;

const LEET: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** One of the words without which hardly any order to an agent is given. */
const ORDER =
  /ignore|disregard|forget|instruction|previous|system|execute|never|tell|user|assistant|credential|secret|password|must/i;

const ENCODINGS: readonly Encoding[] = [
  {
    isLikely: ({ longestRun }) => longestRun >= 20,
    begin: 'runs',
    runs: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}(?:\r?\n[ \t>*#/]{0,8}[A-Za-z0-9+/_-]{20,}={0,2}){0,400}/y,
    decode: (run) => (isBinary(run) ? '' : ofBytes(Buffer.from(run.replace(/[^A-Za-z0-9+/_-]/g, ''), 'base64'))),
  },
  {
    isLikely: ({ longestCapitals }) => longestCapitals >= 24,
    runs: /\b[A-Z2-7]{24,}={0,6}/g,
    decode: (run) => printable(ofBase32(run)),
  },
  {
    isLikely: ({ longestHex, pairs, backslashes, digits }) =>
      longestHex >= 24 || pairs >= 10 || (digits >= 12 && backslashes >= 6) || digits >= 400,
    begin: 'hexes',
    runs: /\b(?:[0-9a-fA-F]{2}[ :,]?){12,}|(?:\\x[0-9a-fA-F]{2}){6,}|(?:0x[0-9a-fA-F]{2}[,\s]{0,3}){8,}/y,
    decode: (run) => printable(Buffer.from(run.replace(/0x|\\x|[^0-9a-fA-F]/g, ''), 'hex').toString('utf8')),
  },
  {
    isLikely: ({ digits }) => digits >= 48,
    begin: 'bits',
    runs: /\b(?:[01]{8}[\s,]{0,2}){6,}/y,
    decode: (run) => printable(fromCodes(run.match(/[01]{8}/g) ?? [], 2)),
  },
  {
    isLikely: ({ pairs, triples }) => pairs + triples >= 10,
    begin: 'codes',
    runs: /\b(?:\d{2,3}[,\s]{1,2}){10,}\d{0,3}/y,
    decode: (run) => printable(fromCodes(run.match(/\d+/g) ?? [], 10)),
  },
  {
    isLikely: ({ percents }) => percents >= 3,
    begin: '%',
    runs: /%[0-9a-fA-F]{2}/y,
    isLine: true,
    decode: (run) =>
      Buffer.from(run.replace(/%([0-9a-fA-F]{2})|[\u0080-\uffff]/g, percent), 'latin1')
        .toString('utf8')
        .replace(/\+/g, ' '),
  },
  {
    isLikely: ({ ampersands }) => ampersands >= 2,
    begin: '&',
    runs: /&(?:#\d|#[xX]|[a-zA-Z]{2,6};)/y,
    isLine: true,
    decode: (run) => run.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));?/g, entity),
  },
  {
    isLikely: ({ backslashes }) => backslashes >= 3,
    begin: '\\',
    runs: /\\(?:u[0-9a-fA-F{]|[0-7]{3}|x[0-9a-fA-F]{2})/y,
    isLine: true,
    decode: (run) =>
      run.replace(/\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{3})|x([0-9a-fA-F]{2}))/g, unescaped),
  },
  {
    isLikely: ({ lonely }) => lonely >= 6,
    begin: 'lone',
    runs: /\b(?:[A-Za-z][ .\-_*|/~\u00b7\u2022]{1,3}){7,}[A-Za-z]\b/y,
    decode: unspaced,
  },
  {
    isLikely: ({ hasCipher }) => hasCipher,
    runs: /vtaber|qvfertneq|sbetrg|vafgehpgvba|cerivbhf|flfgrz|cebzcg|rkrphgr|nffvfgnag|\b(?:gur|lbh)\b/gi,
    isLine: true,
    decode: (run) => run.replace(/[A-Za-z]/g, rot13),
  },
  {
    isLikely: ({ hasCipher }) => hasCipher,
    runs: /erongi|draggersid|tegrof|noitcurtsni|suoiverp|metsys|tpmorp|etucexe|tnatsissa|\b(?:eht|uoy)\b/gi,
    isLine: true,
    decode: (run) => [...run].reverse().join(''),
  },
  {
    isLikely: ({ mixed }) => mixed >= 3,
    begin: 'mixes',
    runs: /[a-z][013457@$!]{1,2}[a-z]/iy,
    isLine: true,
    decode: (run) => {
      if ((run.match(/[a-z][013457@$!]{1,2}[a-z]/gi)?.length ?? 0) < 3) return '';
      const text = run.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
      return ORDER.test(text) ? text : '';
    },
  },
  {
    isLikely: ({ fancy }) => fancy >= 6,
    runs: /[\u{1d400}-\u{1d7ff}\u{1f130}-\u{1f189}\u249c-\u24e9\uff21-\uff5a]/gu,
    isLine: true,
    decode: (run) =>
      run
        .replace(/[\u{1f130}-\u{1f189}]/gu, squared)
        .normalize('NFKC')
        .replace(/\(([a-z])\)/g, '$1'),
  },
  {
    isLikely: ({ fancy }) => fancy >= 3,
    runs: /[\u{e0020}-\u{e007e}]{3,}/gu,
    decode: (run) => Array.from(run, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xe0000)).join(''),
  },
  {
    isLikely: ({ joints }) => joints >= 2,
    begin: '+',
    runs: /["'`]\s{0,4}\+\s{0,40}["'`]/y,
    isLine: true,
    decode: (run) => run.replace(/["'`]\s{0,4}\+\s{0,40}["'`]/g, ''),
  },
];

/** What stands encoded in a text, as far as that is text again. Bounded, in number and in length. */
export function decodeParts(text: string, hasCipher: boolean): readonly Decoded[] {
  const looks = looksOf(text, hasCipher);
  const parts: Decoded[] = [];
  for (const encoding of ENCODINGS) if (encoding.isLikely(looks)) decodeRuns(text, looks, encoding, parts);
  return parts;
}

function decodeRuns(text: string, { starts }: Looks, encoding: Encoding, parts: Decoded[]): void {
  const { isLine = false, decode } = encoding;
  const search = new RunSearch(text, encoding, starts);
  let left = MOST_DECODED;
  let count = 0;
  for (let match = search.next(0); match !== null; ) {
    let start = match.index;
    let end = start + match[0].length;
    if (isLine) {
      start = Math.max(text.lastIndexOf('\n', start) + 1, start - LONGEST_LINE);
      const stop = text.indexOf('\n', end);
      end = Math.min(stop < 0 ? text.length : stop, end + LONGEST_LINE);
    }
    const run = text.slice(start, Math.min(end, start + LONGEST_RUN));
    left -= run.length;
    if (left < 0 || ++count > MOST_RUNS) return;
    const decoded = decode(run);
    if (decoded.length >= SHORTEST && decoded !== run) parts.push({ text: decoded, start, end });
    match = search.next(end);
  }
}

/** Finds the runs of an encoding one after the other. */
class RunSearch {
  readonly #runs: RegExp;
  readonly #places: readonly number[] | undefined;
  readonly #sign: string | undefined;
  /** How many of the places lie behind. */
  #passed = 0;

  constructor(
    private readonly text: string,
    { runs, begin }: Encoding,
    starts: Starts,
  ) {
    this.#runs = runs;
    if (begin === '%' || begin === '&' || begin === '\\' || begin === '+') this.#sign = begin;
    else if (begin !== undefined) this.#places = starts[begin];
  }

  next(from: number): RegExpExecArray | null {
    if (this.#places !== undefined) return this.#nextOf(this.#places, from);
    if (this.#sign !== undefined) return this.#nextSign(this.#sign, from);
    return this.#at(from);
  }

  #nextOf(places: readonly number[], from: number): RegExpExecArray | null {
    for (; this.#passed < places.length; this.#passed++) {
      const place = places[this.#passed] ?? 0;
      const match = place < from ? null : this.#at(place);
      if (match !== null) return match;
    }
    return null;
  }

  #nextSign(sign: string, from: number): RegExpExecArray | null {
    for (let at = this.text.indexOf(sign, from); at >= 0; at = this.text.indexOf(sign, at + 1)) {
      const start = sign === '+' ? this.#beforeSpaces(at) : at;
      const match = start < from ? null : this.#at(start);
      if (match !== null) return match;
    }
    return null;
  }

  #beforeSpaces(at: number): number {
    let i = at - 1;
    while (i > at - LONGEST_JOINT && /\s/.test(this.text.charAt(i))) i--;
    return i;
  }

  #at(place: number): RegExpExecArray | null {
    this.#runs.lastIndex = place;
    return this.#runs.exec(this.text);
  }
}

/** As the text that it is in one of two encodings. */
function ofBytes(bytes: Buffer): string {
  const isWide = bytes.length > 8 && bytes.subarray(0, 40).every((byte, i) => i % 2 === 0 || byte === 0);
  return printable(bytes.toString(isWide ? 'utf16le' : 'utf8'));
}

function ofBase32(run: string): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const sign of run) {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign);
    if (value < 0) break;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 0xff);
  }
  return text;
}

/** What each sign of base64 stands for; 255 for others. */
const SIXES = new Uint8Array(128).fill(255);
for (const [value, sign] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  SIXES[sign.charCodeAt(0)] = value;
SIXES[0x2d] = 62;
SIXES[0x5f] = 63;

/** Whether a run of base64 surely is no text, which most identifiers and hashes tell within a few bytes. */
function isBinary(run: string): boolean {
  // As `printable` counts them: control characters, and bytes that can't be where they are in UTF-8.
  const most = Math.min(SAMPLE, Math.floor((run.length * 3) / 4)) / 20;
  let odd = 0;
  let held = 0;
  let bits = 0;
  let count = 0;
  let last = 0;
  for (let i = 0; i < run.length && count < SAMPLE; i++) {
    const six = SIXES[run.charCodeAt(i)] ?? 255;
    if (six === 255) continue;
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    // Every other byte may be 0: text of wide characters.
    if (++count === 2 && byte === 0) return false;
    if (byte < 0x20 || byte === 0x7f || (last < 0x80 ? byte >= 0x80 && byte < 0xc0 : last >= 0xc0 && byte < 0x80))
      odd++;
    last = byte;
    if (odd > most && count >= 2) return true;
  }
  return false;
}

/** Which signs of ASCII are odd in a text, and which are letters, digits or a space. */
const ODD = 1;
const PLAIN = 2;
const SIGNS = new Uint8Array(128);
for (let code = 0; code < 128; code++)
  SIGNS[code] = code < 0x20 || code === 0x7f ? ODD : /[A-Za-z0-9 ]/.test(String.fromCharCode(code)) ? PLAIN : 0;

/** The text, or nothing if it isn't one: bytes that were never meant as text. */
function printable(text: string): string {
  if (text.length < SHORTEST) return '';
  const length = Math.min(text.length, SAMPLE);
  let odd = 0;
  let letters = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) return isTextOf(text.slice(0, SAMPLE)) ? text : '';
    const sign = SIGNS[code];
    if (sign === ODD) odd++;
    else if (sign === PLAIN) letters++;
  }
  return isMostly(odd, letters, length) ? text : '';
}

function isTextOf(sample: string): boolean {
  const odd = sample.match(/[\p{Cc}\ufffd]/gu)?.length ?? 0;
  const letters = sample.match(/[\p{L}\p{N} ]/gu)?.length ?? 0;
  return isMostly(odd, letters, sample.length);
}

function isMostly(odd: number, letters: number, length: number): boolean {
  return odd <= length / 20 && letters >= length * 0.6;
}

function fromCodes(codes: readonly string[], base: number): string {
  return codes.map((code) => String.fromCharCode(Number.parseInt(code, base))).join('');
}

function percent(_found: string, code: string | undefined): string {
  return code === undefined ? ' ' : String.fromCharCode(Number.parseInt(code, 16));
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
};

function entity(found: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? found;
  return fromCode(Number.parseInt(decimal ?? hexadecimal ?? '', decimal === undefined ? 16 : 10), found);
}

function unescaped(found: string, four?: string, braced?: string, octal?: string, byte?: string): string {
  if (octal !== undefined) return fromCode(Number.parseInt(octal, 8), found);
  return fromCode(Number.parseInt(four ?? braced ?? byte ?? '', 16), found);
}

function fromCode(code: number, otherwise: string): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

/** Letters that stand apart, joined; a wider gap is one between words. */
function unspaced(run: string): string {
  const isWide = / {2,}/.test(run);
  const words = isWide ? run.split(/ {2,}/) : run.split(/ (?=[^ ][^ ])|[/|] ?(?=[A-Za-z]\.)/);
  const joined = words.map((word) => word.replace(/[^A-Za-z]/g, '')).join(' ');
  return isWide || words.length > 1 ? joined : apart(joined.toLowerCase());
}

/** Where letters run on without a gap, the words that matter are set apart again. */
function apart(run: string): string {
  return run.replace(
    /ignore|disregard|forget|override|all|any|previous|prior|above|earlier|your|instructions?|prompts?|rules|guidelines|system|tell|user|send|secrets?|credentials|run|execute|delete|donot|never|and|the/g,
    (word) => ` ${word === 'donot' ? 'do not' : word} `,
  );
}

function rot13(letter: string): string {
  const code = letter.charCodeAt(0);
  const base = code < 0x60 ? 0x41 : 0x61;
  return String.fromCharCode(((code - base + 13) % 26) + base);
}

function squared(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const place = code >= 0x1f170 ? code - 0x1f170 : code >= 0x1f150 ? code - 0x1f150 : code - 0x1f130;
  return place >= 0 && place < 26 ? String.fromCharCode(0x61 + place) : ' ';
}
