import path from 'node:path';
import type { Disk, Situation } from '../action/situation';
import { foldPath, isSecretName, protectedAs } from './pathNames';
import type { Area, Place } from './place';

/**
 * Where a path lies. It is looked at twice, as it is written and with its links resolved: the area is the real one (a
 * workspace opened through a link is still the workspace), but a name that is secret or protected counts in either.
 */
export function locate(file: string, situation: Situation, disk: Disk): Place {
  const isWindows = situation.platform === 'windows';
  const api = isWindows ? path.win32 : path.posix;
  const given = withoutNamespace(file, isWindows);
  const literal = api.resolve(given);
  // The system follows links before it goes up, so that `link/../x` needn't be the `x` it reads like.
  const real = api.resolve(disk.realPath(!isWindows && given.startsWith('/') ? given : literal));
  const literalFolded = foldPath(literal, isWindows);
  const realFolded = real === literal ? literalFolded : foldPath(real, isWindows);
  const literalArea = areaOf(literal, situation);
  const realArea = real === literal ? literalArea : areaOf(real, situation);
  const deciding = literalArea.area === 'ownState' ? literalArea : realArea;
  return {
    area: deciding.area,
    path: real,
    isTop: realArea.isTop || literalArea.isTop,
    isSecret: isSecretName(literalFolded) || (real !== literal && isSecretName(realFolded)),
    protectedAs:
      protectedAs(literalFolded, isWindows) ?? (real === literal ? undefined : protectedAs(realFolded, isWindows)),
    holds: realArea.holds ?? literalArea.holds,
  };
}

interface Located {
  readonly area: Area;
  readonly isTop: boolean;
  readonly holds?: Place['holds'];
}

function areaOf(absolute: string, situation: Situation): Located {
  const isWindows = situation.platform === 'windows';
  const fold = (text: string) => comparable(text, situation);
  const at = fold(absolute);
  const holds = holdsOf(at, situation, fold);
  const isRoot = isWindows ? /^[a-z]:\/?$|^\/\/[^/]+\/[^/]+\/?$/i.test(at) : at === '/';
  if (situation.ownState.some((own) => isWithin(at, fold(own)))) return { area: 'ownState', isTop: false, holds };
  if (isWindows ? isWindowsDevice(at) : isWithin(at, '/dev')) return { area: 'device', isTop: at === '/dev', holds };
  if (isRoot) return { area: 'root', isTop: true, holds };
  const root = situation.roots.map(fold).find((folder) => isWithin(at, folder));
  if (root !== undefined) return { area: 'workspace', isTop: root === at, holds };
  const temp = situation.temp.map(fold).find((folder) => isWithin(at, folder));
  if (temp !== undefined) return { area: 'temp', isTop: temp === at, holds };
  const home = fold(situation.home);
  if (isWithin(at, home)) return { area: 'home', isTop: home === at, holds };
  const system = (isWindows ? WINDOWS_SYSTEM : POSIX_SYSTEM).find((folder) => isWithin(at, folder));
  if (system !== undefined) return { area: 'system', isTop: system === at, holds };
  return { area: 'outside', isTop: isWithin(home, at), holds };
}

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
function holdsOf(at: string, situation: Situation, fold: (text: string) => string): Place['holds'] {
  if (situation.roots.some((root) => isWithin(fold(root), at))) return 'workspace';
  if (isWithin(fold(situation.home), at)) return 'home';
  if (situation.ownState.some((own) => isWithin(fold(own), at))) return 'ownState';
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

function withoutNamespace(file: string, isWindows: boolean): string {
  if (!isWindows) return file;
  return file.replace(/^[\\/]{2}[?.][\\/](?:UNC[\\/])?(?=[a-z]:)/i, '');
}

function isWindowsDevice(at: string): boolean {
  return /^\/\/[.?]\//.test(at) || /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.[^/]*)?$/.test(at);
}

/** Devices that take or give nothing of worth: writing there loses nothing, reading there tells nothing. */
export function isHarmlessDevice(real: string): boolean {
  return (
    /^\/dev\/(?:null|zero|full|tty|stdin|stdout|stderr|u?random|fd\/\d+)$/.test(real) || /^(?:.*[\\/])?nul$/i.test(real)
  );
}
