import type { Action } from '../action/action';
import { isFile, MISSING } from './evidence';
import type { Judged } from './judging';

type Fingerprint = (path: string) => string;

/**
 * The files each task has made and nobody has touched since: to delete them loses nothing of the person's. Only files,
 * since a folder may have come to hold more.
 */
export class Creations {
  /** By task, then by real path: what the file was when the task had last written it. */
  readonly #byTask = new Map<string, Map<string, string>>();

  constructor(private readonly fingerprint: Fingerprint) {}

  /** Real paths. */
  of(taskId: string): readonly string[] {
    const made = this.#byTask.get(taskId);
    if (made === undefined) return [];
    for (const [path, before] of made) if (this.fingerprint(path) !== before) made.delete(path);
    return [...made.keys()];
  }

  /** To be called before an action runs: notes afterwards what it made, or changed of what the task had made. */
  watch(taskId: string, judged: Judged): () => void {
    const own = new Set(this.of(taskId));
    const candidates = writtenBy(judged).filter((path) => own.has(path) || this.fingerprint(path) === MISSING);
    return () => {
      for (const path of candidates) {
        const now = this.fingerprint(path);
        const made = this.#byTask.get(taskId) ?? new Map<string, string>();
        if (isFile(now)) made.set(path, now);
        else made.delete(path);
        this.#byTask.set(taskId, made);
      }
    };
  }

  forget(taskId: string): void {
    this.#byTask.delete(taskId);
  }
}

/** More than this in one action is a build's work, not a few files of one's own. */
const MOST = 64;

function writtenBy({ action, verdict }: Judged): readonly string[] {
  const paths = new Set(pathOf(action));
  for (const { kind, place } of verdict.effects) if (kind === 'write' && place !== undefined) paths.add(place.path);
  return [...paths].slice(0, MOST);
}

function pathOf(action: Action): readonly string[] {
  return action.kind === 'edit' ? [action.path] : action.kind === 'rename' ? [action.to] : [];
}
