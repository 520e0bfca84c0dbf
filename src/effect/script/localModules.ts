import type { CodeFinding } from '../code/codeFinding';
import type { Looking } from '../looking';
import { isBelow, pathsOf } from './folders';

const JAVASCRIPT = ['', '.ts', '.tsx', '.js', '.mjs', '.cjs', '.mts', '.cts', '.jsx'];
const INSIDE = ['index.ts', 'index.tsx', 'index.js', 'index.mjs', 'index.cjs'];
/** What is written with the name of what it will be compiled to. */
const SOURCES: readonly (readonly [ending: RegExp, source: string])[] = [
  [/\.js$/, '.ts'],
  [/\.js$/, '.tsx'],
  [/\.mjs$/, '.mts'],
  [/\.cjs$/, '.cts'],
  [/\.jsx$/, '.tsx'],
];

/** The file of the workspace that a piece of code loads, where there is one. Real path. */
export function localModule(finding: CodeFinding, from: string, looking: Looking): string | undefined {
  const { dirname, join, isAbsolute } = pathsOf(looking.situation);
  const folder = dirname(from);
  if (finding.kind === 'file') {
    const { text } = finding.file;
    if (text === undefined || text === '') return undefined;
    return firstFile(scriptNames(isAbsolute(text) ? text : join(folder, text), join), looking);
  }
  if (finding.kind !== 'module') return undefined;
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(finding.name) ?? [];
  const parts = rest.split('.').filter((part) => part !== '');
  if (parts.some((part) => !/^[\w-]+$/.test(part))) return undefined;
  const base = dots.length > 1 ? join(folder, ...Array<string>(dots.length - 1).fill('..')) : folder;
  const names: string[] = [];
  // `import a.b` loads a, then a.b; `from a.b import c` may mean a name in a.b: the longest that is there counts.
  for (let length = parts.length; length > 0; length--) {
    const at = join(base, ...parts.slice(0, length));
    names.push(`${at}.py`, join(at, '__init__.py'));
  }
  if (parts.length === 0 && dots !== '') names.push(join(base, '__init__.py'));
  return firstFile(names, looking);
}

function scriptNames(at: string, join: (...parts: string[]) => string): readonly string[] {
  return [
    ...JAVASCRIPT.map((ending) => at + ending),
    ...SOURCES.flatMap(([ending, source]) => (ending.test(at) ? [at.replace(ending, source)] : [])),
    ...INSIDE.map((name) => join(at, name)),
  ];
}

function firstFile(names: readonly string[], { disk, situation }: Looking): string | undefined {
  for (const name of names) {
    if (disk.kind(name) !== 'file') continue;
    const real = disk.realPath(name);
    return situation.roots.some((root) => isBelow(real, root)) ? real : undefined;
  }
  return undefined;
}
