import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Action } from '../src/action/action';
import type { Situation } from '../src/action/situation';
import { analyse } from '../src/effect/analyse';
import { defaultPolicy } from '../src/policy/defaults';
import { evaluate } from '../src/policy/evaluate';
import { NodeDisk } from '../src/run/nodeDisk';
import { micros, type Section, summarise, times } from './measure';
import { makeWorkspace, type Workspace } from './situation';

const PACKAGES = 50;
const CHANGED = 30;
const COLD_ROUNDS = 12;
const ROUNDS = 400;
/** Only what has been still for so long is kept from one decision to the next. */
const SETTLED_MS = 3200;

const COMMANDS: readonly (readonly [command: string, withHistory?: boolean])[] = [
  ['ls'],
  ['npm test'],
  ['npm test -ws'],
  ['npm run build -w p7'],
  ['npx turbo run build'],
  ['npm ci'],
  ['make all'],
  ['bash scripts/check.sh'],
  ['node scripts/generate.mjs'],
  ['python tools/report.py'],
  ['npm test', true],
  ['npx vitest run', true],
];

/** What it costs to judge a command by what stands in the files that it runs, in a repository of many packages. */
export async function measureLookThrough(): Promise<Section[]> {
  const fresh = Array.from({ length: COLD_ROUNDS }, (_, round) => largeWorkspace(round));
  try {
    await wait(SETTLED_MS);
    const [first] = fresh;
    if (first === undefined) return [];
    const disk = new NodeDisk();
    // The first of all is for the machine.
    for (const [command, withHistory] of COMMANDS) decide(command, situationOf(first, withHistory ?? false), disk);
    const rows = COMMANDS.map(([command, withHistory = false]) => {
      const judged = (workspace: Workspace, on: NodeDisk) => decide(command, situationOf(workspace, withHistory), on);
      const cold = fresh.slice(1).map((workspace) => timed(() => judged(workspace, new NodeDisk())));
      const warm: number[] = [];
      const looks: number[] = [];
      const { paths, decision } = judged(first, disk);
      for (let round = 0; round < ROUNDS * 2; round++) {
        const taken = [timed(() => judged(first, disk)), timed(() => lookAt(paths))] as const;
        if (round < ROUNDS) continue;
        warm.push(taken[0]);
        looks.push(taken[1]);
      }
      const [own, look, once] = [summarise(warm), summarise(looks), summarise(cold)];
      return [
        `\`${command}\`${withHistory ? `, ${CHANGED} files by the task` : ''}`,
        decision,
        String(paths.length),
        micros(own.median),
        micros(own.p90),
        micros(once.median),
        micros(look.median),
        times(own.median / look.median),
      ];
    });
    return [
      {
        title: 'A static decision that looks through scripts',
        how: `A repository of ${PACKAGES} packages. Warm: judged again. Cold: in a copy with other texts that was never looked at; each text is read and parsed there for the first time. Beside it, in turns, one \`lstat\` of each path that the verdict relied on, which whoever notices changes must do.`,
        head: [
          '',
          'decision',
          'paths',
          'warm, median',
          'warm, p90',
          'cold, median',
          'lstat of the paths',
          'against lstat',
        ],
        rows,
      },
    ];
  } finally {
    for (const workspace of fresh) workspace.remove();
  }
}

function decide(command: string, situation: Situation, disk: NodeDisk): { paths: readonly string[]; decision: string } {
  const [root = '/'] = situation.roots;
  const action: Action = { kind: 'command', command, cwd: root, timeoutMs: 60_000, background: false };
  const analysis = analyse(action, situation, disk);
  return { paths: analysis.paths, decision: evaluate(analysis, situation, defaultPolicy).decision };
}

function lookAt(paths: readonly string[]): void {
  for (const path of paths) lstatSync(path, { throwIfNoEntry: false });
}

function situationOf({ root, situation }: Workspace, withHistory: boolean): Situation {
  if (!withHistory) return situation;
  const changed = Array.from(
    { length: CHANGED },
    (_, at) => [join(root, `packages/p${at}/src/index.ts`), 'task'] as const,
  );
  return {
    ...situation,
    history: {
      startedAt: Date.now(),
      changed: Object.fromEntries(changed),
      hasRunCommands: true,
      lengths: {},
      uncommitted: [],
      unsaved: [],
    },
  };
}

/** `round` stands in every text, so that no two of them are alike. */
function largeWorkspace(round: number): Workspace {
  const workspace = makeWorkspace();
  const write = (path: string, text: string) => {
    const file = join(workspace.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const manifest = (fields: object) => `${JSON.stringify({ version: `1.0.${round}`, ...fields }, undefined, 2)}\n`;
  write(
    'package.json',
    manifest({
      name: 'root',
      workspaces: ['packages/*'],
      scripts: { test: 'npm test -ws --if-present', build: 'turbo run build', prepare: 'husky' },
    }),
  );
  write('turbo.json', manifest({ tasks: { build: { dependsOn: ['^build'] } } }));
  for (let at = 0; at < PACKAGES; at++) {
    const scripts = {
      test: `vitest run --dir src${at}`,
      build: 'tsc -b && cp -r assets dist',
      lint: 'eslint .',
    };
    write(`packages/p${at}/package.json`, manifest({ name: `p${at}`, scripts }));
    write(`packages/p${at}/src/index.ts`, code(round, at));
  }
  write(
    'Makefile',
    `# ${round}\n.PHONY: all\nall: build check\n\nbuild: gen\n\tnpm run build\n\ngen:\n\tnode scripts/generate.mjs\n\ncheck:\n\tbash scripts/check.sh\n`,
  );
  write(
    'scripts/check.sh',
    `#!/usr/bin/env bash\n# ${round}\nset -euo pipefail\n${'for f in src/*.js; do\n  echo "checking $f"\n  grep -n TODO "$f" || true\ndone\n'.repeat(20)}`,
  );
  const imports = Array.from(
    { length: 10 },
    (_, at) => `import * as m${at} from '../packages/p${at}/src/index.ts';\n`,
  ).join('');
  write(
    'scripts/generate.mjs',
    `${imports}import { writeFileSync } from 'node:fs';\n${code(round, 99)}writeFileSync('dist/all.json', '{}');\n`,
  );
  write(
    'tools/report.py',
    `# ${round}\nimport json\n\n\ndef report(path):\n    with open(path) as file:\n        return json.load(file)\n\n\nprint(report("package.json"))\n`,
  );
  return workspace;
}

function code(round: number, at: number): string {
  const lines = Array.from(
    { length: 60 },
    (_, line) =>
      `export const total${line} = (items: number[]): number => items.reduce((a, b) => a + b, ${round + at + line});\n`,
  );
  return lines.join('');
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) * 1000;
}
