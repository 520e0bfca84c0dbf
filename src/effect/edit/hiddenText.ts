/** A character, or a few, that aren't what a reader sees. */
export interface HiddenText {
  readonly index: number;
  /** As the end of "hides …": `a zero width space (U+200B)`. */
  readonly what: string;
}

/** One of the characters with these numbers, in hexadecimal: `200B 202A-202E`. */
function among(ranges: string): string {
  return ranges
    .split(' ')
    .map((range) => {
      const [from = '', to = from] = range.split('-');
      return `[\\u{${from}}-\\u{${to}}]`;
    })
    .join('|');
}

const CONTROLS = new RegExp(among('202A-202E 2066-2069'), 'u');
const MARKS = new RegExp(among('200E-200F 061C'), 'gu');
const JOINERS = new RegExp(among('200C-200D'), 'gu');
const INVISIBLE = new RegExp(
  among('034F 115F-1160 17B4-17B5 180E 200B 2060-2064 206A-206F 3164 FEFF FFA0 FFF9-FFFB E0000-E00FF E01F0-E0FFF'),
  'gu',
);
/** Several in a row carry data: one picks the form of the character before it. */
const SELECTORS = new RegExp(`(?:${among('FE00-FE0F E0100-E01EF')}){2}`, 'u');
/** Moves, hides or draws over what stands before it. */
const TERMINAL = new RegExp(`(?:${among('1B')})[[\\]()]`, 'u');
const RETURN = /[^\n]\r[^\n\r]/;
/** Anything that could matter; most texts have none of it. */
const MAY_HIDE = new RegExp(
  `${among('1B 034F 061C 115F-1160 17B4-17B5 180E 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 FFF9-FFFB')}|${among('0370-04FF E0000-E0FFF')}|${RETURN.source}`,
  'u',
);
/** Right to left letters, and those of scripts that are written without spaces or with joiners. */
const NEEDS_JOINERS = new RegExp(
  among('0590-08FF 0900-0DFF 0E00-0EFF 1000-109F 1780-17B3 17B6-17FF 1A20-1AAF FB1D-FDFF FE70-FEFC'),
  'u',
);
const PICTURE = new RegExp(`\\p{Extended_Pictographic}|${among('FE0F 1F3FB-1F3FF 20E3')}`, 'u');
/** The flags of England, Scotland and Wales. */
const FLAG = /\u{1F3F4}[\u{E0061}-\u{E007A}]{2,6}\u{E007F}/gu;
/** Letters of other scripts that look like Latin ones. */
const LOOK_ALIKE = 'аеорсухіјѕһԁԛԝԚԜАВЕКМНОРСТУХІЈЅѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ';
const MIXED = new RegExp(
  `[A-Za-z][\\w$]*[${LOOK_ALIKE}][\\w$${LOOK_ALIKE}]*|(?<![\\w$\\u0370-\\u04FF])[${LOOK_ALIKE}]+[\\w$]*[A-Za-z][\\w$${LOOK_ALIKE}]*`,
  'u',
);
/** So many in prose are no leftover of a clipboard. */
const MANY = 8;

const NAMES: Readonly<Record<number, string>> = {
  8203: 'a zero width space',
  8204: 'a zero width non-joiner',
  8205: 'a zero width joiner',
  8206: 'a left-to-right mark',
  8207: 'a right-to-left mark',
  8234: 'a left-to-right embedding',
  8235: 'a right-to-left embedding',
  8236: 'an end of a writing direction',
  8237: 'a left-to-right override',
  8238: 'a right-to-left override',
  8288: 'a word joiner',
  8294: 'a left-to-right isolate',
  8295: 'a right-to-left isolate',
  8296: 'an isolate of a writing direction',
  8297: 'an end of a writing direction',
  12644: 'a letter that shows nothing',
  65279: 'a byte order mark inside the text',
};

/** The first character of a text that isn't what it looks like. Prose may have what the writing of its language needs. */
export function hiddenIn(text: string, isProse: boolean): HiddenText | undefined {
  if (!MAY_HIDE.test(text)) return undefined;
  const seen = text.replace(FLAG, (flag) => ' '.repeat(flag.length)).replace(/^\uFEFF/, ' ');
  return (
    controls(seen, isProse) ??
    at(seen, SELECTORS, 'characters that show nothing and may carry data') ??
    joiners(seen) ??
    invisible(seen, isProse) ??
    (isProse ? undefined : (marks(seen) ?? terminal(seen) ?? mixed(seen)))
  );
}

function at(text: string, pattern: RegExp, what?: string): HiddenText | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : { index: match.index, what: what ?? nameAt(text, match.index) };
}

function nameAt(text: string, index: number): string {
  const code = text.codePointAt(index) ?? 0;
  return `${NAMES[code] ?? 'a character that shows nothing'} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

/** Prose of scripts from right to left may turn the direction, where it turns it back on the same line. */
function controls(text: string, isProse: boolean): HiddenText | undefined {
  const first = at(text, CONTROLS);
  if (first === undefined || !isProse) return first;
  for (const [line] of text.matchAll(/[^\n]*[\u202A-\u202E\u2066-\u2069][^\n]*/g)) {
    const opened = (line.match(/[\u202A\u202B\u2066-\u2068]/g) ?? []).length;
    const closed = (line.match(/[\u202C\u2069]/g) ?? []).length;
    const isPlain = !/[\u202D\u202E]/.test(line) && opened === closed && NEEDS_JOINERS.test(line);
    if (!isPlain)
      return { index: text.indexOf(line) + line.search(CONTROLS), what: nameAt(line, line.search(CONTROLS)) };
  }
  return undefined;
}

function joiners(text: string): HiddenText | undefined {
  for (const { index } of text.matchAll(JOINERS))
    if (!NEEDS_JOINERS.test(around(text, index)) && !PICTURE.test(text.slice(Math.max(0, index - 2), index)))
      return { index, what: nameAt(text, index) };
  return undefined;
}

function invisible(text: string, isProse: boolean): HiddenText | undefined {
  const found = [...text.matchAll(INVISIBLE)].filter(
    ({ index, 0: char }) => !(/[\u200B\u2060]/.test(char) && NEEDS_JOINERS.test(around(text, index))),
  );
  const [first] = found;
  if (first === undefined) return undefined;
  const isLeftOver = isProse && found.length < MANY && found.every(([char]) => /[\u200B\u2060\uFEFF]/.test(char));
  return isLeftOver ? undefined : { index: first.index, what: nameAt(text, first.index) };
}

function marks(text: string): HiddenText | undefined {
  for (const { index } of text.matchAll(MARKS))
    if (!NEEDS_JOINERS.test(lineAround(text, index))) return { index, what: nameAt(text, index) };
  return undefined;
}

/** What a terminal that shows the text would draw over. */
function terminal(text: string): HiddenText | undefined {
  return (
    at(text, TERMINAL, 'a control character of terminals') ?? at(text, RETURN, 'a return to the start of the line')
  );
}

function mixed(text: string): HiddenText | undefined {
  const match = MIXED.exec(text);
  return match === null
    ? undefined
    : { index: match.index, what: `a letter of another script in \`${match[0].slice(0, 40)}\`` };
}

function around(text: string, index: number): string {
  return text.slice(Math.max(0, index - 2), index + 3);
}

function lineAround(text: string, index: number): string {
  const end = text.indexOf('\n', index);
  return text.slice(text.lastIndexOf('\n', index) + 1, end < 0 ? undefined : end);
}
