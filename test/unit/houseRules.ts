import { posix } from 'node:path';

/** Source files by their path below `src`, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** From the ground up: a room may import from those above it in this list, never from its own row or from below. */
const ROWS = [
  ['action'],
  ['model', 'effect'],
  ['policy'],
  ['judge', 'probe', 'hold', 'ledger'],
  ['gate'],
  ['agent', 'run'],
  ['vscode', 'cli'],
];

/** The roots, where parts are built and connected. */
const ROOTS = ['extension.ts', 'engine.ts'];
const VAGUE = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'service', 'handler', 'common']);
const MAX_LINES = 550;

/** Packages too heavy to load before the editor has started up. */
const HEAVY = ['@anthropic-ai/sdk', 'zod', 'unbash', 'diff'];

export interface Import {
  readonly from: string;
  readonly kind: 'value' | 'type' | 'dynamic';
}

/**
 * Every import of a file. Statements are looked for at the start of a line, where the formatter puts them. Text that
 * only looks like an import is found too: that is a loud mistake, the other one would be silent.
 */
export function importsOf(source: string): readonly Import[] {
  const found: Import[] = [];
  for (const [, type, from] of source.matchAll(/^(?:import|export)\s+(type\s+)?[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm)) {
    if (from !== undefined) found.push({ from, kind: type === undefined ? 'value' : 'type' });
  }
  for (const [, from] of source.matchAll(/^import\s*['"]([^'"]+)['"]/gm)) {
    if (from !== undefined) found.push({ from, kind: 'value' });
  }
  for (const [, from] of source.matchAll(/\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g)) {
    if (from !== undefined) found.push({ from, kind: 'dynamic' });
  }
  return found;
}

/** What the house doesn't allow, one sentence each. */
export function violationsIn(sources: Sources): readonly string[] {
  return [
    ...[...sources].flatMap(([file, source]) => [
      ...placeViolations(file),
      ...nameViolations(file),
      ...sizeViolations(file, source),
      ...barrelViolations(file, source),
      ...directionViolations(file, source),
    ]),
    ...cycleViolations(sources),
    ...weightViolations(sources),
  ];
}

function placeViolations(file: string): readonly string[] {
  return ROOTS.includes(file) || rowOf(file) !== undefined ? [] : [`${file} stands in no room`];
}

function nameViolations(file: string): readonly string[] {
  const words = file.replace(/\.\w+$/, '').split(/[^A-Za-z]+|(?=[A-Z])/);
  return words
    .filter((word) => VAGUE.has(word.toLowerCase()))
    .map((word) => `${file} is named "${word.toLowerCase()}"`);
}

function sizeViolations(file: string, source: string): readonly string[] {
  const lines = source.split('\n').length - 1;
  return lines > MAX_LINES ? [`${file} has ${lines} lines`] : [];
}

function barrelViolations(file: string, source: string): readonly string[] {
  const isBarrel =
    /(^|\/)index\.ts$/.test(file) || /^export\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s+)?(from\b)/m.test(source);
  return isBarrel ? [`${file} passes on what others export`] : [];
}

function directionViolations(file: string, source: string): readonly string[] {
  const isRoot = ROOTS.includes(file);
  const own = rowOf(file) ?? ROWS.length;
  const violations: string[] = [];
  if (/\bimport\s*\(\s*[^'"`\s)]/.test(source)) violations.push(`${file} imports a computed path`);
  for (const { from } of importsOf(source)) {
    if (from === 'vscode' && !isRoot && roomOf(file) !== 'vscode') violations.push(`${file} imports vscode`);
    if (!from.startsWith('.')) continue;
    const target = resolve(file, from);
    if (target.startsWith('..')) violations.push(`${file} imports ${from}, outside the source`);
    else if (ROOTS.includes(`${target}.ts`) && !isRoot) violations.push(`${file} imports the root ${target}`);
    else if (!isRoot && roomOf(target) !== roomOf(file) && (rowOf(target) ?? ROWS.length) >= own)
      violations.push(`${file} imports ${target}, against the direction`);
  }
  return violations;
}

/** Each cycle once, told from one of its files. Types count: two files that need each other are one. */
function cycleViolations(sources: Sources): readonly string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push(`${[...path.slice(start), file].join(' → ')} is a cycle`);
      return;
    }
    if (done.has(file)) return;
    for (const { from } of importsOf(sources.get(file) ?? '')) {
      if (from.startsWith('.')) visit(fileFor(resolve(file, from), sources), [...path, file]);
    }
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  return cycles;
}

/** What `extension.ts` loads at once must be light: the rest waits for an `import()`. */
function weightViolations(sources: Sources): readonly string[] {
  const violations: string[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, kind } of importsOf(sources.get(file) ?? '')) {
      if (kind !== 'value') continue;
      if (from.startsWith('.')) visit(fileFor(resolve(file, from), sources));
      else if (HEAVY.some((name) => from === name || from.startsWith(`${name}/`)))
        violations.push(`${file} loads ${from} on activation`);
    }
  };
  visit('extension.ts');
  return violations;
}

function resolve(file: string, from: string): string {
  return posix.join(posix.dirname(file), from);
}

function fileFor(path: string, sources: Sources): string {
  return [`${path}.ts`, `${path}/index.ts`].find((file) => sources.has(file)) ?? path;
}

function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

function rowOf(path: string): number | undefined {
  const row = ROWS.findIndex((rooms) => rooms.includes(roomOf(path)));
  return row < 0 ? undefined : row;
}
