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
    runs: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}(?:\r?\n[ \t>*#/]{0,8}[A-Za-z0-9+/_-]{20,}={0,2}){0,400}/g,
    decode: (run) => ofBytes(Buffer.from(run.replace(/[^A-Za-z0-9+/_-]/g, ''), 'base64')),
  },
  {
    isLikely: ({ longestCapitals }) => longestCapitals >= 24,
    runs: /\b[A-Z2-7]{24,}={0,6}/g,
    decode: (run) => printable(ofBase32(run)),
  },
  {
    isLikely: ({ longestHex, pairs, backslashes, digits }) =>
      longestHex >= 24 || pairs >= 10 || (digits >= 12 && backslashes >= 6) || digits >= 400,
    runs: /\b(?:[0-9a-fA-F]{2}[ :,]?){12,}|(?:\\x[0-9a-fA-F]{2}){6,}|(?:0x[0-9a-fA-F]{2}[,\s]{0,3}){8,}/g,
    decode: (run) => printable(Buffer.from(run.replace(/0x|\\x|[^0-9a-fA-F]/g, ''), 'hex').toString('utf8')),
  },
  {
    isLikely: ({ digits }) => digits >= 48,
    runs: /\b(?:[01]{8}[\s,]{0,2}){6,}/g,
    decode: (run) => printable(fromCodes(run.match(/[01]{8}/g) ?? [], 2)),
  },
  {
    isLikely: ({ pairs, triples }) => pairs + triples >= 10,
    runs: /\b(?:\d{2,3}[,\s]{1,2}){10,}\d{0,3}/g,
    decode: (run) => printable(fromCodes(run.match(/\d+/g) ?? [], 10)),
  },
  {
    isLikely: ({ percents }) => percents >= 3,
    runs: /%[0-9a-fA-F]{2}/g,
    isLine: true,
    decode: (run) =>
      Buffer.from(run.replace(/%([0-9a-fA-F]{2})|[\u0080-\uffff]/g, percent), 'latin1')
        .toString('utf8')
        .replace(/\+/g, ' '),
  },
  {
    isLikely: ({ ampersands }) => ampersands >= 2,
    runs: /&(?:#\d|#[xX]|[a-zA-Z]{2,6};)/g,
    isLine: true,
    decode: (run) => run.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));?/g, entity),
  },
  {
    isLikely: ({ backslashes }) => backslashes >= 3,
    runs: /\\(?:u[0-9a-fA-F{]|[0-7]{3}|x[0-9a-fA-F]{2})/g,
    isLine: true,
    decode: (run) =>
      run.replace(/\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{3})|x([0-9a-fA-F]{2}))/g, unescaped),
  },
  {
    isLikely: ({ lonely }) => lonely >= 6,
    runs: /\b(?:[A-Za-z][ .\-_*|/~\u00b7\u2022]{1,3}){7,}[A-Za-z]\b/g,
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
    runs: /[a-z][013457@$!]{1,2}[a-z]/gi,
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
    runs: /["'`]\s{0,4}\+\s{0,40}["'`]/g,
    isLine: true,
    decode: (run) => run.replace(/["'`]\s{0,4}\+\s{0,40}["'`]/g, ''),
  },
];

/** What one pass over the units of a text tells: how many of what encodings are made of. */
interface Looks {
  readonly percents: number;
  readonly ampersands: number;
  readonly backslashes: number;
  readonly digits: number;
  /** The longest run of letters, digits and the signs of base64. */
  readonly longestRun: number;
  /** The longest run of capitals and digits, and of the digits of base 16. */
  readonly longestCapitals: number;
  readonly longestHex: number;
  /** Words of two and of three signs that follow one another. */
  readonly pairs: number;
  readonly triples: number;
  /** The longest row of letters that each stand alone. */
  readonly lonely: number;
  /** Digits between letters. */
  readonly mixed: number;
  /** Letters of other shapes, as units of their ranges. */
  readonly fancy: number;
  /** Signs of addition after a quotation mark. */
  readonly joints: number;
  readonly hasCipher: boolean;
}

/** Far below any length, for a word that has other letters too. */
const NO_HEX = -1_000_000_000;

function looksOf(text: string, hasCipher: boolean): Looks {
  const looks = {
    percents: 0,
    ampersands: 0,
    backslashes: 0,
    digits: 0,
    longestRun: 0,
    longestCapitals: 0,
    longestHex: 0,
    pairs: 0,
    triples: 0,
    lonely: 0,
    mixed: 0,
    fancy: 0,
    joints: 0,
  };
  let run = 0;
  let capitals = 0;
  let hex = 0;
  let row = 0;
  let letters = 0;
  let sinceLetter = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (isLetter || isDigit) {
      run++;
      if (run > looks.longestRun) looks.longestRun = run;
      if (code <= 0x5a) {
        if (++capitals > looks.longestCapitals) looks.longestCapitals = capitals;
      } else capitals = 0;
      if (isDigit || (code | 0x20) <= 0x66) {
        if (++hex > looks.longestHex) looks.longestHex = hex;
      } else hex = NO_HEX;
    } else {
      if (hex === 2) looks.pairs++;
      else if (hex === 3) looks.triples++;
      hex = 0;
      capitals = 0;
    }
    if (!isLetter && !isDigit) run = code === 0x2b || code === 0x2f || code === 0x2d || code === 0x5f ? run + 1 : 0;
    if (isLetter) {
      if (sinceLetter === 1) looks.mixed++;
      sinceLetter = 0;
      letters++;
      continue;
    }
    if (letters > 0 && (isDigit || code === 0x40 || code === 0x24 || code === 0x21)) sinceLetter = 1;
    else sinceLetter = 0;
    if (letters === 1) {
      row++;
      if (row > looks.lonely) looks.lonely = row;
    } else if (letters > 1) row = 0;
    letters = 0;
    if (isDigit) looks.digits++;
    else if (code === 0x25) looks.percents++;
    else if (code === 0x26) looks.ampersands++;
    else if (code === 0x5c) looks.backslashes++;
    else if (code === 0x2b) looks.joints++;
    else if (
      code >= 0x249c &&
      (code <= 0x24e9 || code === 0xd835 || code === 0xd83c || code === 0xdb40 || (code >= 0xff21 && code <= 0xff5a))
    )
      looks.fancy++;
  }
  return { ...looks, hasCipher };
}

/** What stands encoded in a text, as far as that is text again. Bounded, in number and in length. */
export function decodeParts(text: string, hasCipher: boolean): readonly Decoded[] {
  const looks = looksOf(text, hasCipher);
  const parts: Decoded[] = [];
  for (const encoding of ENCODINGS) if (encoding.isLikely(looks)) decodeRuns(text, encoding, parts);
  return parts;
}

function decodeRuns(text: string, { runs, isLine = false, decode }: Encoding, parts: Decoded[]): void {
  let left = MOST_DECODED;
  let count = 0;
  const search = new RegExp(runs);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    let start = match.index;
    let end = start + match[0].length;
    if (isLine) {
      start = Math.max(text.lastIndexOf('\n', start) + 1, start - LONGEST_LINE);
      const stop = text.indexOf('\n', end);
      end = Math.min(stop < 0 ? text.length : stop, end + LONGEST_LINE);
      search.lastIndex = Math.max(end, match.index + 1);
    }
    const run = text.slice(start, Math.min(end, start + LONGEST_RUN));
    left -= run.length;
    if (left < 0 || ++count > MOST_RUNS) return;
    const decoded = decode(run);
    if (decoded.length >= SHORTEST && decoded !== run) parts.push({ text: decoded, start, end });
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

/** The text, or nothing if it isn't one: bytes that were never meant as text. */
function printable(text: string): string {
  if (text.length < SHORTEST) return '';
  const sample = text.slice(0, 400);
  const odd = sample.match(/[\p{Cc}\ufffd]/gu)?.length ?? 0;
  const letters = sample.match(/[\p{L}\p{N} ]/gu)?.length ?? 0;
  return odd <= sample.length / 20 && letters >= sample.length * 0.6 ? text : '';
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
