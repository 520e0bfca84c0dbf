import { dirname } from 'node:path';
import type { Action } from '../action/action';
import type { Situation } from '../action/situation';
import type { Effect } from '../effect/effect';
import type { Evidence, Identity } from './evidence';
import { type FactTools, programFact, shownFact, targetsOf } from './facts';
import type { Judged } from './judging';

/**
 * Times on disk are told in steps: what changed less than this before the look may change once more without a later time.
 */
const SETTLED_NS = 20_000_000n;
/** Above a file that is run, at most. */
const MOST_FOLDERS = 20;

type Place = readonly [path: string, real: string];

/** A path as it stood at the last look. */
interface Stood {
  readonly path: string;
  readonly identity: Identity | undefined;
}

/**
 * All that an action relied on as it was at the last look before acting, to be held against what it is afterwards. A
 * file that was swapped and swapped back since is told by the time of its change, which no program sets back.
 */
export class LastLook {
  readonly #scripts: readonly Stood[];
  readonly #links: readonly Stood[];
  readonly #folders: readonly Stood[];
  /** Where the paths of an action on files lead. */
  readonly #places: readonly Place[];

  constructor(
    private readonly judged: Judged,
    private readonly situation: Situation,
    private readonly tools: FactTools,
  ) {
    const { scripts, links } = judged.relied;
    const stood = (path: string): Stood => ({ path, identity: tools.evidence.identify(path) });
    this.#scripts = scripts.map(stood);
    // Not only links that stand there: one may be about to be put back, and another in between.
    const isNoLink = (path: string, { identity }: Stood) =>
      identity === undefined ? tools.evidence.identify(path) === undefined : !identity.isLink;
    this.#links = [...links]
      .map(([path, real]) => [stood(path), real] as const)
      .filter(([at, real]) => !isNoLink(real, at))
      .map(([at]) => at);
    this.#folders = [...new Set([...scripts, ...links.keys()].flatMap((path) => this.#above(path)))].map(stood);
    this.#places = placesOf(judged.action).map((path) => [path, tools.disk.realPath(path)]);
  }

  /** Whether something changed so shortly before that a change right after it could not be told. */
  isUnsettled(): boolean {
    const now = BigInt(Date.now()) * 1_000_000n;
    const isFresh = ({ identity }: Stood) => {
      const age = identity === undefined ? SETTLED_NS : now - identity.changedNs;
      return age < SETTLED_NS && age > -SETTLED_NS;
    };
    // In a folder entries come and go; that it is moved itself is told by a change that wrote none.
    const isMoving = ({ identity }: Stood) => identity?.writtenNs !== identity?.changedNs;
    return (
      [...this.#scripts, ...this.#links].some(isFresh) || this.#folders.some((each) => isFresh(each) && isMoving(each))
    );
  }

  /**
   * What has changed since, other than by the action itself, by names for a person. When it has only just begun, it can
   * have written no more than what it names.
   */
  changes(when: 'begun' | 'over'): readonly string[] {
    const { facts, verdict, relied } = this.judged;
    const { disk, evidence } = this.tools;
    const changed = new Set<string>();
    for (const before of this.#scripts) {
      const fact = `${disk.realPath(before.path)}\n${evidence.fingerprint(before.path)}`;
      if (fact !== facts[before.path] || isOther(before, evidence)) changed.add(before.path);
    }
    for (const [path, real] of relied.links) if (disk.realPath(path) !== real) changed.add(path);
    for (const before of this.#links) if (isOther(before, evidence)) changed.add(before.path);
    for (const before of this.#folders) if (isMoved(before, evidence)) changed.add(before.path);
    if (when === 'over' && verdict.effects.some(isSweeping)) return [];
    const files = [...changed].filter((path) => !verdict.effects.some((effect) => mayWrite(effect, path)));
    const programs = relied.programs.filter(
      (name) => facts[`the program ${name}`] !== programFact(name, this.situation, evidence),
    );
    return [...files, ...programs.map((name) => `the program ${name}`)].map((name) =>
      shownFact(name, facts, this.situation),
    );
  }

  /** Paths of an action on files that lead elsewhere by now. */
  strayed(): readonly string[] {
    const { isCaseSensitive } = this.situation;
    const same = (a: string, b: string) => a === b || (!isCaseSensitive && a.toLowerCase() === b.toLowerCase());
    return this.#places
      .filter(([path, real]) => !same(this.tools.disk.realPath(path), real))
      .map(([path]) => shownFact(path, {}, this.situation));
  }

  /** Folders above a path, up to that of the workspace. */
  #above(path: string): readonly string[] {
    const { roots } = this.situation;
    const folders: string[] = [];
    for (let at = dirname(path); at !== dirname(at) && !roots.includes(at); at = dirname(at)) {
      if (folders.length >= MOST_FOLDERS) break;
      folders.push(at);
    }
    // Elsewhere whoever may move a folder could do worse.
    return roots.some((root) => path.startsWith(root)) ? folders : [];
  }
}

/**
 * The file of an edit; for what takes an entry away or moves it, its folder: the entry may be a link, which is meant
 * itself.
 */
function placesOf(action: Action): readonly string[] {
  switch (action.kind) {
    case 'readFile':
    case 'listFiles':
    case 'searchText':
      return [action.path];
    case 'delete':
    case 'rename':
      return targetsOf(action).map((path) => dirname(path));
    default:
      return targetsOf(action);
  }
}

function isOther({ path, identity }: Stood, evidence: Evidence): boolean {
  const now = evidence.identify(path);
  return now?.id !== identity?.id || now?.changedNs !== identity?.changedNs;
}

/** A folder that was moved and moved back has changed, and none of its entries. */
function isMoved({ path, identity }: Stood, evidence: Evidence): boolean {
  const now = evidence.identify(path);
  if (now?.file !== identity?.file) return true;
  return now?.changedNs !== identity?.changedNs && now?.writtenNs === identity?.writtenNs;
}

/** Whether it says that it writes, deletes or makes anew what stands at a path. */
function mayWrite({ kind, place }: Effect, path: string): boolean {
  if (kind !== 'write' && kind !== 'delete') return false;
  return place === undefined || path === place.path || path.startsWith(`${place.path}/`);
}

/** What changes files that nobody named. */
function isSweeping({ kind }: Effect): boolean {
  return kind === 'install' || kind === 'gitHistory' || kind === 'gitRemote' || kind === 'unknown';
}
