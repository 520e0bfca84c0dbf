/** One instruction of a Dockerfile: continued lines joined, comments taken out. */
export interface Instruction {
  /** Upper case: `RUN`. */
  readonly keyword: string;
  /** `--mount=type=secret,id=x` */
  readonly flags: readonly string[];
  /** What follows the flags, as the shell would get it. */
  readonly text: string;
  /** The words, where it is given as a list of them. */
  readonly words: readonly string[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** It runs when another image is built on this one. */
  readonly isForLater: boolean;
}

export interface Heredoc {
  readonly name: string;
  readonly body: string;
  /** Its lines as they stand, with the last one. */
  readonly raw: string;
  /** It never ends: what follows it in the file may be instructions. */
  readonly isOpen: boolean;
}

export interface Dockerfile {
  readonly instructions: readonly Instruction[];
  /** The image that reads the file in place of the builder, where one is named. */
  readonly frontend: string | undefined;
}

/** Texts of one instruction. Those that are left out are read as instructions, which they aren't. */
const MOST_HEREDOCS = 20;

/** Reads a Dockerfile as its builder does; what is no instruction has the keyword that stands there. */
export function readDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const { continues, frontend } = directives(lines);
  const ends = continues === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index] ?? '';
    if (/^\s*(?:#|$)/.test(first)) continue;
    const pieces = [first];
    while (ends.test(pieces.at(-1) ?? '') && index + 1 < lines.length) {
      index++;
      // Comments and empty lines within an instruction are none of it.
      while (index < lines.length && /^\s*(?:#|$)/.test(lines[index] ?? '')) index++;
      pieces.push(lines[index] ?? '');
    }
    const joined = pieces.map((piece) => piece.replace(ends, '')).join('');
    const [, keyword = ''] = /^\s*(\S+)/.exec(joined) ?? [];
    const heredocs: Heredoc[] = [];
    if (/^(?:run|copy|add|onbuild)$/i.test(keyword))
      for (const { name, isIndented } of heredocsIn(joined)) {
        const from = index + 1;
        const isEnd = (line: string) => (isIndented ? line.replace(/^\t+/, '') : line) === name;
        let at = from;
        while (at < lines.length && !isEnd(lines[at] ?? '')) at++;
        const body = lines.slice(from, at).map((line) => (isIndented ? line.replace(/^\t+/, '') : line));
        const raw = lines.slice(from, at + 1).join('\n');
        heredocs.push({ name, body: body.join('\n'), raw, isOpen: at >= lines.length });
        index = at;
      }
    instructions.push(instructionOf(joined.trim(), heredocs, false));
  }
  return { instructions, frontend };
}

function directives(lines: readonly string[]): { readonly continues: string; readonly frontend: string | undefined } {
  let continues = '\\';
  let frontend: string | undefined;
  for (const line of lines) {
    const [, name = '', value = ''] = /^\s*#\s*([a-z]+)\s*=\s*(\S.*?)\s*$/i.exec(line) ?? [];
    if (/^syntax$/i.test(name)) frontend = value;
    else if (/^escape$/i.test(name)) continues = value;
    else if (!/^check$/i.test(name)) break;
  }
  return { continues, frontend };
}

function instructionOf(line: string, heredocs: readonly Heredoc[], isForLater: boolean): Instruction {
  const [all = '', keyword = ''] = /^(\S+)\s*/.exec(line) ?? [];
  let text = line.slice(all.length);
  if (/^onbuild$/i.test(keyword) && !isForLater) return instructionOf(text, heredocs, true);
  const flags: string[] = [];
  for (
    let flag = /^(--[a-z][\w-]*(?:=\S*)?)(?:\s+|$)/i.exec(text);
    flag !== null;
    flag = /^(--[a-z][\w-]*(?:=\S*)?)(?:\s+|$)/i.exec(text)
  ) {
    flags.push(flag[1] ?? '');
    text = text.slice(flag[0].length);
  }
  return { keyword: keyword.toUpperCase(), flags, text, words: wordsOf(text), heredocs, isForLater };
}

/** The words of a call that is written as a list; undefined where it is text for the shell. */
export function wordsOf(text: string): readonly string[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((each) => typeof each === 'string') ? list : undefined;
  } catch {
    // Not a list: the builder takes it as text for the shell.
    return undefined;
  }
}

/** Heredocs outside of quotes, as the builder splits words. */
function heredocsIn(line: string): readonly { readonly name: string; readonly isIndented: boolean }[] {
  if (!line.includes('<<')) return [];
  const found: { name: string; isIndented: boolean }[] = [];
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '\\') at++;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '<' && line[at + 1] === '<' && isAtWord(line, at)) {
      const [all = '', dash = '', , name = ''] =
        /^<<(-?)(["']?)([^\s<>"'|&;()]+)\2/.exec(line.slice(at, at + 200)) ?? [];
      if (all === '') continue;
      if (found.length < MOST_HEREDOCS) found.push({ name, isIndented: dash === '-' });
      at += all.length - 1;
    }
  }
  return found;
}

/** Nothing but a number stands before it in its word. */
function isAtWord(line: string, at: number): boolean {
  let before = at;
  while (/\d/.test(line[before - 1] ?? '')) before--;
  return before === 0 || /\s/.test(line[before - 1] ?? '');
}
