import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { JUDGE_DOCUMENT } from '../../../scripts/docs.mjs';
import { readSettings } from '../../../src/agent/settings';
import { judgeDocument } from '../../../src/judge/document';
import { PUBLISHED_RULES } from '../../../src/judge/rules';

describe('docs/judge.md', () => {
  const { judgeAllowBelow: allowBelow, judgeBlockAt: blockAt } = readSettings(() => undefined).settings;
  const text = judgeDocument({ allowBelow, blockAt });

  it('says what the judge is told (npm run docs writes it anew)', () => {
    assert.equal(readFileSync(JUDGE_DOCUMENT, 'utf8'), text);
  });

  it('has every rule', () => {
    for (const rules of Object.values(PUBLISHED_RULES))
      for (const { id, says } of rules) assert.ok(text.includes(`\`${id}\` | ${says} |`), id);
  });
});
