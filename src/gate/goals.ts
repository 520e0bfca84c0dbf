import type { Action } from '../action/action';
import type { Effect } from '../effect/effect';
import type { Verdict } from '../policy/verdict';
import { changesDatabase, databaseChanges, databaseWords, type FileTexts, mayChangeDatabase } from './databaseTexts';
import {
  gitLossOf,
  givenTo,
  hostOf,
  keyOf,
  NOTHING_GENERAL,
  packageNames,
  refsOf,
  remoteIn,
  subjectsOf,
  withoutQuotes,
} from './goalWords';
import type { Judged } from './judging';
import type { TableChange } from './tableChanges';

/** An end that an action reaches for: what becomes of what, whatever program, tool or spelling brings it about. */
export type Goal = Lose | Learn | Put | Reach | Gain | Push | Set | Keep | Deed;

/** A file or folder is gone, or what was in it. */
export interface Lose {
  readonly kind: 'lose';
  readonly path: string;
  /** A folder in which the whole of the work stands, or more: what is taken from it is mostly another matter. */
  readonly isWide: boolean;
  /** Generated, or made by the task itself: gone is what it may be every day. */
  readonly isOrdinary: boolean;
  readonly isMoved: boolean;
}

/** What a file holds is known. */
export interface Learn {
  readonly kind: 'learn';
  readonly path: string;
}

/** Something else stands in a file. */
export interface Put {
  readonly kind: 'put';
  readonly path: string;
  /** Whatever stood there before is replaced. */
  readonly isWhole: boolean;
  readonly isLink: boolean;
  /** Only who may do what with it is changed. */
  readonly isMode: boolean;
  /** A folder in which the whole of the work stands, or more. */
  readonly isWide: boolean;
}

/** A host is asked, or is sent something. */
export interface Reach {
  readonly kind: 'reach';
  readonly host: string;
  readonly isSent: boolean;
  /** Looked up by its name alone, which can carry as much as a request. */
  readonly isLookup: boolean;
  /** The address has something in it that is asked along, or that a shell puts there. */
  readonly carriesData: boolean;
}

/** Packages are there that were not. */
export interface Gain {
  readonly kind: 'gain';
  readonly packages: readonly string[];
}

/** A remote repository has other commits or branches. */
export interface Push {
  readonly kind: 'push';
  /** Undefined where it can't be told. */
  readonly remote: string | undefined;
  readonly how: 'push' | 'force' | 'delete';
  /** Branches and tags by name; undefined where they can't be told. */
  readonly refs: readonly string[] | undefined;
}

/** A setting, variable or entry of a file has another value. */
export interface Set {
  readonly kind: 'set';
  /** In lower case. */
  readonly key: string;
  readonly file: string | undefined;
}

/** A database keeps something else than before. */
export interface Keep {
  readonly kind: 'keep';
  /** What can be told of it; none before its texts were looked through. */
  readonly changes: readonly TableChange[];
  /** What it is about, in words; undefined where that can't be told. */
  readonly words: readonly string[] | undefined;
}

/** Anything else that is done to something. */
export interface Deed {
  readonly kind: 'deed';
  readonly what: string;
  /** To what, in words; undefined where any will do. */
  readonly subjects: readonly string[] | undefined;
  /** How it is written, where nothing else can be told of it. */
  readonly text?: string | undefined;
}

/** A goal as one action has it. */
export interface Aim {
  readonly goal: Goal;
  readonly effect: Effect;
  /** Whether it is a reason for which the action doesn't simply run. */
  readonly isAsked: boolean;
  /** Only the way to what else the action is for. */
  readonly isMeans: boolean;
}

/** The ends for which an action was stopped: those of its effects that asked or blocked. */
export function goalsOf(judged: Pick<Judged, 'action' | 'verdict'>, files: FileTexts): readonly Goal[] {
  const aims = aimsOf(judged);
  const own = ownAims(judged, aims);
  const goals = own.map(({ goal }) => goal);
  // Which statements ran is the same whatever ran them.
  if (!own.some(mayChangeDatabase)) return goals;
  const changes = databaseChanges(judged.action, aims, files)?.changes ?? [];
  const words = goals.flatMap((goal) => (goal.kind === 'keep' ? [goal.words] : []));
  if (words.length === 0 && changes.length === 0) return goals;
  const all = words.includes(undefined) ? undefined : words.flatMap((some) => some ?? []);
  return [...goals.filter(({ kind }) => kind !== 'keep'), { kind: 'keep', changes, words: all }];
}

/** All that an action would bring about, harmless or not; what only serves another end of it doesn't count. */
export function allAims(judged: Pick<Judged, 'action' | 'verdict'>): readonly Aim[] {
  const aims = aimsOf(judged);
  const own = new Set(ownAims(judged, aims));
  return aims.filter((aim) => !aim.isMeans || own.has(aim));
}

function aimsOf({ action, verdict }: Pick<Judged, 'action' | 'verdict'>): readonly Aim[] {
  const file = action.kind === 'edit' ? action.path : undefined;
  const isEmptied = action.kind === 'edit' && (action.before ?? '').trim() !== '' && action.after.trim() === '';
  const isFetched = verdict.effects.some(({ kind }) => kind === 'fetch');
  return verdict.effects.flatMap((effect, index) => {
    // What is fetched to be run is known by where it comes from.
    const isRunOfFetched = isFetched && /^run\.(?:remote|downloaded)/.test(effect.detail ?? '');
    const isEscalated = effect.kind === 'escalate' && effect.detail !== 'escalate.container';
    const isMeans = isEscalated || isRunOfFetched || isFreedContainer(effect, verdict.effects);
    const isAsked = isReason(effect, verdict.findings[index]);
    const goal = goalOf(effect, file, isEmptied, verdict.effects);
    if (goal?.kind === 'lose' && action.kind === 'rename')
      return [{ goal: { ...goal, isOrdinary: true, isMoved: true }, effect, isAsked, isMeans }];
    return goal === undefined ? [] : [{ goal, effect, isAsked, isMeans }];
  });
}

/** A container that is given more than it needs: without that, the same one is another matter. */
function isFreedContainer({ kind, part }: Effect, all: readonly Effect[]): boolean {
  return (
    kind === 'deploy' && all.some((other) => other.detail === 'escalate.container' && other.part.start === part.start)
  );
}

/** A mode holds every change, and says nothing against a plain read or write. */
function isReason({ kind, place }: Effect, finding: Verdict['findings'][number] | undefined): boolean {
  if (finding === undefined || finding.decision === 'allow') return false;
  if (finding.layer !== 'mode' || (kind !== 'write' && kind !== 'read')) return true;
  return place?.isSecret === true || place?.protectedAs !== undefined || place?.area !== 'workspace';
}

function ownAims({ action }: Pick<Judged, 'action'>, aims: readonly Aim[]): readonly Aim[] {
  const asked = aims.filter(({ isAsked }) => isAsked);
  const ends = asked.filter(({ isMeans }) => !isMeans);
  // A protected file that is edited, and what the edit changes there: only the change is the end.
  const tellers = ends.filter(
    ({ goal, effect }) =>
      goal.kind !== 'put' && (action.kind === 'edit' || effect.kind === 'change' || effect.part.standsIn !== undefined),
  );
  const told = ends.filter(({ goal, effect }) => goal.kind !== 'put' || !isToldBetter(action.kind, effect, tellers));
  return told.length > 0 ? told : asked;
}

function isToldBetter(kind: Action['kind'], { part }: Effect, tellers: readonly Aim[]): boolean {
  if (kind === 'edit') return tellers.length > 0;
  return tellers.some(({ effect }) => effect.part.start >= part.start && effect.part.start <= part.end);
}

function goalOf(
  effect: Effect,
  file: string | undefined,
  isEmptied: boolean,
  all: readonly Effect[],
): Goal | undefined {
  const { kind, target, place, detail = '', part } = effect;
  switch (kind) {
    case 'delete':
      return place === undefined ? deed('delete', [withoutQuotes(target)]) : lose(effect, place.path);
    case 'read':
      if (place === undefined) return deed(detail, [target]);
      return detail.startsWith('read.names') ? undefined : { kind: 'learn', path: place.path };
    case 'write':
      if (place === undefined) return deed(detail, [withoutQuotes(target)]);
      if (isEmptied) return lose(effect, place.path);
      return {
        kind: 'put',
        path: place.path,
        isWhole: detail === 'write.create',
        isLink: detail === 'write.link',
        isMode: detail.startsWith('write.mode'),
        isWide: isWide(place),
      };
    case 'fetch':
    case 'upload':
      return reach(effect);
    case 'install':
      if (detail === 'install.manifest' || UNINSTALLS.test(part.text)) return undefined;
      return { kind: 'gain', packages: packageNames(effect) };
    case 'change':
      return goalOfChange(effect, file, all);
    case 'gitConfig':
    case 'environment':
      return { kind: 'set', key: keyOf(effect), file: undefined };
    case 'gitRemote':
      return goalOfRemote(effect);
    case 'gitHistory':
      return goalOfHistory(effect);
    case 'publish':
      return deed(
        `publish ${publishedBy(detail, target)}`,
        detail === 'publish.image' ? subjectsOf(part.text) : undefined,
      );
    case 'deploy':
      return goalOfDeploy(effect);
    case 'database':
      if (!changesDatabase(effect)) return deed(detail, subjectsOf(part.text));
      return { kind: 'keep', changes: [], words: databaseWords(effect) };
    case 'process':
      if (detail.startsWith('process.own')) return undefined;
      return deed(detail, detail === 'process.shutdown' ? undefined : subjectsOf(`${target} ${part.text}`));
    case 'escalate':
      return deed(detail === 'escalate.container' ? detail : 'escalate', undefined);
    case 'persist':
      return deed('persist', undefined);
    case 'weaken':
      return deed(detail, subjectsOf(target));
    case 'run':
      return {
        kind: 'deed',
        what: 'run',
        subjects: [place !== undefined && detail === 'run.file' ? place.path : target],
        text: part.text,
      };
    case 'listen':
    case 'editorState':
      return deed(detail === '' ? kind : detail, [target]);
    case 'askPerson':
      return undefined;
    case 'follow':
      return deed(detail, [target]);
    case 'cross':
      return deed(detail, [place?.path ?? target]);
    case 'unknown':
      return goalOfUnknown(effect);
  }
}

function goalOfUnknown({ target, detail = '', part, program = '' }: Effect): Deed {
  const { text } = part;
  if (detail === 'program.unknown') {
    const name = target.split(/[\\/]/).at(-1) ?? target;
    const given = givenTo(name, text);
    return { kind: 'deed', what: `program ${name}`, subjects: subjectsOf(given, [name], NOTHING_GENERAL), text };
  }
  if (detail.startsWith('program.')) {
    const what = detail === 'program.option' ? `${program} ${target}` : target;
    return {
      kind: 'deed',
      what: `program ${what}`,
      subjects: subjectsOf(text, what.split(' '), NOTHING_GENERAL),
      text,
    };
  }
  const isCode = detail.startsWith('code.');
  const subjects = isCode ? subjectsOf(text, [program, ...target.split(/\W+/)]) : [withoutQuotes(target)];
  return { kind: 'deed', what: isCode ? 'code' : 'unknown', subjects, text };
}

function deed(what: string, subjects: readonly string[] | undefined): Deed {
  return { kind: 'deed', what, subjects };
}

function isWide(place: Effect['place']): boolean {
  return place?.isTop === true || place?.holds !== undefined;
}

function lose({ detail = '', place }: Effect, given: string): Lose {
  // All that is in a folder is the folder.
  const path = given.replace(/(?:[\\/]\*+)+$/, '');
  return {
    kind: 'lose',
    path: path === '' ? '/' : path,
    isWide: isWide(place),
    isOrdinary: detail.startsWith('delete.generated') || detail.startsWith('delete.own'),
    isMoved: detail === 'delete.own.moved' || detail === 'delete.moved',
  };
}

const UNINSTALLS = /^\S+(?:\s+-\S+)*\s+(?:uninstall|remove|rm|un|unlink)\s/;

/** Programs that ask a server for a name, and nothing else. */
const LOOKUPS: ReadonlySet<string> = new Set([
  'dig',
  'nslookup',
  'host',
  'drill',
  'kdig',
  'delv',
  'getent',
  'resolvectl',
  'ping',
  'ping6',
  'traceroute',
  'mtr',
]);

function reach({ kind, target, detail = '', part, program }: Effect): Goal {
  const host = hostOf(target);
  if (host === undefined) return deed(detail, subjectsOf(part.text));
  return {
    kind: 'reach',
    host,
    isSent: kind === 'upload',
    isLookup: LOOKUPS.has(program ?? ''),
    carriesData: /\?\S*=|\$[({\w]|`|\s(?:-G|--get)\b/.test(part.text),
  };
}

function goalOfChange({ target, detail = '' }: Effect, file: string | undefined, all: readonly Effect[]): Goal {
  const written = file ?? all.find(({ kind, place }) => kind === 'write' && place !== undefined)?.place?.path;
  if (detail === 'change.emptied' && written !== undefined) {
    return { kind: 'lose', path: written, isWide: false, isOrdinary: false, isMoved: false };
  }
  if (/^change\.dependency\.(?:added|source)$/.test(detail)) {
    return { kind: 'gain', packages: packageNames({ kind: 'change', target, detail }) };
  }
  return { kind: 'set', key: target.toLowerCase(), file: written };
}

function goalOfRemote({ target, detail = '', part }: Effect): Goal {
  const how = /^git\.remote\.push(?:\.(force|delete))?/.exec(detail);
  if (how !== null) {
    return {
      kind: 'push',
      remote: target === 'this repository' ? undefined : target,
      how: how[1] === 'force' || how[1] === 'delete' ? how[1] : 'push',
      refs: refsOf(part.text, target),
    };
  }
  // It sends commits by a way of its own, and doesn't say more.
  if (/\bsend-pack\b|\bhttp-push\b/.test(part.text)) {
    return { kind: 'push', remote: remoteIn(part.text), how: 'force', refs: undefined };
  }
  return deed(detail, [target]);
}

function goalOfHistory({ detail = '', says = '', part }: Effect): Goal | undefined {
  if (detail === 'git.local') return undefined;
  if (detail === 'git.skipHooks') return deed(detail, undefined);
  if (detail !== 'git.lose') return deed(detail, undefined);
  const lost = gitLossOf(says);
  // These take no paths: what is not committed goes wherever it is.
  const isOfAll = /\s(?:reset|switch)\s/.test(part.text);
  const isOfSome = (lost === 'uncommitted' && !isOfAll) || lost === 'references';
  const subjects = isOfSome ? subjectsOf(part.text) : undefined;
  return deed(
    `git ${lost}`,
    subjects?.map((name) => name.replace(/^refs\/(?:heads|tags)\//, '')),
  );
}

function publishedBy(detail: string, target: string): string {
  if (detail !== 'publish.package') return detail === 'publish.target' ? target.toLowerCase() : detail;
  const program = target.split(/\s/)[0] ?? '';
  if (/^(?:npm|pnpm|yarn|bun|lerna|np|changeset)$/.test(program)) return 'npm';
  return /^(?:twine|poetry|uv|flit|hatch|pdm|python3?)$/.test(program) ? 'pypi' : program;
}

/** What of a code host is changed, by the words its programs and its addresses use. */
const HOSTED = [
  ['requests', /\b(?:pr|pulls?|mr|merge_requests?)\b/],
  ['releases', /\breleases?\b/],
  ['issues', /\bissues?\b/],
  ['secrets', /\b(?:secrets?|variables?)\b/],
  ['workflows', /\b(?:workflows?|runs?|actions)\b/],
] as const;

const FAMILIES: Readonly<Record<string, string>> = {
  flyctl: 'fly',
  oc: 'kubectl',
  podman: 'docker',
  nerdctl: 'docker',
};
const DESTROYS = /(?:^|\s)(?:rm|rb|rmi|del|delete[\w-]*|destroy|remove|terminate[\w-]*|purge)(?=\s|$)/;

const CLUSTER_VERBS =
  /(?<=\s)(?:delete|apply|create|replace|patch|scale|rollout|drain|cordon|exec|run|expose|set|edit)(?=\s)/;

function goalOfDeploy({ target, detail = '', part }: Effect): Goal {
  if (detail === 'deploy.hosting') return hostedDeed(part.text) ?? deed(`host ${target}`, subjectsOf(part.text));
  const name = target.trim().split(/\s+/)[0] ?? '';
  if (/^(?:terraform|tofu|terragrunt|pulumi|cdk|cdktf)$/.test(name)) return deed('infrastructure', undefined);
  const family = FAMILIES[name] ?? name;
  const cluster = family === 'kubectl' ? CLUSTER_VERBS.exec(part.text)?.[0] : undefined;
  const verb =
    cluster ??
    target
      .trim()
      .split(/\s+/)
      .slice(1)
      .filter((word) => word !== 'deploy')
      .join(' ');
  const subjects = subjectsOf(part.text, cluster === undefined ? target.trim().split(/\s+/) : []);
  if (/(?:^|\s)prune$/.test(verb)) return deed(`deploy ${family} prune`, undefined);
  // A bucket is the same by its address and by its name.
  if (subjects !== undefined && DESTROYS.test(verb))
    return deed(
      `deploy ${family} delete`,
      subjects.map((one) => one.replace(/^[a-z]\w{1,9}:\/\//, '')),
    );
  return deed(`deploy ${family} ${verb}`.trim(), subjects);
}

/** What is made there has no number yet. */
const MAKES = /\bcreate\b|\/(?:pulls|merge_requests|issues|releases)(?![\w/])/;

/** What is done to something on a code host, by a program for it or by its addresses. */
export function hostedDeed(text: string): Deed | undefined {
  const [what] = HOSTED.find(([, words]) => words.test(text)) ?? [];
  if (what === undefined) return undefined;
  return MAKES.test(text) ? deed(`host ${what} create`, undefined) : deed(`host ${what}`, numbersIn(text));
}

function numbersIn(text: string): readonly string[] | undefined {
  const numbers = text.match(/(?<![\w.-])\d+(?![\w.-])/g);
  return numbers === null ? undefined : numbers;
}
