import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { sha256 } from '../action/digest';
import { messageOf } from '../action/errorText';

export class ContentStoreError extends Error {
  constructor(
    readonly code: 'unwritable' | 'tooLarge',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ContentStoreError';
  }
}

const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;
/** What was put this recently is never dropped: a task that is at work may need it for an undo. */
const KEPT_MS = 60 * 60 * 1000;
/** How long a store stays over its bound, when all in it is recent, before it is looked through again. */
const PRUNE_PAUSE_MS = 60 * 1000;
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Files named by the SHA-256 of what is in them: what a digest in the ledger stands for. Bounded in size: above
 * `maxBytes` what was written longest ago goes first, so `get` may come back empty-handed for old content.
 */
export class ContentStore {
  readonly #folder: string;
  readonly #maxBytes: number;
  /** Bytes in the store, counted once a process and kept up since. */
  #total: number | undefined;
  #pruning: Promise<void> | undefined;
  #prunedAt = 0;

  constructor(folder: string, maxBytes = DEFAULT_MAX_BYTES) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Keeps bytes, or a string's UTF-8, and returns their SHA-256. They are in the file when it returns. */
  put(data: string | Uint8Array): string {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (bytes.length > this.#maxBytes) {
      throw new ContentStoreError('tooLarge', `${bytes.length} bytes are more than Chaperone's store may hold.`);
    }
    const digest = sha256(bytes);
    try {
      this.#write(digest, bytes);
    } catch (error) {
      const why = messageOf(error);
      throw new ContentStoreError('unwritable', `Chaperone can't write to its store ${this.#folder}: ${why}.`, {
        cause: error,
      });
    }
    this.#pruneWhenFull();
    return digest;
  }

  /** What was put, or undefined when it isn't there any more or isn't what its name says. */
  get(digest: string): Buffer | undefined {
    if (!DIGEST.test(digest)) return undefined;
    const bytes = readOrUndefined(this.#fileOf(digest));
    return bytes !== undefined && sha256(bytes) === digest ? bytes : undefined;
  }

  /** Drops what was written longest ago until the store is below its bound. `put` calls it; this is for who waits. */
  prune(): Promise<void> {
    const pruning = (this.#pruning ?? Promise.resolve()).then(() => this.#prune());
    this.#pruning = pruning;
    return pruning.finally(() => {
      if (this.#pruning === pruning) this.#pruning = undefined;
    });
  }

  #write(digest: string, bytes: Uint8Array): void {
    const file = this.#fileOf(digest);
    const now = new Date();
    if (readOrUndefined(file)?.equals(bytes) === true) {
      utimesSync(file, now, now);
      return;
    }
    const temporary = join(this.#folder, `${randomUUID()}.tmp`);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    if (this.#total !== undefined) this.#total += bytes.length;
  }

  #pruneWhenFull(): void {
    if (this.#pruning !== undefined) return;
    if (this.#total !== undefined && (this.#total <= this.#maxBytes || Date.now() - this.#prunedAt < PRUNE_PAUSE_MS))
      return;
    // Whatever keeps the store from being counted keeps it from being written too, and is told by the next `put`.
    this.prune().catch(() => undefined);
  }

  async #prune(): Promise<void> {
    const kept = await this.#list();
    let total = kept.reduce((sum, { size }) => sum + size, 0);
    const now = Date.now();
    for (const { file, size } of kept.sort((a, b) => a.writtenAt - b.writtenAt)) {
      if (total <= this.#maxBytes) break;
      // Looked at again right before it goes: it may have been put once more since the count.
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat !== undefined && now - stat.mtimeMs < KEPT_MS) continue;
      if (stat !== undefined) unlinkSync(file);
      total -= size;
    }
    this.#total = total;
    this.#prunedAt = now;
  }

  /** Every file, in steps short enough for the editor to stay responsive. */
  async #list(): Promise<{ readonly file: string; readonly size: number; readonly writtenAt: number }[]> {
    const found: { file: string; size: number; writtenAt: number }[] = [];
    const look = (file: string) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat !== undefined) found.push({ file, size: stat.size, writtenAt: stat.mtimeMs });
    };
    for (const first of await readdir(this.#folder, { withFileTypes: true })) {
      const folder = join(this.#folder, first.name);
      // A file at the top is what a killed process left of a write.
      if (first.isFile()) look(folder);
      if (!first.isDirectory()) continue;
      await setImmediate();
      for (const second of readdirSync(folder, { withFileTypes: true })) {
        if (!second.isDirectory()) continue;
        const inner = join(folder, second.name);
        for (const name of readdirSync(inner)) look(join(inner, name));
      }
    }
    return found;
  }

  #fileOf(digest: string): string {
    return join(this.#folder, digest.slice(0, 2), digest.slice(2, 4), digest);
  }
}

function readOrUndefined(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
