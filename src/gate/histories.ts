import type { Action } from '../action/action';
import type { ChangedBy, History, Situation } from '../action/situation';
import type { World } from './door';
import { type Evidence, isFile, MISSING } from './evidence';
import type { Judged } from './judging';

/** What a situation says of the past of one task. */
export type Past = Pick<Situation, 'created' | 'history'>;

export interface HistoriesParts {
  readonly evidence: Evidence;
  readonly world: Pick<World, 'disk' | 'unsaved' | 'uncommitted'>;
  /** When a task began, in milliseconds since the epoch, where that is known. */
  readonly startedAt?: ((taskId: string) => number | undefined) | undefined;
}

interface TaskRecord {
  readonly startedAt: number;
  /** Files it has made and nobody has touched since, by real path: what each was when the task had last written it. */
  readonly made: Map<string, string>;
  readonly lengths: Record<string, number>;
  readonly texts: Record<string, string>;
  /** Of files that this task has changed, by real path: what each said when it began, where nobody had changed it before. */
  readonly starting: Record<string, string>;
  uncommitted: readonly string[] | undefined;
  /** Made anew when something of it changes: it is asked for at each verdict. */
  known: { readonly version: number; readonly history: History } | undefined;
}

/** When each last changed a file, in milliseconds since the epoch. */
type Changes = { readonly [K in ChangedBy]?: number };

/** From the least trusted to the most: who has changed a file at all counts, whoever changed it last. */
const LEAST_TRUSTED = ['downloaded', 'task', 'person'] as const;
/** Files are told the time in steps, and so a little late. */
const STEP_MS = 20;
/** More than this in one action is a build's work, not a few files of one's own. */
const MOST_MADE = 64;
/** Longer texts are not kept to be compared with. */
const LONGEST_TEXT = 1024 * 1024;
/** Nobody writes longer ones by hand that say what runs, in bytes. */
const LONGEST_STARTING = 256 * 1024;
const NONE: readonly string[] = [];

/**
 * What the tasks of this window have done to files since each began, and the person beside them. One record for all:
 * what another task did meanwhile is no more the project's own than what the task itself did. No task outlives its
 * window, so that none needs a past from before it.
 */
export class Histories {
  readonly #tasks = new Map<string, TaskRecord>();
  /** By real path. */
  readonly #changes = new Map<string, Changes>();
  #lastCommandAt = Number.NEGATIVE_INFINITY;
  #version = 0;

  constructor(private readonly parts: HistoriesParts) {}

  /** To be called when a task begins; it begins at the latest with its first action. */
  begin(taskId: string): void {
    this.#record(taskId);
  }

  of(taskId: string): Past {
    const record = this.#record(taskId);
    const { made } = record;
    for (const [path, before] of made) if (this.parts.evidence.fingerprint(path) !== before) made.delete(path);
    const history = this.#history(record);
    return made.size === 0 ? { history } : { created: [...made.keys()], history };
  }

  /** Real paths of the files that tasks have changed since this one began. */
  written(taskId: string): readonly string[] {
    const { changed } = this.#history(this.#record(taskId));
    return Object.keys(changed).filter((path) => changed[path] !== 'person');
  }

  /** Somebody has changed a file just now. `path` is real. */
  note(path: string, by: ChangedBy): void {
    this.#changes.set(path, { ...this.#changes.get(path), [by]: Date.now() });
    this.#version += 1;
  }

  /** To be called before an action runs: notes afterwards what it did to which file. */
  watch(taskId: string, judged: Judged): () => void {
    const { evidence } = this.parts;
    const record = this.#record(taskId);
    this.#prepare(record, judged);
    const written = writtenBy(judged);
    for (const path of written.slice(0, MOST_MADE)) this.#keepStarting(record, path);
    const before = new Map(written.map((path) => [path, evidence.identify(path)]));
    const own = new Set(this.of(taskId).created);
    const candidates = written
      .slice(0, MOST_MADE)
      .filter((path) => own.has(path) || evidence.fingerprint(path) === MISSING);
    return () => {
      for (const path of written) {
        const [was, now] = [before.get(path), evidence.identify(path)];
        if (was?.id !== now?.id || was?.changedNs !== now?.changedNs) this.note(path, 'task');
      }
      // It may still be coming in.
      for (const path of this.#downloadsOf(judged)) this.note(path, 'downloaded');
      for (const path of candidates) {
        const now = evidence.fingerprint(path);
        if (isFile(now)) record.made.set(path, now);
        else record.made.delete(path);
      }
    };
  }

  /** Nothing counts as the task's own any more. */
  forget(taskId: string): void {
    this.#tasks.get(taskId)?.made.clear();
  }

  #record(taskId: string): TaskRecord {
    const known = this.#tasks.get(taskId);
    if (known !== undefined) return known;
    const { startedAt, world } = this.parts;
    const record: TaskRecord = {
      startedAt: (startedAt?.(taskId) ?? Date.now()) - STEP_MS,
      made: new Map(),
      lengths: {},
      texts: {},
      starting: {},
      // Where nobody can tell what git holds, it counts as holding all.
      uncommitted: world.uncommitted === undefined ? NONE : undefined,
      known: undefined,
    };
    this.#tasks.set(taskId, record);
    void world.uncommitted?.().then((paths) => {
      record.uncommitted = paths;
      this.#version += 1;
    });
    return record;
  }

  /** What is about to be changed is noted as it was when the task began. */
  #prepare({ made, lengths, texts, uncommitted }: TaskRecord, { action, access }: Judged): void {
    if (action.kind === 'command' && access === 'writes') {
      this.#lastCommandAt = Date.now();
      this.#version += 1;
    }
    // It isn't there before, so that nothing of what was downloaded is left in it.
    if (action.kind === 'edit' && action.before === null)
      this.#changes.delete(this.parts.world.disk.realPath(action.path));
    if (action.kind !== 'edit' || action.before === null) return;
    const path = this.parts.world.disk.realPath(action.path);
    if (made.has(path) || Object.hasOwn(lengths, path)) return;
    lengths[path] = action.before.length;
    const isHeld = uncommitted !== undefined && !uncommitted.some((each) => isAt(path, each));
    if (!isHeld && action.before.length <= LONGEST_TEXT) texts[path] = action.before;
    this.#version += 1;
  }

  /** Only of what can't have been changed since the task began: anything else is no text of the person's. */
  #keepStarting({ startedAt, starting }: TaskRecord, path: string): void {
    if (Object.hasOwn(starting, path) || this.#changes.has(path)) return;
    const { disk } = this.parts.world;
    if (disk.kind(path) !== 'file') return;
    const changedAt = disk.changedAt?.(path);
    if (changedAt === undefined || changedAt >= startedAt) return;
    const text = disk.text(path, LONGEST_STARTING);
    // Something else may have changed it while it was read.
    if (text === undefined || disk.changedAt?.(path) !== changedAt) return;
    starting[path] = text;
    this.#version += 1;
  }

  #downloadsOf({ action, downloads }: Judged): readonly string[] {
    if (action.kind !== 'rename') return downloads;
    const { disk } = this.parts.world;
    const isDownloaded =
      this.#changes.get(disk.realPath(action.to))?.downloaded ?? this.#changes.get(action.from)?.downloaded;
    return isDownloaded === undefined ? [] : [disk.realPath(action.to)];
  }

  #history(record: TaskRecord): History {
    if (record.known?.version !== this.#version) {
      record.known = { version: this.#version, history: this.#historyNow(record) };
    }
    const { history } = record.known;
    const unsaved = this.parts.world.unsaved?.() ?? NONE;
    return unsaved.length === 0 ? history : { ...history, unsaved };
  }

  #historyNow({ startedAt, lengths, texts, starting, uncommitted }: TaskRecord): History {
    const changed: Record<string, ChangedBy> = {};
    for (const [path, times] of this.#changes) {
      const by = LEAST_TRUSTED.find((each) => (times[each] ?? Number.NEGATIVE_INFINITY) >= startedAt);
      if (by !== undefined) changed[path] = by;
    }
    const hasRunCommands = this.#lastCommandAt >= startedAt;
    const then = { lengths: { ...lengths }, texts: { ...texts }, starting: { ...starting }, uncommitted };
    return { startedAt, changed, hasRunCommands, ...then, unsaved: NONE };
  }
}

/** Real paths of the files that an action says it writes. */
function writtenBy({ action, verdict }: Judged): readonly string[] {
  const paths = new Set(pathOf(action));
  for (const { kind, place } of verdict.effects) if (kind === 'write' && place !== undefined) paths.add(place.path);
  return [...paths];
}

function pathOf(action: Action): readonly string[] {
  return action.kind === 'edit' ? [action.path] : action.kind === 'rename' ? [action.to] : [];
}

/** Whether a path is the one listed, or below it where that is a folder. */
function isAt(path: string, listed: string): boolean {
  return path === listed || (listed.endsWith('/') && path.startsWith(listed));
}
