import { closeSync, createReadStream, fstatSync, readFileSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadFileAction } from '../action/action';
import type { Disk } from '../action/situation';
import type { CarriedOut, Carrier } from '../gate/carriers';
import { type Decoded, decode, type TextEncoding } from './decode';
import { openReal } from './openReal';
import { refused } from './refused';

const MEGABYTE = 1024 * 1024;
/** Above this a file is read in ranges only, and above the other not at all. */
const WHOLE_LIMIT = MEGABYTE;
const RANGE_LIMIT = 512 * MEGABYTE;
/** What the agent gets at once. */
const MOST_LINES = 2000;
const MOST_CHARACTERS = 60_000;
const LONGEST_LINE = 2000;

/** Lines of a file, the first of them numbered `from`. */
interface Lines {
  readonly lines: readonly string[];
  readonly from: number;
  /** Lines of the whole file, where they were counted. */
  readonly total: number | undefined;
  readonly notes: readonly string[];
}

export function readFileCarrier(disk: Pick<Disk, 'realPath'>): Carrier<ReadFileAction> {
  return async (action, carrying) => {
    const real = disk.realPath(resolve(action.path));
    carrying.checkUnchanged();
    let fd: number;
    try {
      fd = openReal(real);
    } catch (error) {
      return notOpened(action.path, error);
    }
    let isHandedOn = false;
    try {
      const stat = fstatSync(fd);
      const refusal = refusalOf(action, stat);
      if (refusal !== undefined) return refused(refusal);
      if (stat.size <= WHOLE_LIMIT) return readWhole(action, readFileSync(fd));
      isHandedOn = true;
      return await readRange(action, fd, carrying.signal);
    } finally {
      // A stream closes what it reads.
      if (!isHandedOn) closeSync(fd);
    }
  };
}

function notOpened(path: string, error: unknown): CarriedOut {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return refused(`There is no file ${path}. list_files shows what there is.`);
    case 'EACCES':
    case 'EPERM':
      return refused(`${path} may not be read: permission denied.`);
    case 'EISDIR':
      return refused(`${path} is a folder. list_files shows what is in it.`);
    case 'ELOOP':
    case 'ENXIO':
      return refused(`${path} can't be read as a file.`);
    default:
      throw error;
  }
}

function refusalOf({ path, startLine, endLine }: ReadFileAction, stat: Stats): string | undefined {
  if (stat.isDirectory()) return `${path} is a folder. list_files shows what is in it.`;
  if (!stat.isFile()) return `${path} is a device or pipe, not a file.`;
  const megabytes = (stat.size / MEGABYTE).toFixed(1);
  if (stat.size > RANGE_LIMIT) {
    return `${path} is too large to read here (${megabytes} MB). search_text finds lines in it; a command such as \`sed -n '1,100p'\` prints some.`;
  }
  if (stat.size > WHOLE_LIMIT && startLine === undefined && endLine === undefined) {
    return `${path} is too large to read at once (${megabytes} MB). Read a part with start_line and end_line, or find the lines with search_text.`;
  }
  return undefined;
}

function readWhole(action: ReadFileAction, bytes: Buffer): CarriedOut {
  const decoded = decode(bytes);
  if (decoded.kind !== 'text') return unreadable(action.path, decoded);
  const { text, encoding } = decoded;
  if (text === '') return { ok: true, text: `${action.path} is empty.`, summary: 'empty' };
  const all = text.split('\n');
  if (all.at(-1) === '') all.pop();
  const from = action.startLine ?? 1;
  if (from > all.length) return beyondEnd(action.path, all.length);
  const lines = all.slice(from - 1, action.endLine);
  return show({ lines, from, total: all.length, notes: notesOn(text, encoding) });
}

/** A part of a file too large to hold, read up to the last line wanted. UTF-8 only. */
async function readRange(action: ReadFileAction, fd: number, signal: AbortSignal): Promise<CarriedOut> {
  const from = action.startLine ?? 1;
  const to = Math.min(action.endLine ?? Number.POSITIVE_INFINITY, from + MOST_LINES - 1);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: string[] = [];
  let number = 1;
  let line = '';
  let isUnfinished = false;
  const stream = createReadStream('', { fd, start: 0, highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of stream) {
      signal.throwIfAborted();
      if (!(chunk instanceof Buffer)) continue;
      if (chunk.includes(0))
        return unreadable(action.path, { kind: 'binary', why: 'is binary: it contains NUL bytes.' });
      const pieces = decoder.decode(chunk, { stream: true }).split('\n');
      for (const [i, piece] of pieces.entries()) {
        // Of a line without end only what can be shown is held.
        if (number >= from && line.length <= LONGEST_LINE) line += piece;
        isUnfinished = i === pieces.length - 1 && (piece !== '' || (isUnfinished && i === 0));
        if (i === pieces.length - 1) break;
        if (number >= from) lines.push(line);
        line = '';
        number += 1;
        if (number > to) return show({ lines, from, total: undefined, notes: [] });
      }
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const why = 'is not UTF-8, and too large to be read in another encoding.';
    return unreadable(action.path, { kind: 'otherEncoding', why });
  }
  if (isUnfinished && number >= from) lines.push(line);
  const total = number - (isUnfinished ? 0 : 1);
  return from > total ? beyondEnd(action.path, total) : show({ lines, from, total, notes: [] });
}

function unreadable(path: string, { why }: Exclude<Decoded, { readonly kind: 'text' }>): CarriedOut {
  const advice = 'A command such as `file`, `xxd` or `iconv` can look into it.';
  return { ok: false, text: `${path} ${why} ${advice}`, summary: why };
}

function beyondEnd(path: string, total: number): CarriedOut {
  return refused(`${path} has only ${total} line${total === 1 ? '' : 's'}.`);
}

function notesOn(text: string, encoding: TextEncoding): readonly string[] {
  const windows = text.split('\r\n').length - 1;
  const unix = text.split('\n').length - 1 - windows;
  const ends = windows === 0 ? [] : [unix === 0 ? 'Lines end in CRLF.' : 'Some lines end in CRLF, some in LF.'];
  const names = {
    utf8: undefined,
    utf8bom: 'UTF-8 with a byte order mark',
    utf16le: 'UTF-16 LE',
    utf16be: 'UTF-16 BE',
  };
  const name = names[encoding];
  return name === undefined ? ends : [...ends, `Encoded in ${name}.`];
}

function show({ lines, from, total, notes }: Lines): CarriedOut {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (shown.length >= MOST_LINES || length > MOST_CHARACTERS) break;
    const numbered = `${from + shown.length}\t${shorten(line.replace(/\r$/, ''))}`;
    shown.push(numbered);
    length += numbered.length + 1;
  }
  const to = from + shown.length - 1;
  const isCut = shown.length < lines.length || (total !== undefined && to < total);
  const of = total === undefined ? '' : ` of ${total}`;
  const where = isCut || from > 1 ? [`Lines ${from} to ${to}${of}.`] : [];
  const more = shown.length < lines.length ? [`Read on with start_line ${to + 1}.`] : [];
  const remarks = [...where, ...more, ...notes];
  const text = remarks.length === 0 ? shown.join('\n') : `${shown.join('\n')}\n[${remarks.join(' ')}]`;
  return {
    ok: true,
    text,
    summary: from === 1 && !isCut ? `${to} ${to === 1 ? 'line' : 'lines'}` : `lines ${from} to ${to}${of}`,
  };
}

function shorten(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  return `${line.slice(0, LONGEST_LINE)}… [this line is longer]`;
}
