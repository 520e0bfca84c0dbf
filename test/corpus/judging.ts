import type { Action, EditAction } from '../../src/action/action';
import { sha256 } from '../../src/action/digest';
import type { Boundary, ChangedBy, Disk, History, Mode, Situation, Taint } from '../../src/action/situation';
import { analyse } from '../../src/effect/analyse';
import { namesIn } from '../../src/effect/taintedNames';
import { boundariesOf } from '../../src/gate/boundaries';
import { withCrossings } from '../../src/gate/crossings';
import { defaultPolicy } from '../../src/policy/defaults';
import { evaluate } from '../../src/policy/evaluate';
import type { Policy } from '../../src/policy/rule';
import type { Verdict } from '../../src/policy/verdict';

/** A project as agents meet it, in memory: the corpus must not depend on the machine it runs on. */
const FILES: Readonly<Record<string, string>> = {
  '/work/app/package.json': '{"scripts":{"test":"vitest","build":"tsc"}}',
  '/work/app/README.md': '# App\n',
  '/work/app/.gitignore': 'node_modules\ndist/\nbuild\n/target\ncoverage/\nout\n',
  '/work/app/src/index.ts': 'export const a = 1;\n',
  '/work/app/src/long.ts': 'export const line = 1;\n'.repeat(100),
  '/work/app/notes.txt': 'notes\n',
  '/work/app/.env': 'TOKEN=x\n',
  '/work/app/.git/config':
    '[core]\n\trepositoryformatversion = 0\n[remote "origin"]\n\turl = git@example.com:a/b.git\n',
  '/work/app/bare.git/HEAD': 'ref: refs/heads/main\n',
  '/work/app/bare.git/config': '[core]\n\tfsmonitor = "touch M"\n',
  '/home/dev/.bashrc': '',
};
const FOLDERS = [
  '/',
  '/home',
  '/home/dev',
  '/tmp',
  '/work',
  '/work/app',
  '/work/app/src',
  '/work/app/docs',
  '/work/app/.git',
  '/work/app/dist',
  '/work/app/sub',
  '/work/app/bare.git',
  '/work/app/test',
];

export const disk: Disk = diskOf(FILES, FOLDERS);

function diskOf(
  files: Readonly<Record<string, string>>,
  folders: readonly string[],
  made: readonly string[] = [],
): Disk {
  return {
    realPath: (path) =>
      path === '/work/app/linked' || path.startsWith('/work/app/linked/') ? `/home/dev/.ssh${path.slice(16)}` : path,
    kind: (path) => (path in files ? 'file' : folders.includes(path) ? 'folder' : 'missing'),
    list: (path) => {
      const prefix = path.endsWith('/') ? path : `${path}/`;
      return [
        ...new Set(
          [...Object.keys(files), ...folders]
            .filter((each) => each.startsWith(prefix) && each !== path)
            .map((each) => each.slice(prefix.length).split('/')[0] ?? ''),
        ),
      ].filter((name) => name !== '');
    },
    text: (path) => files[path],
    changedAt: (path) => (made.includes(path) ? 2 : 0),
  };
}

export const situation: Situation = {
  mode: 'auto',
  roots: ['/work/app'],
  home: '/home/dev',
  temp: ['/tmp'],
  ownState: ['/home/dev/.config/chaperone'],
  environment: {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/home/dev',
    LANG: 'C.UTF-8',
    TMPDIR: '/tmp',
    USER: 'dev',
  },
  platform: 'posix',
  isCaseSensitive: true,
  unavailable: {},
};

export function judge(action: Action, mode: Mode = 'auto', policy: Policy = defaultPolicy): Verdict {
  const at = { ...situation, mode };
  return evaluate(analyse(action, at, disk), at, policy);
}

export function commandAction(command: string, cwd = '/work/app'): Action {
  return { kind: 'command', command, cwd, timeoutMs: 60_000, background: false };
}

export function judgeCommand(command: string): Verdict {
  return judge(commandAction(command));
}

/** A line of the corpus: an action, what it meets, and what is expected of it. */
export interface Line {
  readonly command?: string;
  /** An action in the words of a rule's example: `edit: path`. */
  readonly action?: string;
  /** An edit with its texts. Without `before`: what the project has there. `null`: the file is new. */
  readonly edit?: { readonly path: string; readonly before?: string | null; readonly after: string };
  /** Files that the project has beside, or instead of, those it always has; `null`: it hasn't that one. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Who has changed files since the task began, where something has. */
  readonly changed?: Readonly<Record<string, ChangedBy>>;
  /** Files that git doesn't hold as they were when the task began; one that ends with a slash: a folder. */
  readonly uncommitted?: readonly string[];
  /** Files with changes that the person hasn't saved. */
  readonly unsaved?: readonly string[];
  /** UTF-16 units that files had when the task began. */
  readonly lengths?: Readonly<Record<string, number>>;
  /** Texts that such files had when the task began. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Texts of files when the task began that it has changed since. */
  readonly starting?: Readonly<Record<string, string>>;
  /** Files that the task has made and nobody has touched since. */
  readonly created?: readonly string[];
  /** Files that commands of the task have made since it began, and that nobody lists. */
  readonly made?: readonly string[];
  /** A text that looked like an attempt to steer the agent and that it read before, from README.md. */
  readonly taint?: string;
  /** What the person said in the task. */
  readonly said?: string;
  readonly expect: 'allow' | 'ask' | 'block' | 'not-allow';
  readonly why: string;
  /** The rule that must decide it. */
  readonly rule?: string;
  /** The program whose grammar the line shows, by the first name of its entry. */
  readonly program?: string;
}

/** What a line stands for, ready to be analysed. */
export function caseOf(line: Line): {
  readonly action: Action;
  readonly situation: Situation;
  readonly disk: Disk;
} {
  const { command, action, edit, files = {}, made = [], created } = line;
  const { disk: own, texts } = diskWith(files, made.map(absolute));
  const history = historyOf(line);
  const clean: Situation =
    history === undefined ? situation : { ...situation, history, created: created?.map(absolute) };
  const at: Situation = {
    ...clean,
    ...(line.taint === undefined ? {} : { taint: taintOf(line.taint) }),
    ...(line.said === undefined ? {} : { boundaries: drawnIn(line.said) }),
  };
  if (edit !== undefined) return { action: editAction(edit, texts), situation: at, disk: own };
  if (command !== undefined) return { action: commandAction(command), situation: at, disk: own };
  const example = parseExample(action ?? '');
  return { action: example.action, situation: { ...at, mode: example.mode }, disk: own };
}

function diskWith(
  changes: NonNullable<Line['files']>,
  made: readonly string[],
): {
  readonly disk: Disk;
  readonly texts: Readonly<Record<string, string>>;
} {
  if (Object.keys(changes).length === 0 && made.length === 0) return { disk, texts: FILES };
  const texts: Record<string, string> = { ...FILES };
  const folders = new Set(FOLDERS);
  for (const [given, text] of Object.entries(changes)) {
    const path = absolute(given);
    if (text === null) delete texts[path];
    else texts[path] = text;
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.add(path.slice(0, at));
  }
  return { disk: diskOf(texts, [...folders], made), texts };
}

/** Undefined for a line that says nothing of what was before: it is about a command line alone. */
function historyOf(line: Line): History | undefined {
  const { changed, made = [], uncommitted, unsaved, lengths = {}, texts = {}, starting = {}, created } = line;
  if ([changed, uncommitted, unsaved, created].every((each) => each === undefined) && made.length === 0)
    return undefined;
  return {
    startedAt: 1,
    changed: byPath(changed ?? {}),
    hasRunCommands: made.length > 0,
    lengths: byPath(lengths),
    texts: byPath(texts),
    starting: byPath(starting),
    uncommitted: (uncommitted ?? []).map(absolute),
    unsaved: (unsaved ?? []).map(absolute),
  };
}

function taintOf(text: string): Taint {
  const { hosts, packages, paths, commands } = namesIn(text, situation);
  const from = (names: ReadonlySet<string>) => Object.fromEntries([...names].map((name) => [name, 'README.md']));
  return { hosts: from(hosts), packages: from(packages), paths: from(paths), commands: from(commands) };
}

function drawnIn(text: string): readonly Boundary[] {
  return boundariesOf([{ kind: 'said', at: 1, text }], (name) => disk.kind(absolute(name)) !== 'missing');
}

function byPath<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).map(([path, value]) => [absolute(path), value]));
}

function editAction({ path, before, after }: NonNullable<Line['edit']>, texts: Readonly<Record<string, string>>) {
  const file = absolute(path);
  const was = before === undefined ? (texts[file] ?? null) : before;
  return { kind: 'edit', path: file, before: was, after, beforeSha256: was === null ? null : sha256(was) } as const;
}

export function judgeLine(line: Line, policy: Policy = defaultPolicy): Verdict {
  const { action, situation: at, disk: own } = caseOf(line);
  return evaluate(withCrossings(analyse(action, at, own), at), at, policy);
}

const absolute = (path: string) =>
  path.startsWith('/') ? path : /^\.\/?$/.test(path) ? `/work/app${path.slice(1)}` : `/work/app/${path}`;

/**
 * What a rule's own examples are written in: a command, or `edit: path` and its like; `[mode]` may stand in front.
 * `edit: path <<< text` says what the file shall hold.
 */
export function parseExample(example: string): { readonly action: Action; readonly mode: Mode } {
  const [, modeText, rest = ''] = /^(?:\[(plan|manual|auto)\] )?([\s\S]*)$/.exec(example) ?? [];
  const mode: Mode = modeText === 'plan' || modeText === 'manual' ? modeText : 'auto';
  const [, kind, value = ''] = /^(edit|delete|rename|read|list|search|fetch|ask|stop): ?([\s\S]*)$/.exec(rest) ?? [];
  const edit: Omit<EditAction, 'path'> = { kind: 'edit', before: null, after: 'x', beforeSha256: null };
  switch (kind) {
    case 'edit': {
      const [, path = value, after] = /^(.*?) <<< ([\s\S]*)$/.exec(value) ?? [];
      return {
        mode,
        action: after === undefined ? { ...edit, path: absolute(value) } : editAction({ path, after }, FILES),
      };
    }
    case 'delete':
      return { mode, action: { kind: 'delete', path: absolute(value), beforeSha256: null } };
    case 'rename': {
      const [from = '', to = ''] = value.split(' -> ');
      return { mode, action: { kind: 'rename', from: absolute(from), to: absolute(to), beforeSha256: null } };
    }
    case 'read':
      return { mode, action: { kind: 'readFile', path: absolute(value) } };
    case 'list':
      return { mode, action: { kind: 'listFiles', path: absolute(value) } };
    case 'search':
      return {
        mode,
        action: { kind: 'searchText', path: absolute(value), pattern: 'x', isRegex: false, isCaseSensitive: true },
      };
    case 'fetch':
      return { mode, action: { kind: 'fetch', url: value } };
    case 'ask':
      return { mode, action: { kind: 'question', question: value, options: [] } };
    case 'stop':
      return { mode, action: { kind: 'stopCommand', commandId: value } };
    default:
      return { mode, action: commandAction(rest) };
  }
}
