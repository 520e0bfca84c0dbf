import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { NodeDisk } from '../../../src/run/nodeDisk';
import { situation } from '../../corpus/judging';
import { type Ran, RealShell } from '../../support/realShell';
import { isAmong, isExact, type ResolvedCall, resolveCalls, textOf } from '../../support/resolvedCalls';
import { recordingCommand } from '../../support/shellWords';
import { WORDS } from '../../support/wordTable';

const FILES = ['a.ts', 'b.txt', 'file.txt', '-x', '.hid', 'a b.txt', 'sub/c.ts', 'sub/b.txt'];

describe('what a program is given, by the analysis and by the real bash', function () {
  this.timeout(120_000);
  let shell: RealShell;

  before(() => {
    shell = new RealShell(['basename', 'dirname', 'cat']);
    mkdirSync(join(shell.work, 'sub'));
    for (const name of FILES) writeFileSync(join(shell.work, name), '');
  });
  after(() => shell.dispose());

  /** Those of which the analysis says something that isn't so, and how many it claims to know to the letter. */
  function compare(commands: readonly string[]): {
    readonly wrong: readonly string[];
    readonly exact: readonly string[];
  } {
    const at = {
      ...situation,
      roots: [shell.work],
      home: shell.home,
      temp: [shell.temp],
      environment: shell.environment,
    };
    const disk = new NodeDisk();
    const real = shell.run(commands);
    const wrong: string[] = [];
    const exact: string[] = [];
    for (const [index, command] of commands.entries()) {
      const ran = real[index];
      const { calls, effects } = resolveCalls(command, shell.work, at, disk);
      // Where bash gave up on the way, or the analysis says that it can't see through, nothing is claimed.
      if (ran === undefined || ran.status !== 0 || effects.some(({ kind }) => kind === 'unknown')) continue;
      const isKnown = calls.every(isExact);
      if (isKnown) exact.push(command);
      if (isKnown ? !isSame(ran, calls) : !command.includes('for v in') && !isPossible(ran, calls))
        wrong.push(`${command}\nbash: ${JSON.stringify(ran.calls)}\nours: ${JSON.stringify(calls.map(shown))}`);
    }
    return { wrong, exact };
  }

  it('is the same for each way to write a word', () => {
    const commands = WORDS.map((words) => `${START}\n${words}`);
    const { wrong, exact } = compare(commands);
    assert.equal(wrong.join('\n---\n'), '');
    assert.deepEqual(
      commands.filter((command) => !exact.includes(command)),
      [],
    );
  });

  it('is the same however words are put together', () => {
    const { wrong, exact } = compare(fc.sample(recordingCommand, { numRuns: 1200, seed: 1 }));
    assert.equal(wrong.join('\n---\n'), '');
    assert.ok(exact.length > 400, `only ${exact.length} are known to the letter`);
  });
});

/** Known to the analysis, and to bash. */
const START = "x='a b' y=src/lib/a.ts e= n=3; a=(one 'two three' x.txt); set -- one 'two  three'";

function isSame(ran: Ran, calls: readonly ResolvedCall[]): boolean {
  return JSON.stringify(ran.calls) === JSON.stringify(calls.map(({ args }) => args.map(textOf)));
}

function isPossible(ran: Ran, calls: readonly ResolvedCall[]): boolean {
  return ran.calls.length === calls.length && calls.every(({ args }, index) => isAmong(ran.calls[index] ?? [], args));
}

function shown({ args }: ResolvedCall): readonly (string | null)[] {
  return args.map((arg) => textOf(arg) ?? null);
}
