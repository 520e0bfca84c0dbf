import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DECISIONS } from '../../../src/policy/verdict';
import { judgeCommand } from '../../corpus/judging';
import { payloads } from '../../support/dangers';

const rank = (command: string) => DECISIONS.indexOf(judgeCommand(command).decision);

/** Nothing in it changes what a command after it does. */
const HARMLESS = [
  'ls',
  'true',
  'echo hi',
  'git status',
  'npm test',
  'cat README.md',
  ': # nothing',
  'x_=1',
  'cd .',
  'test -f a',
];

describe('a verdict', function () {
  this.timeout(60_000);
  // After a heredoc or a comment only a new line goes on.
  const plain = payloads.filter(({ command }) => !/<<|#|\\$|&\s*$|;\s*$/.test(command));

  it('is never lowered because a command follows', () => {
    const follower = fc.oneof(
      fc.constantFrom(...HARMLESS),
      fc.constantFrom(...payloads).map(({ command }) => command),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...plain),
        follower,
        fc.constantFrom('; ', ' && ', ' || ', '\n', ' | ', ' & ', ' |& '),
        ({ command, rank: own }, next, between) => {
          assert.ok(rank(`${command}${between}${next}`) >= own, `${command}${between}${next}`);
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('is never lowered because a line follows', () => {
    const lowered = payloads.filter(({ command, rank: own }) => rank(`${command}\necho done`) < own);
    assert.deepEqual(
      lowered.map(({ command }) => command),
      [],
    );
  });

  it('is never lowered because something harmless goes before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...payloads),
        fc.constantFrom(...HARMLESS),
        fc.boolean(),
        ({ command, rank: own }, first, isNeeded) => {
          const both = isNeeded && !first.includes('#') ? `${first} && { ${command}\n}` : `${first}\n${command}`;
          assert.ok(rank(both) >= own, both);
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });
});
