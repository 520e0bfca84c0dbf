import assert from 'node:assert/strict';
import { Journal } from '../../../src/gate/journal';
import type { StageRun } from '../../../src/judge/judge';
import { entrySchema, type NewEntry } from '../../../src/ledger/entry';
import { dollarsOf } from '../../../src/model/prices';
import { away, opinion } from '../../support/opinions';

const usage = { inputTokens: 1000, cacheReadTokens: 2000, cacheWriteTokens: 400, outputTokens: 100 };
const run: StageRun = { stage: 'first', model: 'claude-haiku-4-5', took: 5, usage };
const PRICE = (1000 + 200 + 500 + 500) / 1_000_000;

describe('the lines of the gate in the ledger', () => {
  let entries: NewEntry[];
  let journal: Journal;

  beforeEach(() => {
    entries = [];
    const log = { info: () => undefined, debug: () => undefined, error: () => undefined };
    const record = (entry: NewEntry) => void entries.push(entry);
    journal = new Journal({ record, keep: () => '', dollars: dollarsOf, log });
  });

  function only<K extends NewEntry['kind']>(kind: K) {
    const [entry] = entries.map((each) => entrySchema.parse(JSON.parse(JSON.stringify({ ...each, at: 1, host: 'h' }))));
    assert.ok(entries.length === 1 && entry?.kind === kind);
    return entry;
  }

  it('tell of each request of a judge what it cost, where that is known', () => {
    const stages = [run, { ...run, stage: 'second' as const, model: 'somebody-elses' }];
    journal.reviewed('a', { ...opinion('ask', 50, 'Unclear.'), stages });
    const entry = only('reviewed');
    assert.ok(entry.kind === 'reviewed');
    assert.deepEqual(
      entry.requests.map(({ stage, dollars }) => [stage, dollars]),
      [
        ['first', PRICE],
        ['second', undefined],
      ],
    );
  });

  it('tell what an opinion cost that never came', () => {
    journal.reviewed('a', { ...away('malformed', 'prose'), stages: [run] });
    const entry = only('reviewed');
    assert.ok(entry.kind === 'reviewed');
    assert.deepEqual([entry.decision, entry.category, entry.requests[0]?.dollars], ['away', 'malformed', PRICE]);
  });

  it('tell what the probe asked and what that cost', () => {
    const asked = { model: 'claude-haiku-4-5', took: 5, usage, answer: 'quotes' as const };
    const action = { kind: 'readFile', path: '/a' } as const;
    const errand = { id: 'a', proposal: { action, taskId: 't', callId: 'c', signal: new AbortController().signal } };
    journal.probed(errand, 'README.md', { text: '', signs: [], passages: [], masked: 0, asked });
    const entry = only('probed');
    assert.ok(entry.kind === 'probed');
    assert.deepEqual([entry.request?.answer, entry.request?.dollars], ['quotes', PRICE]);
  });
});
