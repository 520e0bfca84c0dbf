import type { Looking } from '../looking';
import { isBelow, pathsOf } from './folders';
import { readOnce } from './textCache';

/** What a `package.json` says that running its scripts depends on. */
export interface PackageFile {
  /** Real path of the file, and of the folder that it stands in. */
  readonly file: string;
  readonly folder: string;
  readonly said: PackageText;
}

export interface PackageText {
  readonly name: string | undefined;
  readonly scripts: ReadonlyMap<string, string>;
  /** Patterns of the folders of its workspaces; undefined where it has none. */
  readonly workspaces: readonly string[] | undefined;
  /** What stands for a script whose text is `wireit`. */
  readonly wireit: ReadonlyMap<string, WireitScript>;
  /** It can't be read as what its name says. */
  readonly isBroken: boolean;
}

export interface WireitScript {
  readonly command: string | undefined;
  readonly dependencies: readonly string[];
}

/** UTF-8 of the longest file that is read. */
const MOST_BYTES = 1024 * 1024;
const BROKEN: PackageText = {
  name: undefined,
  scripts: new Map(),
  workspaces: undefined,
  wireit: new Map(),
  isBroken: true,
};

export function packageIn(folder: string, { disk, situation }: Looking): PackageFile | undefined {
  const file = pathsOf(situation).join(folder, 'package.json');
  if (disk.kind(file) !== 'file') return undefined;
  const text = disk.text(file, MOST_BYTES);
  return { file, folder, said: text === undefined ? BROKEN : readPackage(text) };
}

/** The package that a folder of the workspace belongs to: its own, or the nearest above. */
export function nearestPackage(folder: string, looking: Looking): PackageFile | undefined {
  const root = looking.situation.roots.find((each) => isBelow(folder, each));
  if (root === undefined) return undefined;
  const { dirname } = pathsOf(looking.situation);
  for (let at = folder; ; at = dirname(at)) {
    const found = packageIn(at, looking);
    if (found !== undefined) return found;
    if (at === root || at === dirname(at)) return undefined;
  }
}

const readPackage = readOnce((text: string): PackageText => {
  let json: unknown;
  try {
    json = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return BROKEN;
  }
  const fields = mapOf(json);
  const name = fields.get('name');
  const workspaces = fields.get('workspaces');
  const listed = Array.isArray(workspaces) ? workspaces : mapOf(workspaces).get('packages');
  return {
    name: typeof name === 'string' ? name : undefined,
    scripts: new Map(
      [...mapOf(fields.get('scripts'))].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    ),
    workspaces: Array.isArray(listed) ? textsIn(listed) : undefined,
    wireit: new Map([...mapOf(fields.get('wireit'))].map(([key, value]) => [key, wireitOf(mapOf(value))])),
    isBroken: false,
  };
});

function wireitOf(fields: ReadonlyMap<string, unknown>): WireitScript {
  const command = fields.get('command');
  const dependencies = fields.get('dependencies');
  return {
    command: typeof command === 'string' ? command : undefined,
    dependencies: Array.isArray(dependencies)
      ? textsIn(dependencies.map((each) => (typeof each === 'string' ? each : mapOf(each).get('script'))))
      : [],
  };
}

export function mapOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

export function textsIn(values: readonly unknown[]): readonly string[] {
  return values.filter((each): each is string => typeof each === 'string');
}
