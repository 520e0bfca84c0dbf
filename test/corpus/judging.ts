import type { Action, EditAction } from '../../src/action/action';
import type { Disk, Mode, Situation } from '../../src/action/situation';
import { analyse } from '../../src/effect/analyse';
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

export const disk: Disk = {
  realPath: (path) =>
    path === '/work/app/linked' || path.startsWith('/work/app/linked/') ? `/home/dev/.ssh${path.slice(16)}` : path,
  kind: (path) => (path in FILES ? 'file' : FOLDERS.includes(path) ? 'folder' : 'missing'),
  list: (path) => {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [
      ...new Set(
        [...Object.keys(FILES), ...FOLDERS]
          .filter((each) => each.startsWith(prefix) && each !== path)
          .map((each) => each.slice(prefix.length).split('/')[0] ?? ''),
      ),
    ].filter((name) => name !== '');
  },
  text: (path) => FILES[path],
};

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

const absolute = (path: string) => (path.startsWith('/') ? path : path === '.' ? '/work/app' : `/work/app/${path}`);

/** What a rule's own examples are written in: a command, or `edit: path` and its like; `[mode]` may stand in front. */
export function parseExample(example: string): { readonly action: Action; readonly mode: Mode } {
  const [, modeText, rest = ''] = /^(?:\[(plan|manual|auto)\] )?([\s\S]*)$/.exec(example) ?? [];
  const mode: Mode = modeText === 'plan' || modeText === 'manual' ? modeText : 'auto';
  const [, kind, value = ''] = /^(edit|delete|rename|read|list|search|fetch|ask|stop): ?([\s\S]*)$/.exec(rest) ?? [];
  const edit: Omit<EditAction, 'path'> = { kind: 'edit', before: null, after: 'x', beforeSha256: null };
  switch (kind) {
    case 'edit':
      return { mode, action: { ...edit, path: absolute(value) } };
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
