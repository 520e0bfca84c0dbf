import path from 'node:path';
import { locate } from './locate';
import type { Looking, ResolvedPlace } from './looking';
import { nameMatcher } from './nameMatcher';
import { anyPath } from './names';
import type { Place } from './place';
import type { Arg } from './shell/value';

/** Where an argument leads as a path: each place it may be, or why that can't be told. */
export interface Resolved {
  readonly places: readonly ResolvedPlace[];
  readonly unknown: string | undefined;
}

const MOST_MATCHES = 64;
/** What it costs to look at a path, in steps of the budget: where it leads, and what its names tell. */
const PLACE = 3;
const STEP_OF_PATH = 32;

/** Hidden names a pattern may stand for, though the disk may not have them now. */
const HIDDEN_NAMES = [
  '.env',
  '.env.local',
  '.env.production',
  '.git',
  '.gitattributes',
  '.gitmodules',
  '.gitconfig',
  '.vscode',
  '.devcontainer',
  '.ssh',
  '.aws',
  '.npmrc',
  '.netrc',
  '.pgpass',
  '.bashrc',
  '.profile',
  '.zshrc',
  '.husky',
  '.github',
  '.mcp.json',
  '.claude',
  '.cursor',
  '.envrc',
  '.git-credentials',
  '.gnupg',
  '.kube',
  '.docker',
  '.config',
  '.yarnrc.yml',
  '.cargo',
];

export function resolveArg(arg: Arg, folders: readonly string[] | undefined, looking: Looking): Resolved {
  const text = arg.text ?? arg.likely;
  if (text === undefined) return { places: [], unknown: arg.unknown?.name ?? arg.raw };
  const { situation } = looking;
  const api = situation.platform === 'windows' ? path.win32 : path.posix;
  const native = situation.platform === 'windows' ? fromUnixStyle(text, situation.temp[0]) : text;
  // A tilde that the shell left alone is expanded by some programs.
  if (native.startsWith('~') && /^~(?:$|[\\/])/.test(native))
    return resolveArg({ ...arg, text: situation.home + native.slice(1) }, folders, looking);
  const isAbsolute = api.isAbsolute(native);
  if (!isAbsolute && folders === undefined) return { places: [], unknown: `${arg.raw} in an unknown folder` };
  // A missing name stands for no file at all, as in `cat ""`: the folder itself is what programs make of it.
  const bases = isAbsolute ? [''] : (folders ?? []);
  const places: ResolvedPlace[] = [];
  for (const base of bases) {
    // Not joined where `..` would be taken out: past a link, it leads to the parent of where the link leads.
    const whole = isAbsolute
      ? native
      : native.includes('..')
        ? `${base}${api.sep}${native}`
        : isPlainBelow(native)
          ? `${base}${base.endsWith(api.sep) ? '' : api.sep}${native}`
          : api.join(base, native || '.');
    if (!arg.isPattern || arg.text === undefined) places.push(placeAt(whole, text, false, looking));
    else places.push(...matchesOf(whole, text, looking, api));
  }
  return { places, unknown: undefined };
}

/** Joined to a folder, it stays as it is: only names that don't begin with a dot, one slash between them. */
function isPlainBelow(text: string): boolean {
  return /^[\w@+-][\w@+.-]*(?:\/[\w@+-][\w@+.-]*)*$/.test(text);
}

function placeAt(whole: string, shown: string, isContents: boolean, looking: Looking): ResolvedPlace {
  looking.budget.spend(PLACE + whole.length / STEP_OF_PATH);
  const place = locate(whole, looking.situation, looking.disk);
  looking.paths.add(place.path);
  return { place, shown, isContents };
}

/** The same pattern stands for the same names, however often a command line has it. */
function matchesOf(whole: string, shown: string, looking: Looking, api: path.PlatformPath): readonly ResolvedPlace[] {
  const key = `${whole}\0${shown}`;
  let found = looking.matches.get(key);
  if (found === undefined) {
    found = matches(whole, shown, looking, api);
    looking.matches.set(key, found);
  }
  looking.budget.spend(1 + found.length / 4);
  return found;
}

/** What a pattern stands for: names on the disk where one folder can tell, and the folder as a whole for `folder/*`. */
function matches(whole: string, shown: string, looking: Looking, api: path.PlatformPath): ResolvedPlace[] {
  const segments = whole.split(looking.situation.platform === 'windows' ? /[\\/]/ : '/');
  const first = segments.findIndex((segment) => /[*?[({]/.test(segment));
  const folder = segments.slice(0, first).join('/') || '/';
  const segment = segments[first] ?? '';
  const rest = segments.slice(first + 1);
  if (rest.length === 0 && /^[*?]+$|^\.\*$|^\[?!?.*\]\*$/.test(segment)) {
    const all = placeAt(folder, shown, true, looking);
    return segment.startsWith('.')
      ? [all, ...hidden(folder, segment, rest, shown, looking)]
      : [all, ...listed(folder, segment, shown, looking, api)];
  }
  const found = rest.length === 0 ? listed(folder, segment, shown, looking, api) : [];
  return [...found, ...hidden(folder, segment, rest, shown, looking), placeAt(whole, shown, false, looking)];
}

/** Names on the disk that the pattern matches; only those that differ from an ordinary file of that folder count. */
function listed(
  folder: string,
  segment: string,
  shown: string,
  looking: Looking,
  api: path.PlatformPath,
): ResolvedPlace[] {
  const isMatch = nameMatcher(segment);
  const names = looking.disk.list(folder);
  const found: ResolvedPlace[] = [];
  for (const name of names) {
    if (found.length >= MOST_MATCHES) break;
    if (name.startsWith('.') && !segment.startsWith('.')) continue;
    looking.budget.spend(1);
    if (!isMatch(name)) continue;
    const at = placeAt(api.join(folder, name), shown, false, looking);
    if (at.place.isSecret || at.place.protectedAs !== undefined || at.place.area !== 'workspace') found.push(at);
  }
  return found;
}

function hidden(
  folder: string,
  segment: string,
  rest: readonly string[],
  shown: string,
  looking: Looking,
): ResolvedPlace[] {
  if (!/^\.|^[[({+@]/.test(segment)) return [];
  return HIDDEN_NAMES.filter(nameMatcher(segment)).map((name) =>
    placeAt([folder, name, ...rest].join('/'), shown, false, looking),
  );
}

/** Git Bash writes `C:\x` as `/c/x`. */
function fromUnixStyle(text: string, temp: string | undefined): string {
  const drive = /^\/([a-zA-Z])(?=\/|$)/.exec(text);
  if (drive !== null) return `${drive[1]}:${text.slice(2) || '\\'}`;
  if (temp !== undefined && /^\/tmp(?=\/|$)/.test(text)) return temp + text.slice(4);
  return text;
}

/** Folders that only builds, tests and package managers fill. */
const BUILT_FOLDER = [
  'node_modules coverage htmlcov __pycache__ *.egg-info venv .venv',
  '.next .nuxt .output .svelte-kit .angular .docusaurus storybook-static .expo .wrangler .serverless .astro .swc',
  '.cache .parcel-cache .turbo .vite .vitest .webpack .rollup.cache .rpt2_cache .sass-cache .phpunit.cache',
  '.eslintcache .stylelintcache .tsbuildinfo .nyc_output .hypothesis .ipynb_checkpoints',
  '.pytest_cache .mypy_cache .ruff_cache .pytype .tox .nox .eggs .gradle .kotlin .dart_tool .stack-work .zig-cache',
  '.jekyll-cache .metals .bloop .build playwright-report test-results allure-results allure-report DerivedData',
  'dist-newstyle zig-cache zig-out elm-stuff Pods bower_components jspm_packages',
];
/** As often the name of a folder of source: these need the word of `.gitignore`. */
const PERHAPS_BUILT_FOLDER = ['dist build out target _build _site tmp temp', 'cmake-build-* bazel-* builddir'];
const BUILT_BY_NAME = new RegExp(`^${anyPath(BUILT_FOLDER)}$`);
const GENERATED_FOLDER = new RegExp(`^${anyPath([...BUILT_FOLDER, ...PERHAPS_BUILT_FOLDER])}$`);
const GENERATED_FILE = new RegExp(
  `^${anyPath([
    '*.{pyc,pyo,o,obj,class,map,d.ts.map,tsbuildinfo,gcda,gcno,gch,gcov,a,la,lo,coverage,lcov,prof,pid}',
    '*.{log,tmp,temp,bak,swp,swo,orig,rej} *.log.[0-9] *~ .#* #*#',
    '.coverage .coverage.* .eslintcache .stylelintcache .DS_Store Thumbs.db desktop.ini',
    'a.out nohup.out core.[0-9]* perf.data perf.data.old cover.out coverage.{out,xml,json,lcov} lcov.info',
    'junit.xml test-results.xml npm-debug.log* yarn-error.log* pnpm-debug.log*',
  ])}$`,
);
/** Dumps of crashed programs: of `core.*` only those that end with a number. */
const CORE_FILES = /^core\.(?:\*|\?+)$/;

/** Made by a build and made again by the next: by its name, below the workspace. */
export function isGenerated(place: Place, looking: Looking): boolean {
  const root = looking.situation.roots.find((folder) => place.path.startsWith(folder));
  if (root === undefined || place.isTop) return false;
  const segments = place.path
    .slice(root.length)
    .split(/[\\/]/)
    .filter((segment) => segment !== '');
  const at = segments.findIndex((segment) => GENERATED_FOLDER.test(segment));
  if (/(?:^|\/)vendor\/bundle(?:\/|$)/.test(segments.join('/'))) return true;
  const file = segments.at(-1) ?? '';
  if (at < 0 && CORE_FILES.test(file))
    return !looking.disk.list(path.dirname(place.path)).some((name) => /^core\.(?!\d+$)/.test(name));
  if (at < 0) return GENERATED_FILE.test(file);
  // Source folders named like build output: what git tracks is not told here, so ambiguous names need .gitignore's word.
  const name = segments[at] ?? '';
  if (BUILT_BY_NAME.test(name)) return true;
  const kind = looking.disk.kind([root, ...segments.slice(0, at + 1)].join('/'));
  return kind === 'missing' || isIgnored(name, root, segments.slice(0, at), looking);
}

function isIgnored(name: string, root: string, above: readonly string[], looking: Looking): boolean {
  for (let depth = 0; depth <= above.length; depth++) {
    const file = [root, ...above.slice(0, depth), '.gitignore'].join('/');
    const text = looking.disk.text(file, 64 * 1024);
    if (text === undefined) continue;
    looking.paths.add(file);
    const wanted = [name, [...above.slice(depth), name].join('/')];
    if (
      text.split('\n').some((line) =>
        wanted.includes(
          line
            .trim()
            .replace(/^(?:\*\*)?\//, '')
            .replace(/\/\*{0,2}$/, ''),
        ),
      )
    )
      return true;
  }
  return false;
}
