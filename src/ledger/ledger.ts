import { closeSync, constants, fdatasyncSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Emitter } from '../action/emitter';
import { messageOf } from '../action/errorText';
import { type Entry, entrySchema, type NewEntry } from './entry';

/** The record can't be written. Whoever was about to act must not. `message` is ready to show. */
export class LedgerError extends Error {
  constructor(
    readonly code: 'unwritable' | 'unreadable' | 'invalid' | 'closed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LedgerError';
  }
}

/** A line that couldn't be read, or a listener that failed. Never a reason to rewrite the file. */
export interface LedgerProblem {
  /** Counted from 1; absent when it isn't about a line. */
  readonly line?: number | undefined;
  readonly why: string;
}

/** Where syncing takes longer than this on average, some are left out: a killed process loses nothing without them. */
const SLOW_SYNC_MS = 2;
const NEWLINE = 0x0a;

/**
 * The append-only record, one JSON object a line. A line is handed to the system in one write to a descriptor opened
 * for appending before `append` returns: a killed process loses nothing, and lines of two processes never mix. What
 * decides (`action`, `settled`) is also synced, so that it survives a power cut.
 *
 * `entries()` is what stood in the file when it was opened, and what this process appended since.
 */
export class Ledger {
  readonly #file: string;
  readonly #host: string;
  readonly #entries: Entry[];
  readonly #problems: LedgerProblem[];
  readonly #appended = new Emitter<Entry>();
  readonly onDidAppend = this.#appended.event;
  #fd: number | undefined;
  /** The file doesn't end in a newline: a write was cut short. The next line starts on a line of its own. */
  #isTorn: boolean;
  #syncMs = 0;

  private constructor(file: string, host: string) {
    this.#file = file;
    this.#host = host;
    const read = readLines(file);
    this.#entries = read.entries;
    this.#problems = read.problems;
    this.#isTorn = read.isTorn;
    this.#fd = openForAppend(file);
  }

  static open(file: string, host: string): Ledger {
    return new Ledger(file, host);
  }

  /** In the order of the file. */
  entries(): readonly Entry[] {
    return this.#entries;
  }

  problems(): readonly LedgerProblem[] {
    return this.#problems;
  }

  /** Writes an entry; throws `LedgerError` when it isn't safely in the file. */
  append(entry: NewEntry): Entry {
    const checked = entrySchema.safeParse({ ...entry, at: Date.now(), host: this.#host });
    // A line that would be skipped when read back is a lost action.
    if (!checked.success) throw new LedgerError('invalid', `Invalid ledger entry: ${whyInvalid(checked.error)}`);
    this.#write(checked.data);
    this.#entries.push(checked.data);
    try {
      this.#appended.fire(checked.data);
    } catch (error) {
      // The entry is in the file: a view that fails to draw it mustn't make its writer believe otherwise.
      const errors = error instanceof AggregateError ? error.errors : [error];
      this.#problems.push({ why: `A listener failed: ${errors.map(String).join('; ')}` });
    }
    return checked.data;
  }

  dispose(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #write(entry: Entry): void {
    if (this.#fd === undefined) throw new LedgerError('closed', 'The ledger is closed.');
    const line = Buffer.from(`${this.#isTorn ? '\n' : ''}${JSON.stringify(entry)}\n`);
    try {
      if (fstatSync(this.#fd).nlink === 0) this.#reopen(this.#fd);
      const written = writeSync(this.#fd, line);
      this.#isTorn = written < line.length && line[written - 1] !== NEWLINE;
      if (written < line.length) throw new Error('the disk took only part of the line');
      if (entry.kind === 'action' || entry.kind === 'settled') this.#sync();
    } catch (error) {
      throw unwritable(this.#file, error);
    }
  }

  /** Somebody deleted the file: what is written from now on must be found by the next reader. */
  #reopen(fd: number): void {
    this.#fd = openForAppend(this.#file);
    this.#isTorn = false;
    closeSync(fd);
  }

  #sync(): void {
    if (this.#fd === undefined) return;
    if (this.#syncMs > SLOW_SYNC_MS) {
      this.#syncMs *= 0.95;
      return;
    }
    const start = performance.now();
    fdatasyncSync(this.#fd);
    this.#syncMs = 0.9 * this.#syncMs + 0.1 * (performance.now() - start);
  }
}

function openForAppend(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, cause: unknown): LedgerError {
  const why = messageOf(cause);
  return new LedgerError('unwritable', `Chaperone can't write its record ${file}: ${why}.`, { cause });
}

interface Lines {
  readonly entries: Entry[];
  readonly problems: LedgerProblem[];
  readonly isTorn: boolean;
}

function readLines(file: string): Lines {
  const lines: Lines = { entries: [], problems: [], isTorn: false };
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for (const chunk of chunksOf(file)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      number += 1;
      readLine(bytes.toString('utf8', start, end), number, lines);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length === 0) return lines;
  // A whole entry whose newline alone is missing is kept: it was written, and what it tells may have happened.
  readLine(rest.toString('utf8'), number + 1, lines);
  return { ...lines, isTorn: true };
}

function readLine(text: string, line: number, { entries, problems }: Lines): void {
  if (text.trim() === '') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    problems.push({ line, why: 'not JSON: the write was cut short or the file was edited' });
    return;
  }
  const checked = entrySchema.safeParse(value);
  if (checked.success) entries.push(checked.data);
  else problems.push({ line, why: whyInvalid(checked.error) });
}

/** The file in pieces, since it may be longer than a string can be. */
function* chunksOf(file: string): Generator<Buffer> {
  let fd: number | undefined;
  try {
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(fd).isFile()) throw new Error('it is not a file');
    for (;;) {
      const chunk = Buffer.allocUnsafe(1 << 20);
      const length = readSync(fd, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } catch (error) {
    if (isMissing(error)) return;
    const why = messageOf(error);
    throw new LedgerError('unreadable', `Chaperone can't read its record ${file}: ${why}.`, { cause: error });
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function whyInvalid(error: { readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] }) {
  const issue = error.issues[0];
  return issue === undefined ? 'invalid' : `${issue.path.map(String).join('.') || 'entry'}: ${issue.message}`;
}
