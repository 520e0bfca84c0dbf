import path from 'node:path';
import type { Situation, Taint } from '../action/situation';
import { readableForms } from './readableForms';

/**
 * What a text names that an action could reach for. It takes too much rather than too little: a name counts only when an
 * action goes to it, and no action goes to a word of prose.
 */
export interface Names {
  /** In lower case and ASCII; on a host that many share, with whose part of it: `github.com/owner`. */
  readonly hosts: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  /** Absolute. */
  readonly paths: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
}

export type NameKind = keyof Taint & keyof Names;

type Where = Pick<Situation, 'roots' | 'home' | 'temp' | 'platform'>;

export function namesIn(text: string, where: Where): Names {
  const forms = readableForms(text);
  const gather = (find: (form: string) => Iterable<string>) => new Set(forms.flatMap((form) => [...find(form)]));
  return {
    hosts: gather(hostsIn),
    packages: gather(packagesIn),
    paths: gather((form) => pathsIn(form, where)),
    commands: gather(commandsIn),
  };
}

/** Where anybody may put things: whose they are stands in the path, so that the host alone says nothing. */
const SHARED: readonly (readonly [RegExp, string])[] = [
  [/^(?:.+\.)?(?:github\.com|githubusercontent\.com)$|^ghcr\.io$/, 'github.com'],
  [/^gitlab\.com$/, 'gitlab.com'],
  [/^bitbucket\.org$/, 'bitbucket.org'],
  [/^codeberg\.org$/, 'codeberg.org'],
];
/** Registries: what matters there is the package. */
const REGISTRIES =
  /^(?:(?:www|registry)\.)?(?:npmjs\.(?:com|org)|yarnpkg\.com)$|^(?:www\.)?pypi\.org$|^(?:files\.)?pythonhosted\.org$|^files\.pythonhosted\.org$|^(?:static\.|index\.)?crates\.io$|^(?:api\.|index\.)?rubygems\.org$|^(?:proxy|sum)\.golang\.org$|^pkg\.go\.dev$|^(?:hub\.|registry-1\.|index\.)?docker\.(?:com|io)$|^repo1?\.maven(?:\.apache)?\.org$|^api\.nuget\.org$|^packagist\.org$/;
const LOCAL = /(?:^|\.)localhost$|^127(?:\.\d+){3}$|^\[?::1\]?$|^0\.0\.0\.0$|^host\.docker\.internal$/;

const URL_LIKE = /\b[a-z][a-z0-9+.-]{1,20}:\/{2,3}[^\s"'`<>|\\^{}]{1,2000}/gi;
const BARE_HOST = /[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,20}/gu;
/** Owner on a shared host, however the host is written before it. */
const OWNED = /[\p{L}\p{N}.-]{1,100}(?::\d+)?[/:][\w.@~-]{1,100}(?:\/[\w.@~-]{1,100}){0,2}/gu;

/** Every host that a text names, shared ones with their owners. */
export function hostsIn(text: string): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const [url] of text.matchAll(URL_LIKE)) addHost(hosts, hostOfUrl(url));
  for (const [bare] of text.matchAll(BARE_HOST)) addHost(hosts, plainHost(bare));
  for (const owner of ownersIn(text)) hosts.add(owner);
  return hosts;
}

function addHost(hosts: Set<string>, host: string | undefined): void {
  if (host !== undefined && sharedHost(host) === undefined && !REGISTRIES.test(host)) hosts.add(host);
}

/** The one name for all hosts of a place that many share; undefined for a host of its own. */
export function sharedHost(host: string): string | undefined {
  return SHARED.find(([test]) => test.test(host))?.[1];
}

/** `github.com/owner` for each place on a shared host, with every part of a path that may be the owner. */
export function ownersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(OWNED)).flatMap(([found]) => {
    const [host = '', ...segments] = found.toLowerCase().split(/[/:]/);
    const shared = sharedHost(host.replace(/^.*@/, ''));
    if (shared === undefined) return [];
    const owner = segments.find((segment) => segment !== '' && !NO_OWNERS.has(segment) && !/^\d+$/.test(segment));
    return owner === undefined ? [] : [`${shared}/${owner}`];
  });
}

const NO_OWNERS = new Set(['repos', 'users', 'orgs', 'raw', 'gist', 'api', 'v4', 'projects', 'search']);

function hostOfUrl(text: string): string | undefined {
  try {
    return plainHost(new URL(text).hostname);
  } catch {
    return undefined;
  }
}

/** A host as it is compared: undefined for this machine, and for what is none. */
export function plainHost(given: string): string | undefined {
  let host = given.toLowerCase().replace(/\.+$/, '');
  // The parser also makes one of the many ways to write a number into an address.
  if (/^\d+(?:\.\d+){1,2}$/.test(host)) return undefined;
  if (/[^a-z0-9._-]|^[\dx.]+$/.test(host)) {
    try {
      host = new URL(`http://${host}/`).hostname;
    } catch {
      return undefined;
    }
  }
  if (host === '' || host.length > 253 || LOCAL.test(host)) return undefined;
  const isAddress = host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host);
  return isAddress || /\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(host) ? host : undefined;
}

/** `user@host:/path`, `host:port`, an address, or a module that is named by its host. */
export function hostOfTarget(word: string): readonly string[] {
  const bare = word
    .replace(/^[\w+.-]+:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/(?<!^\[[^\]]*)[:/?#].*$/, '');
  const host = plainHost(bare);
  return host === undefined ? [] : [host];
}

const INSTALLING =
  /\b(?:i|in|install(?:s|ed|ing)?|add(?:s|ed|ing)?|require[sd]?|get|dlx|exec|npx|bunx|uvx|pipx|pip3?|pull|run|x|create|inject|upgrade|use|using|depend\w{0,10}|packages?|modules?|librar(?:y|ies)|extensions?|images?|crates?|gems?|plugins?)\b/i;
const PACKAGE_WORD = /@?[a-z0-9][\w.+-]{0,100}(?:[/:@][\w.+~^-]{1,100}){0,5}/gi;
const QUOTED_WORD = /["'`](@?[a-z0-9][\w.+-]{0,100}(?:[/:@][\w.+~^-]{1,100}){0,5})["'`]/gi;

function packagesIn(text: string): ReadonlySet<string> {
  const packages = new Set<string>();
  for (const line of text.split('\n'))
    if (INSTALLING.test(line)) for (const [word] of line.matchAll(PACKAGE_WORD)) packages.add(plainPackage(word));
  for (const [, word = ''] of text.matchAll(QUOTED_WORD)) packages.add(plainPackage(word));
  for (const [url] of text.matchAll(URL_LIKE)) {
    const [, name] = /\/(?:packages?|projects?|crates|gems|simple|r)\/((?:@[\w.-]+\/)?[\w.-]+)/.exec(url) ?? [];
    if (name !== undefined) packages.add(plainPackage(name));
  }
  packages.delete('');
  return packages;
}

/** The name of what is installed, without its version, as it is compared. */
export function plainPackage(spec: string): string {
  const name = spec
    .trim()
    .replace(/^["'`]+|["'`.,;:]+$/g, '')
    .replace(/^(?:npm|jsr|github|pypi|docker|docker-image):(?:\/\/)?/i, '')
    .replace(/(?<=[^@/])(?:@|==|>=|<=|~=|!=|[<>=[#]).*$/, '')
    .replace(/(?<=[^:]):[\w.-]+$/, '');
  return name.toLowerCase().replace(/[_.]/g, '-');
}

const PATH_LIKE = /(?:\$\{?HOME\}?|~|[A-Za-z]:)?[\w.@+%-]{0,100}(?:[\\/]{1,2}[\w.@+%-]{1,100}){1,30}[\\/]?/g;
/** Where everybody's programs are, and what every project has: naming one of these tells nothing. */
const COMMON_PATH =
  /^(?:\/usr(?:\/local)?)?\/s?bin\/|^\/dev\/|^\/(?:proc|sys)\/|(?:^|[\\/])(?:node_modules[\\/]\.bin[\\/]|gradlew|mvnw|configure|manage\.py)/;

function pathsIn(text: string, { roots, home, temp, platform }: Where): ReadonlySet<string> {
  const api = platform === 'windows' ? path.win32 : path.posix;
  const tops = new Set([...roots, home, ...temp].flatMap((top) => [top, ...above(top, api)]));
  const paths = new Set<string>();
  const plainText = text.replace(URL_LIKE, ' ');
  for (const match of plainText.matchAll(PATH_LIKE)) {
    const [given] = match;
    if (COMMON_PATH.test(given)) continue;
    const fromHome = given.replace(/^(?:\$\{?HOME\}?|~)(?=[\\/])/, home);
    if (!api.isAbsolute(fromHome) && !isToBeRun(given, plainText.slice(Math.max(0, match.index - 80), match.index)))
      continue;
    const found = api.isAbsolute(fromHome) ? [fromHome] : roots.map((root) => api.join(root, fromHome));
    for (const each of found) {
      const plain = api.normalize(each).replace(/(?<=.)[\\/.]+$/, '');
      if (!tops.has(plain) && plain.split(/[\\/]/).filter(Boolean).length > 1) paths.add(plain);
    }
  }
  return paths;
}

const SCRIPT = /\.(?:sh|bash|zsh|fish|ps1|bat|cmd|command)$/i;
const RUNNING =
  /(?<![\w/\\.-])(?:run(?:s|ning)?|execut\w+|call(?:s|ing)?|start(?:s|ing)?|launch\w*|source|invoke\w*|chmod|(?:ba|z|da|k)?sh|node|deno|bun|tsx|python[\d.]*|ruby|perl|php)\b[^\n;]{0,40}$/i;

/** Whether a file of the project is named as one to be run: documents name many others. */
function isToBeRun(given: string, before: string): boolean {
  return SCRIPT.test(given) || RUNNING.test(before) || (given.startsWith('./') && /(?:^|[\n`$>|&;])\s*$/.test(before));
}

function above(folder: string, api: path.PlatformPath): readonly string[] {
  const parent = api.dirname(folder);
  return parent === folder ? [] : [parent, ...above(parent, api)];
}

/** UTF-16 units: a command line that is longer is named by its parts. */
const LONGEST_COMMAND = 1000;
/** What stands before a command in a document: bullets, quotes, prompts, marks of code and the words that ask for it. */
const LEAD =
  /^(?:[\s>*+-]|\d+[.)]|[$#%❯]\s|["'`]|\/\/|<!--|(?:please |then |now |first )*(?:run|execute|type|enter|call)\b:?)+/i;

function commandsIn(text: string): ReadonlySet<string> {
  const commands = new Set<string>();
  const add = (given: string) => {
    const command = plainCommand(given.replace(LEAD, ''));
    // A word alone is what many lines are; a file that is run by its name alone is a path.
    if (command.includes(' ') && command.length <= LONGEST_COMMAND && !isOrdinaryCommand(command))
      commands.add(command);
  };
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const spans = Array.from(text.matchAll(/`{1,3}([^`\n]{1,1000})`|"([^"\n]{1,1000})"|<code>([^<\n]{1,1000})</g));
  for (const line of [...lines, ...spans.map(([, tick, quote, code]) => tick ?? quote ?? code ?? '')]) {
    if (line.length > LONGEST_COMMAND * 2) continue;
    add(line);
    for (const piece of line.split(/\|\|?|&&?|;/)) add(piece);
  }
  return commands;
}

/** A command line as it is compared: without quotes and escapes, and with single spaces. */
export function plainCommand(text: string): string {
  return text
    .replace(/["'`\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:;,]+$/, '');
}

/**
 * What everybody does in every project, and what a document may well say: tests, builds, what the project itself has
 * written down to be installed, and looking at things. That a text says so too makes nobody's command out of it.
 */
const ORDINARY = new RegExp(
  `^(?:sudo )?(?:${[
    String.raw`(?:npm|pnpm|yarn|bun)(?: (?:ci|i|install|test|t|start|build|lint|dev|format|check|(?:run )?[\w:-]{1,40}))?(?: --?[\w-]+)*`,
    String.raw`(?:make|just|task)(?: [\w-]{1,40})?|cmake(?: [\w./-]+)*|ninja`,
    String.raw`cargo (?:build|test|check|run|fmt|clippy|doc|bench)(?: --?[\w-]+)*`,
    String.raw`go (?:build|test|vet|run|generate|mod (?:tidy|download))(?: [\w./-]+)*`,
    String.raw`(?:python3? -m )?(?:pytest|unittest|ruff|mypy|black|flake8|tox|nox|coverage)(?: [\w./=-]+)*`,
    String.raw`(?:python3? -m )?pip3? install -(?:r requirements[\w.-]*|e \S{1,40})|(?:uv|poetry|pdm|pipenv) (?:sync|install|lock|build)`,
    String.raw`python3? -m venv [\w./-]+|(?:source|\.) [\w./-]*bin/activate|bundle install|composer install|mix (?:test|deps\.get)`,
    String.raw`(?:\./)?(?:gradlew?|mvnw?)(?: [\w:-]+)*|dotnet (?:build|test|run|restore)(?: [\w./-]+)*|bundle exec [\w./ -]+`,
    String.raw`(?:npx |pnpm |yarn )?(?:tsc|eslint|prettier|biome|vitest|jest|mocha|vite|webpack|playwright)(?: [\w./=*-]+)*`,
    `git (?:status|diff|log|show|add|commit|pull|fetch|branch|switch|checkout|clone|stash|blame|init)(?: [^|;&<>]*)?`,
    String.raw`docker(?:-| )compose (?:up|down|build|ps|logs)(?: [\w-]+)*|docker (?:ps|images|logs)(?: [\w-]+)*`,
    `(?:cd|ls|cat|head|tail|pwd|echo|grep|rg|find|mkdir|which|tree|wc|less|touch|cp|export)(?: [^|;&<>]*)?`,
  ].join('|')})$`,
);

export function isOrdinaryCommand(command: string): boolean {
  return ORDINARY.test(command);
}
