import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DECISIONS } from '../../../src/policy/verdict';
import { judgeCommand } from '../../corpus/judging';
import { type Payload, payloads } from '../../support/dangers';
import { allDisguises } from '../../support/disguises/all';
import type { Disguise } from '../../support/disguises/disguise';
import { unproven } from '../../support/disguises/wrappers';

const rank = (command: string) => DECISIONS.indexOf(judgeCommand(command).decision);
const ASK = DECISIONS.indexOf('ask');

/** Every so many payloads; another part of them for each disguise. */
const PAYLOADS_EACH = 60;
const stride = Math.ceil(payloads.length / PAYLOADS_EACH);

function lowered({ wrap, isOpaque }: Disguise, some: readonly Payload[]): readonly string[] {
  return some
    .filter((payload) => rank(wrap(payload.command)) < (isOpaque === true ? ASK : payload.rank))
    .map((payload) => wrap(payload.command));
}

describe('a disguise', () => {
  it('comes in many forms, few of which hide what they run', () => {
    assert.ok(allDisguises.length >= 200, `${allDisguises.length}`);
    assert.equal(new Set(allDisguises.map(({ name }) => name)).size, allDisguises.length);
    assert.ok(allDisguises.filter(({ isOpaque }) => isOpaque).length <= 4);
  });

  for (const [at, disguise] of allDisguises.entries()) {
    it(`never lowers a verdict: ${disguise.name}`, () => {
      const some = payloads.filter((_, index) => index % stride === at % stride);
      assert.equal(lowered(disguise, some).join('\n---\n'), '');
    });
  }

  for (const disguise of unproven) {
    it(`is held: ${disguise.name}`, () => {
      const some = payloads.filter((_, index) => index % stride === 0);
      assert.equal(lowered({ ...disguise, isOpaque: true }, some).join('\n---\n'), '');
    });
  }

  it('never lowers a verdict when worn over two others', () => {
    const one = fc.constantFrom(...allDisguises);
    fc.assert(
      fc.property(fc.constantFrom(...payloads), one, one, one, (payload, ...worn) => {
        const command = worn.reduce((inner, { wrap }) => wrap(inner), payload.command);
        const least = worn.some(({ isOpaque }) => isOpaque) ? ASK : payload.rank;
        assert.ok(rank(command) >= least, worn.map(({ name }) => name).join(' < '));
      }),
      { numRuns: 800, seed: 1 },
    );
  });
});
