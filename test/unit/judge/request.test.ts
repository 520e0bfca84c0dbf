import assert from 'node:assert/strict';
import { judgeRequest, situationKey, type Told } from '../../../src/judge/request';
import { caseOfCommand } from '../../support/opinions';

const TOLD: Told = { rules: {}, environment: [], allowBelow: 21, blockAt: 90 };

describe('judgeRequest', () => {
  it('sends the same bytes in both stages up to the last place that is cached', () => {
    const about = caseOfCommand('frobnicate');
    const [first, second] = (['first', 'second'] as const).map((stage) => judgeRequest(about, stage, TOLD).request);
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(first.system, second.system);
    assert.deepEqual(first.outputSchema, second.outputSchema);
    const [blocks, others] = [first, second].map(({ messages }) => messages[0]?.content);
    assert.ok(Array.isArray(blocks) && Array.isArray(others));
    assert.deepEqual(blocks.slice(0, -1), others.slice(0, -1));
    assert.notDeepEqual(blocks.at(-1), others.at(-1));
    assert.ok(blocks.at(-1) !== undefined && !('cache_control' in (blocks.at(-1) ?? {})));
  });
});

describe('situationKey', () => {
  it('changes with what the person says', () => {
    const about = caseOfCommand('frobnicate');
    const later = { ...about, person: [...about.person, { kind: 'said', at: 1, text: "don't" } as const] };
    assert.notEqual(situationKey(about, TOLD), situationKey(later, TOLD));
  });
});
