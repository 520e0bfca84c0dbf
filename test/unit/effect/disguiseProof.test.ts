import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { allDisguises } from '../../support/disguises/all';
import type { Disguise } from '../../support/disguises/disguise';
import { type Ran, RealShell, whereIs } from '../../support/realShell';

/** Harmless: it notes its arguments. Nothing else is ever run here. */
const PAYLOAD = "record one 'two words'";
const CALLS = [['one', 'two words']];

/** Without these the greater part of the disguises couldn't be shown to be any. */
const REQUIRED = [
  ...[
    'awk',
    'base64',
    'bash',
    'cat',
    'chmod',
    'cp',
    'cut',
    'env',
    'find',
    'git',
    'head',
    'mv',
    'nice',
    'node',
    'nohup',
  ],
  ...['perl', 'python3', 'sed', 'sh', 'stdbuf', 'tac', 'tail', 'tee', 'timeout', 'tr', 'xargs'],
];

const found = new Map(
  [...new Set([...REQUIRED, ...allDisguises.flatMap(({ tools = [] }) => tools)])].map((tool) => [tool, whereIs(tool)]),
);
const canRun = ({ tools = [] }: Disguise) => tools.every((tool) => found.get(tool) !== undefined);

function prepare(folder: string): void {
  for (const name of ['README.md', 'notes.txt']) writeFileSync(join(folder, name), `${name}\n`);
  mkdirSync(join(folder, 'src'));
}

function runAll(tools: readonly string[], commands: readonly string[]): readonly Ran[] {
  const shell = new RealShell(tools);
  try {
    return shell.run(commands, prepare);
  } finally {
    shell.dispose();
  }
}

describe('a disguise, to the real bash', function () {
  this.timeout(120_000);

  it('can be tried with the programs of this machine', () => {
    assert.deepEqual(
      REQUIRED.filter((tool) => found.get(tool) === undefined),
      [],
    );
  });

  const provable = allDisguises.filter(canRun);
  const groups = new Map<string, Disguise[]>();
  for (const each of provable) {
    const tools = (each.tools ?? []).join(' ');
    groups.set(tools, [...(groups.get(tools) ?? []), each]);
  }
  for (const [tools, group] of groups) {
    it(`does what it hides, with ${tools === '' ? 'no program at all' : `nothing but ${tools}`}`, () => {
      const ran = runAll(
        tools.split(' ').filter((tool) => tool !== ''),
        group.map(({ wrap }) => wrap(PAYLOAD)),
      );
      const wrong = group.filter((_, index) => JSON.stringify(ran[index]?.calls) !== JSON.stringify(CALLS));
      assert.deepEqual(
        wrong.map(({ name }) => name),
        [],
      );
    });
  }

  it('does what it hides when worn over two others', () => {
    // What another shell than bash runs is only the payload itself: it may not know the syntax of a disguise.
    const outer = fc.constantFrom(...provable.filter(({ tools = [] }) => !tools.includes('sh')));
    const all = fc.sample(fc.tuple(fc.constantFrom(...provable), outer, outer), { numRuns: 150, seed: 18 });
    const commands = all.map((worn) => worn.reduce((payload, { wrap }) => wrap(payload), PAYLOAD));
    const tools = [...new Set(provable.flatMap((each) => each.tools ?? []))];
    const ran = runAll(tools, commands);
    const wrong = all.filter((_, index) => JSON.stringify(ran[index]?.calls) !== JSON.stringify(CALLS));
    assert.deepEqual(
      wrong.map((worn) => worn.map(({ name }) => name).join(' < ')),
      [],
    );
  });
});
