import path from 'node:path';
import type { Disk, Situation } from '../action/situation';
import { foldPath, holdsToken, isSecretAsFile, isSecretName, protectedAs } from './pathNames';
import type { Area, Place } from './place';

/**
 * Where a path lies. It is looked at twice, as it is written and with its links resolved: the area is the real one (a
 * workspace opened through a link is still the workspace), but a name that is secret or protected counts in either.
 */
export function locate(file: string, situation: Situation, disk: Disk): Place {
  const isWindows = situation.platform === 'windows';
  const api = isWindows ? path.win32 : path.posix;
  const given = isWindows ? withoutNamespace(file) : file;
  const literal = isWindows || !isResolved(given) ? api.resolve(given) : given;
  // The system follows links before it goes up, so that `link/../x` needn't be the `x` it reads like.
  const resolved = disk.realPath(!isWindows && given.startsWith('/') ? given : literal);
  const map = mapOf(situation);
  const literalPlace = placeOf(literal, map);
  if (resolved === literal) return seen(literalPlace, disk);
  const real = api.resolve(resolved);
  if (real === literal) return seen(literalPlace, disk);
  const realPlace = seen(placeOf(real, map), disk);
  return {
    area: literalPlace.area === 'ownState' ? 'ownState' : realPlace.area,
    path: real,
    isTop: realPlace.isTop || literalPlace.isTop,
    isSecret: literalPlace.isSecret || realPlace.isSecret,
    protectedAs: literalPlace.protectedAs ?? realPlace.protectedAs,
    holds: realPlace.holds ?? literalPlace.holds,
  };
}

/** Absolute on POSIX, with nothing in it that `resolve` would take out; a name that begins with a dot is taken for one. */
function isResolved(file: string): boolean {
  return file.startsWith('/') && !file.includes('//') && !file.includes('/.') && !file.endsWith('/');
}

/** What has the name of a secret, and shows on the disk that it is none: a folder of source, settings without a token. */
function seen(place: Place, disk: Disk): Place {
  if (!place.isSecret) return place;
  const name = place.path.replace(/^.*[\\/]/, '').toLowerCase();
  if (isSecretAsFile(name)) return disk.kind(place.path) === 'folder' ? { ...place, isSecret: false } : place;
  if (place.area !== 'workspace' || name !== '.npmrc') return place;
  const text = disk.text(place.path, 64 * 1024);
  return text === undefined || holdsToken(text) ? place : { ...place, isSecret: false };
}

/** The folders of a situation as paths are compared there, and what was told of paths by their text alone. */
interface AreaMap {
  readonly isWindows: boolean;
  readonly fold: (text: string) => string;
  readonly roots: readonly string[];
  readonly home: string;
  readonly libraries: readonly string[];
  readonly temp: readonly string[];
  readonly ownState: readonly string[];
  readonly places: Map<string, Place>;
}

const maps = new WeakMap<Situation, AreaMap>();
const MOST_PLACES = 10_000;

function mapOf(situation: Situation): AreaMap {
  const known = maps.get(situation);
  if (known !== undefined) return known;
  const fold = (text: string) => comparable(text, situation);
  const map: AreaMap = {
    isWindows: situation.platform === 'windows',
    fold,
    roots: situation.roots.map(fold),
    home: fold(situation.home),
    libraries: LIBRARIES.map((folder) => fold(`${situation.home}/${folder}`)),
    temp: situation.temp.map(fold),
    ownState: situation.ownState.map(fold),
    places: new Map(),
  };
  maps.set(situation, map);
  return map;
}

/** Where a path lies by its text alone. */
function placeOf(absolute: string, map: AreaMap): Place {
  const known = map.places.get(absolute);
  if (known !== undefined) return known;
  const folded = foldPath(absolute, map.isWindows);
  const at = map.fold(absolute);
  const place: Place = {
    ...areaOf(at, map),
    path: absolute,
    isSecret: isSecretName(folded),
    protectedAs: protectedAs(folded, map.isWindows),
    holds: holdsOf(at, map),
  };
  if (map.places.size >= MOST_PLACES) map.places.clear();
  map.places.set(absolute, place);
  return place;
}

function areaOf(at: string, map: AreaMap): { readonly area: Area; readonly isTop: boolean } {
  const { isWindows, home } = map;
  const isRoot = isWindows ? /^[a-z]:\/?$|^\/\/[^/]+\/[^/]+\/?$/i.test(at) : at === '/';
  if (map.ownState.some((own) => isWithin(at, own))) return { area: 'ownState', isTop: false };
  if (isWindows ? isWindowsDevice(at) : isWithin(at, '/dev')) return { area: 'device', isTop: at === '/dev' };
  if (isRoot) return { area: 'root', isTop: true };
  const root = map.roots.find((folder) => isWithin(at, folder));
  if (root !== undefined) return { area: 'workspace', isTop: root === at };
  const temp = map.temp.find((folder) => isWithin(at, folder));
  if (temp !== undefined) return { area: 'temp', isTop: temp === at };
  // Code that package managers keep there is as harmless to read as that of the system.
  if (map.libraries.some((folder) => isWithin(at, folder))) return { area: 'system', isTop: false };
  if (isWithin(at, home)) return { area: 'home', isTop: home === at };
  const system = (isWindows ? WINDOWS_SYSTEM : POSIX_SYSTEM).find((folder) => isWithin(at, folder));
  if (system !== undefined) return { area: 'system', isTop: system === at };
  return { area: 'outside', isTop: isWithin(home, at) };
}

/** Below the home folder: libraries and programs that package managers and version managers put there. */
const LIBRARIES = [
  '.cargo/registry/src',
  '.cargo/git/checkouts',
  '.rustup/toolchains',
  'go/pkg/mod',
  '.m2/repository',
  '.gradle/caches',
  '.nvm/versions',
  '.npm-global/lib',
  '.volta/tools',
  '.bun/install/cache',
  '.local/lib',
  '.local/share/pnpm',
  '.local/share/uv',
  '.local/share/virtualenvs',
  '.local/pipx/venvs',
  '.pyenv/versions',
  '.rbenv/versions',
  '.rvm/gems',
  '.gem/ruby',
  '.asdf/installs',
  '.pub-cache',
  '.nuget/packages',
  '.sdkman/candidates',
  '.virtualenvs',
  'miniconda3',
  'anaconda3',
];

const POSIX_SYSTEM = [
  '/bin',
  '/boot',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/opt',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var',
  '/nix',
  '/snap',
  '/system',
  '/library',
  '/applications',
  '/private/etc',
  '/private/var',
  '/System',
  '/Library',
  '/Applications',
];
const WINDOWS_SYSTEM = ['c:/windows', 'c:/program files', 'c:/program files (x86)', 'c:/programdata'];

/** What a folder above it all holds: to delete or move it takes that along. */
function holdsOf(at: string, { roots, home, ownState }: AreaMap): Place['holds'] {
  if (roots.some((root) => isWithin(root, at))) return 'workspace';
  if (isWithin(home, at)) return 'home';
  if (ownState.some((own) => isWithin(own, at))) return 'ownState';
  return undefined;
}

function comparable(text: string, situation: Situation): string {
  if (situation.platform === 'windows') return trimEnd(foldPath(text, true));
  return trimEnd(situation.isCaseSensitive ? text : text.normalize('NFC').toLowerCase());
}

function trimEnd(text: string): string {
  return text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
}

/** Compares whole segments: `/work/proj-evil` isn't within `/work/proj`. */
function isWithin(at: string, folder: string): boolean {
  if (folder === '') return false;
  if (!at.startsWith(folder)) return false;
  return at.length === folder.length || folder.endsWith('/') || at.charCodeAt(folder.length) === 47;
}

function withoutNamespace(file: string): string {
  return file.replace(/^[\\/]{2}[?.][\\/](?:UNC[\\/])?(?=[a-z]:)/i, '');
}

function isWindowsDevice(at: string): boolean {
  return /^\/\/[.?]\//.test(at) || /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.[^/]*)?$/.test(at);
}

/** Ports of devices that are connected, such as boards: what is written there is sent, and lies on no disk. */
export const SERIAL_PORT =
  /^\/dev\/(?:tty(?:USB|ACM|S|AMA|THS|O|mxc)\d+|(?:tty|cu)\.(?:usb|SLAB|wch)[\w.-]*|rfcomm\d+|serial\/by-(?:id|path)\/[\w.:+-]+)$/;

/** Devices that take or give nothing of worth: writing there loses nothing, reading there tells nothing. */
export function isHarmlessDevice(real: string): boolean {
  if (real.startsWith('/dev/'))
    return /^\/dev\/(?:null|zero|full|tty|stdin|stdout|stderr|u?random|fd\/\d+)$/.test(real);
  // Most names end otherwise, which is told faster than by the pattern.
  const last = real.charCodeAt(real.length - 1);
  return (last === 108 || last === 76) && /^(?:.*[\\/])?nul$/i.test(real);
}
