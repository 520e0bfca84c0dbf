import path from 'node:path';
import type { Situation } from '../action/situation';
import { LONGEST_READABLE, readableForms } from './readableForms';
import { commandsIn } from './taintedCommands';

/**
 * What a text names that an action could reach for. It takes too much rather than too little: a name counts only when an
 * action goes to it, and no action goes to a word of prose.
 */
export interface Names {
  /** In lower case and ASCII; on a host that many share, with whose part of it: `github.com/owner`. */
  readonly hosts: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  /** Absolute; of a script whose folder is not said, its name alone. */
  readonly paths: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  /** Whether all of the text was looked at. */
  readonly isWhole: boolean;
}

export type NameKind = 'hosts' | 'packages' | 'paths' | 'commands';

type Where = Pick<Situation, 'roots' | 'home' | 'temp' | 'platform'>;

export function namesIn(text: string, where: Where): Names {
  const forms = readableForms(text);
  const gather = (find: (form: string) => Iterable<string>) => new Set(forms.flatMap((form) => [...find(form)]));
  return {
    hosts: hostsOfForms(forms),
    packages: gather(packagesIn),
    paths: gather((form) => pathsIn(form, where)),
    commands: gather(commandsIn),
    isWhole: text.length <= LONGEST_READABLE,
  };
}

/** The hosts alone, in every way that a text may be read. */
export function hostsNamedIn(text: string): ReadonlySet<string> {
  return hostsOfForms(readableForms(text));
}

function hostsOfForms(forms: readonly string[]): ReadonlySet<string> {
  return new Set(forms.flatMap((form) => [...hostsIn(form), ...disguisedHosts(form)]));
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
  // One of the many ways to write an address as a number.
  for (const [number] of text.matchAll(/\b(?:0x[\da-f]{8}|\d{9,10})\b/gi)) addHost(hosts, plainHost(number));
  for (const owner of ownersIn(text)) hosts.add(owner);
  return hosts;
}

/** UTF-16 units: what is longer is not read in every way. */
const LONGEST_DISGUISE = 20_000;

/** Hosts as a model may put them together: from parts, backwards, or with the letters shifted by half of the alphabet. */
function disguisedHosts(text: string): ReadonlySet<string> {
  const given = text.slice(0, LONGEST_DISGUISE);
  const hosts = new Set<string>();
  for (const form of [
    given.replace(/(?<=[\p{L}\p{N}])\s{0,3}\.\s{0,3}(?=[\p{L}\p{N}])/gu, '.'),
    [...given].reverse().join(''),
    given.replace(/[a-z]/gi, shiftedByHalf),
  ])
    for (const [bare] of form.matchAll(BARE_HOST)) addHost(hosts, plainHost(bare));
  return hosts;
}

function shiftedByHalf(letter: string): string {
  const first = letter < 'a' ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
}

export function isRegistry(host: string): boolean {
  return REGISTRIES.test(host);
}

function addHost(hosts: Set<string>, host: string | undefined): void {
  if (host !== undefined && sharedHost(host) === undefined && !REGISTRIES.test(host)) hosts.add(host);
}

/** The one name for all hosts of a place that many share; undefined for a host of its own. */
export function sharedHost(host: string): string | undefined {
  return SHARED.find(([test]) => test.test(host))?.[1];
}

/** What anybody may have in a store that many share: `s3://bucket`. */
const BUCKET = /\b(?:s3|gs|gcs|r2|b2|oss|cos|az|abfss?|wasbs?):\/\/[\w.@-]{1,200}/gi;

/**
 * `github.com/owner` for each place on a shared host, with every part of a path that may be the owner, and each bucket
 * of a shared store.
 */
export function ownersIn(text: string): readonly string[] {
  const buckets = Array.from(text.matchAll(BUCKET), ([bucket]) => bucket.toLowerCase());
  const owners = Array.from(text.matchAll(OWNED)).flatMap(([found]) => {
    const [host = '', ...segments] = found.toLowerCase().split(/[/:]/);
    const shared = sharedHost(host.replace(/^.*@/, ''));
    if (shared === undefined) return [];
    const owner = segments.find((segment) => segment !== '' && !NO_OWNERS.has(segment) && !/^\d+$/.test(segment));
    return owner === undefined ? [] : [`${shared}/${owner}`];
  });
  return [...buckets, ...owners];
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
/** The same in other languages, some of which write no spaces between words. */
const INSTALLING_ELSEWHERE =
  /instal|hinzu|einbind|paket|ajout|biblioth|añad|agreg|paquete|librer|aggiung|pacchett|pacote|adicion|biblioteca|toevoeg|pakiet|dodaj|установ|добав|пакет|библиотек|安装|安裝|添加|依赖|依賴|包|インストール|追加|パッケージ|설치|추가|패키지/iu;
/** Hardly a word of prose: with a scope, a mark within it, or a digit. */
const NO_WORD = /^@|[a-z\d][_/.@:-][a-z\d]|\d/i;
const PACKAGE_WORD = /@?[a-z0-9][\w.+-]{0,100}(?:[/:@][\w.+~^-]{1,100}){0,5}/gi;
const QUOTED_WORD = /["'`](@?[a-z0-9][\w.+-]{0,100}(?:[/:@][\w.+~^-]{1,100}){0,5})["'`]/gi;

function packagesIn(text: string): ReadonlySet<string> {
  const packages = new Set<string>();
  let isList = false;
  for (const line of text.split('\n')) {
    const isAsked = INSTALLING.test(line) || INSTALLING_ELSEWHERE.test(line);
    // Items below a line that asks for them are asked for too.
    const isItem: boolean = isList && /^\s*(?:[-*+\u2022]|\d+[.)])\s/.test(line);
    for (const [word] of line.matchAll(PACKAGE_WORD))
      if (isAsked || isItem || NO_WORD.test(word)) packages.add(plainPackage(word));
    isList = isAsked || isItem || (isList && line.trim() === '');
  }
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
  for (const [name] of plainText.matchAll(BARE_SCRIPT)) paths.add(name);
  return paths;
}

const SCRIPT = /\.(?:sh|bash|zsh|fish|ps1|bat|cmd|command)$/i;
const BARE_SCRIPT =
  /(?<![\w.@%\\/+-])[\w@%+-][\w.@%+-]{0,100}\.(?:sh|bash|zsh|fish|ps1|bat|cmd|command)(?![\w\\/-]|\.\w)/gi;
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
