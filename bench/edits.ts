import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EditAction } from '../src/action/action';
import { sha256 } from '../src/action/digest';
import { analyse } from '../src/effect/analyse';
import { defaultPolicy } from '../src/policy/defaults';
import { evaluate } from '../src/policy/evaluate';
import { NodeDisk } from '../src/run/nodeDisk';
import { micros, type Section, summarise, times } from './measure';
import { makeWorkspace } from './situation';

/** Ordinary code, without a word that says it reaches beyond itself. */
const LINE = 'export const total = (items) => items.reduce((sum, item) => sum + item.price * item.count, 0);\n';
const SIZES = { '1 KB': 1024, '100 KB': 100 * 1024, '5 MB': 5 * 1024 * 1024 };

interface Case {
  readonly name: string;
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
}

/** What an edit costs to judge, beside hashing its text once, which whoever keeps a record of it must do. */
export async function measureEdits(): Promise<Section[]> {
  const workspace = makeWorkspace();
  try {
    const disk = new NodeDisk();
    const rows = cases().map(({ name, path, before, after }) => {
      const file = join(workspace.root, path);
      mkdirSync(dirname(file), { recursive: true });
      if (before !== null) writeFileSync(file, before);
      const action: EditAction = {
        kind: 'edit',
        path: file,
        before,
        after,
        beforeSha256: before === null ? null : sha256(before),
      };
      const decide = () => evaluate(analyse(action, workspace.situation, disk), workspace.situation, defaultPolicy);
      const bytes = Buffer.from(after);
      const own: number[] = [];
      const hashing: number[] = [];
      // As many as take about a second in all.
      const rounds = Math.max(20, Math.min(2000, Math.round(40_000_000 / after.length)));
      for (let round = 0; round < rounds * 2; round++) {
        const taken = [timed(decide), timed(() => createHash('sha256').update(bytes).digest())] as const;
        if (round < rounds) continue;
        own.push(taken[0]);
        hashing.push(taken[1]);
      }
      const [decision, hash] = [summarise(own), summarise(hashing)];
      const against = times(decision.median / hash.median);
      return [
        name,
        decide().decision,
        micros(decision.median),
        micros(decision.p90),
        micros(decision.p99),
        micros(hash.median),
        against,
      ];
    });
    return [
      {
        title: 'A static decision of an edit',
        how: 'From the edit to its verdict, warm, beside one SHA-256 of the text after it, in turns.',
        head: ['', 'decision', 'median', 'p90', 'p99', 'SHA-256, median', 'against SHA-256'],
        rows,
      },
    ];
  } finally {
    workspace.remove();
  }
}

function cases(): readonly Case[] {
  // Text of an agent is in no memory that it shares with the file's.
  const apart = (text: string) => Buffer.from(text).toString();
  const sizes = Object.entries(SIZES).flatMap(([size, length]): readonly Case[] => {
    const before = LINE.repeat(Math.ceil(length / LINE.length));
    const middle = Math.floor(before.length / 2 / LINE.length) * LINE.length;
    const changed = (line: string) => apart(before.slice(0, middle) + line + before.slice(middle));
    return [
      { name: `a line of code in ${size}`, path: 'src/code.js', before, after: changed(LINE.replace('total', 'sum')) },
      {
        name: `a line that runs a program in ${size}`,
        path: 'src/running.js',
        before,
        after: changed("require('node:child_process').execFileSync('git', ['status']);\n"),
      },
      { name: `a line of prose in ${size}`, path: 'docs/text.md', before, after: changed('A line of prose.\n') },
      { name: `a new file of ${size}`, path: 'src/new.js', before: null, after: apart(before) },
    ];
  });
  const manifest = (scripts: Record<string, string>) => `${JSON.stringify({ name: 'shop', scripts }, undefined, 2)}\n`;
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`build:${at}`, `tsc -p packages/p${at}`]));
  return [
    ...sizes,
    {
      name: 'a script in `package.json`',
      path: 'package.json',
      before: manifest(many),
      after: manifest({ ...many, lint: 'eslint . --fix' }),
    },
  ];
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) * 1000;
}
