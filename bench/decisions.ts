import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from '@vscode/tree-sitter-wasm';
import { parse } from 'unbash';
import type { Action } from '../src/action/action';
import type { Situation } from '../src/action/situation';
import { analyse } from '../src/effect/analyse';
import { defaultPolicy } from '../src/policy/defaults';
import { evaluate } from '../src/policy/evaluate';
import { NodeDisk } from '../src/run/nodeDisk';
import { hostileInput, hostileNames } from '../test/support/hostileInputs';
import { micros, millis, type Section, summarise, times } from './measure';
import { makeWorkspace } from './situation';

const rounds = 30;
const warmUp = 30;
const WASM = join('node_modules', '@vscode', 'tree-sitter-wasm', 'wasm', 'tree-sitter-bash.wasm');

/** The whole static decision, beside what it takes others just to parse the same text. */
export async function measureDecisions(): Promise<Section[]> {
  const workspace = makeWorkspace();
  try {
    const disk = new NodeDisk();
    const decide = deciding(workspace.situation, disk);
    const parseTree = await treeSitter();
    const commands = readCorpus();
    return [
      measureCorpus(commands, decide, parseTree),
      measureOthers(workspace.situation, disk),
      measureHostile(decide, parseTree),
    ];
  } finally {
    workspace.remove();
  }
}

type Decide = (command: string) => string;

function deciding(situation: Situation, disk: NodeDisk): Decide {
  return (command) => {
    const action: Action = { kind: 'command', command, cwd: situation.roots[0] ?? '', timeoutMs: 0, background: false };
    return evaluate(analyse(action, situation, disk), situation, defaultPolicy).decision;
  };
}

async function treeSitter(): Promise<(text: string) => void> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(WASM));
  // What it holds lies outside the reach of garbage collection.
  return (text) => parser.parse(text)?.delete();
}

function readCorpus(): readonly string[] {
  const folder = join('test', 'corpus');
  const commands = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line): { command?: string } => JSON.parse(line))
    .flatMap(({ command }) => (command === undefined ? [] : [command]));
  return [...new Set(commands)];
}

function measureCorpus(commands: readonly string[], decide: Decide, parseTree: (text: string) => void): Section {
  const cold = commands.map((command) => timed(() => decide(command)));
  const subjects = [
    { name: 'parse by tree-sitter', run: parseTree },
    { name: 'parse by unbash', run: (command: string) => parse(command) },
    { name: 'whole decision', run: decide },
  ].map((subject) => ({ ...subject, samples: commands.map((): number[] => []) }));
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [index, command] of commands.entries()) {
      for (const { run, samples } of subjects) {
        const taken = timed(() => run(command));
        if (round >= warmUp) samples[index]?.push(taken);
      }
    }
  }
  // A command counts by its own median, so that one long command doesn't stand for all.
  const medians = subjects.map(({ samples }) => samples.map((each) => summarise(each).median));
  const [tree = [], bash = [], whole = []] = medians;
  const rows = subjects.map(({ name, samples }, index) => {
    const own = medians[index] ?? [];
    const each = summarise(own);
    const all = summarise(samples.flat());
    const against = (others: readonly number[]) => times(each.median / summarise(others).median);
    return [
      name,
      micros(each.median),
      micros(each.p90),
      micros(all.p99),
      micros(Math.max(...own)),
      against(tree),
      against(bash),
    ];
  });
  const ratio = summarise(whole.map((value, index) => value / (tree[index] ?? Number.NaN)));
  const first = summarise(cold);
  rows.push(['whole decision, the first time', micros(first.median), micros(first.p90), micros(first.p99), '', '', '']);
  const allowed = commands.filter((command) => decide(command) === 'allow').length;
  return {
    title: 'A static decision, from a command to its verdict',
    how:
      `The ${commands.length} commands of the corpus, ${rounds} rounds, each command in turns with the parsers alone, on disk, in a ` +
      `copy of the sample project. A command counts by its median over the rounds; p99 is of all single decisions. ` +
      `${allowed} are allowed there. Command by command the decision takes ${times(ratio.median)} of tree-sitter's time in the ` +
      `median, ${times(ratio.p90)} at p90.`,
    head: ['', 'median', 'p90', 'p99 of all', 'slowest', 'against tree-sitter', 'against unbash'],
    rows,
  };
}

function measureOthers(situation: Situation, disk: NodeDisk): Section {
  const at = (name: string) => join(situation.roots[0] ?? '', name);
  const edit = { kind: 'edit', before: 'a\n', after: 'b\n', beforeSha256: null } as const;
  const actions: Readonly<Record<string, Action>> = {
    'read `src/checkout.js`': { kind: 'readFile', path: at('src/checkout.js') },
    'edit `src/checkout.js`': { ...edit, path: at('src/checkout.js') },
    'delete `src/checkout.js`': { kind: 'delete', path: at('src/checkout.js'), beforeSha256: null },
    'fetch `https://example.com/`': { kind: 'fetch', url: 'https://example.com/' },
  };
  const rows = Object.entries(actions).map(([name, action]) => {
    const samples: number[] = [];
    for (let round = 0; round < 5000; round++) {
      const taken = timed(() => evaluate(analyse(action, situation, disk), situation, defaultPolicy));
      if (round >= 2000) samples.push(taken);
    }
    const { median, p90, p99 } = summarise(samples);
    return [name, micros(median), micros(p90), micros(p99)];
  });
  return {
    title: 'A static decision of other actions',
    how: '3000 rounds each, warm.',
    head: ['', 'median', 'p90', 'p99'],
    rows,
  };
}

const sizes = { '1 MB': 1_000_000, '60 kB': 60_000, '4 kB': 4_000 };

/** 1 MB is above the length that is looked at; 60 kB is just below, where the budget has to end the work. */
function measureHostile(decide: Decide, parseTree: (text: string) => void): Section {
  const rows = hostileNames
    .map((name) => {
      const taken = Object.values(sizes).map((size) => {
        const text = hostileInput(name, size);
        const ms = Math.min(...[1, 2, 3].map(() => timed(() => decide(text)) / 1000));
        return { ms, decision: decide(text) };
      });
      const worst = Math.max(...taken.map(({ ms }) => ms));
      const decisions = [...new Set(taken.map(({ decision }) => decision))].join(', ');
      const tree = timed(() => parseTree(hostileInput(name, sizes['4 kB']))) / 1000;
      return { worst, cells: [name, ...taken.map(({ ms }) => millis(ms)), decisions, millis(tree)] };
    })
    .sort((a, b) => b.worst - a.worst);
  return {
    title: 'Hostile input',
    how: `${rows.length} kinds of text made to cost much, the best of three runs each, slowest first; tree-sitter parses the one of 4 kB, as it takes minutes for some of the longer ones.`,
    head: ['', ...Object.keys(sizes), 'decisions', 'tree-sitter, 4 kB'],
    rows: rows.map(({ cells }) => cells),
  };
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) * 1000;
}
