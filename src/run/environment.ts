import path from 'node:path';
import type { Disk, Situation } from '../action/situation';
import { COMMAND_SETTINGS } from './gitEnvironment';

export interface EnvironmentParts {
  readonly platform: Situation['platform'];
  /** Workspace folders, absolute and real. */
  readonly roots: readonly string[];
  /** Resolves links, so that a folder that leads into the workspace counts as in it. */
  readonly disk: Pick<Disk, 'realPath'>;
}

/**
 * The environment that commands run with: nothing but what is named here gets through, so that what could load code
 * into programs (`BASH_ENV`, `LD_PRELOAD`, `NODE_OPTIONS`, `GIT_…`, exported functions), our keys, and what the editor
 * leaks are left out without being listed.
 */
export function commandEnvironment(base: NodeJS.ProcessEnv, parts: EnvironmentParts): Readonly<Record<string, string>> {
  const isWindows = parts.platform === 'windows';
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    const known = nameToPass(name, isWindows);
    // Two spellings of one name can both be set by whoever starts us: the first counts, as it does on Windows.
    if (value === undefined || known === undefined || known in environment) continue;
    if (PLACES.has(known) && !isTrusted(value, parts)) continue;
    environment[known] = value;
  }
  return { ...environment, PATH: searchPath(base, parts), ...OURS, ...(isWindows ? OURS_ON_WINDOWS : {}) };
}

/** Passed on as they are. */
const VALUES = [
  ...['HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TEMP', 'TMP'],
  ...['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_DIRS'],
  ...['XDG_DATA_DIRS', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
  ...['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'],
];

/** Passed on when they lead to an absolute path outside the workspace: whoever owns that folder owns what it runs. */
const PLACES = new Set([
  ...['JAVA_HOME', 'GOPATH', 'GOROOT', 'CARGO_HOME', 'RUSTUP_HOME', 'NVM_DIR', 'VOLTA_HOME', 'PYENV_ROOT'],
  ...['DOTNET_ROOT', 'ANDROID_HOME', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE'],
]);

/** Without these, programs on Windows don't start or don't find their folders. */
const WINDOWS_VALUES = [
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'OS', 'USERNAME', 'USERDOMAIN', 'COMPUTERNAME'],
  ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'ALLUSERSPROFILE', 'ProgramData', 'PUBLIC'],
  ...['ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432', 'CommonProgramFiles', 'CommonProgramFiles(x86)'],
  ...['CommonProgramW6432', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE', 'PROCESSOR_IDENTIFIER'],
];

/**
 * Nobody sits at the command: what would ask or page must print or fail instead. An editor fails rather than
 * succeeding, since accepting a text that nobody saw would be a decision. A dumb terminal, because output goes
 * through a pipe to the agent, for which colours and cursor movements are noise.
 */
const OURS = {
  TERM: 'dumb',
  PAGER: 'cat',
  MANPAGER: 'cat',
  GIT_PAGER: 'cat',
  EDITOR: 'false',
  VISUAL: 'false',
  GIT_EDITOR: 'false',
  GIT_SEQUENCE_EDITOR: 'false',
  GIT_TERMINAL_PROMPT: '0',
  ...COMMAND_SETTINGS,
  GIT_ASKPASS: 'false',
  SSH_ASKPASS: 'false',
  SSH_ASKPASS_REQUIRE: 'force',
  DEBIAN_FRONTEND: 'noninteractive',
  PIP_NO_INPUT: '1',
};

/** Else programs started by name are taken from the current folder first, which may be the workspace. */
const OURS_ON_WINDOWS = { NoDefaultCurrentDirectoryInExePath: '1' };

const POSIX_NAMES = new Map([...VALUES, ...PLACES].map((name) => [name, name]));
const WINDOWS_NAMES = new Map([...VALUES, ...PLACES, ...WINDOWS_VALUES].map((name) => [name.toUpperCase(), name]));

/** The name under which a variable is passed on, or undefined when it isn't. Windows doesn't tell case in names apart. */
function nameToPass(name: string, isWindows: boolean): string | undefined {
  if (/^LC_[A-Z]+$/.test(name)) return name;
  return isWindows ? WINDOWS_NAMES.get(name.toUpperCase()) : POSIX_NAMES.get(name);
}

const SYSTEM_FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The search path without folders from which a repository could provide `ls`: relative ones and those in the workspace. */
function searchPath(base: NodeJS.ProcessEnv, parts: EnvironmentParts): string {
  const isWindows = parts.platform === 'windows';
  const name = Object.keys(base).find((key) => (isWindows ? key.toUpperCase() : key) === 'PATH');
  const given = (name === undefined ? undefined : base[name]) ?? '';
  const folders = given.split(isWindows ? ';' : ':').map((folder) => (isWindows ? folder.replaceAll('"', '') : folder));
  const isSystem = (folder: string) => !isWindows && SYSTEM_FOLDERS.includes(folder);
  const trusted = folders.filter((folder) => isSystem(folder) || isTrusted(folder, parts));
  const unique = [...new Set(trusted)];
  return (unique.length > 0 || isWindows ? unique : SYSTEM_FOLDERS).join(isWindows ? ';' : ':');
}

function isTrusted(place: string, { platform, roots, disk }: EnvironmentParts): boolean {
  const isWindows = platform === 'windows';
  // A Windows path that starts with one separator lies on whichever drive is current.
  const isAbsolute = isWindows ? /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/])/i.test(place) : place.startsWith('/');
  if (!isAbsolute) return false;
  const api = isWindows ? path.win32 : path.posix;
  return [api.normalize(place), disk.realPath(place)].every((each) => {
    const folder = comparable(each);
    if (/\/node_modules\/\.bin\/?$/.test(folder)) return false;
    return !roots.some((root) => isWithin(folder, comparable(root)));
  });
}

/** Case is ignored everywhere: to take two folders for one leaves out a folder, to take one for two lets one in. */
function comparable(place: string): string {
  return place.normalize('NFC').toLowerCase().replaceAll('\\', '/').replace(/\/+$/, '');
}

function isWithin(folder: string, root: string): boolean {
  return folder === root || folder.startsWith(`${root}/`);
}
