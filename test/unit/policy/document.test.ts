import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { POLICY_DOCUMENT } from '../../../scripts/docs.mjs';
import { defaultPolicy } from '../../../src/policy/defaults';
import { policyDocument } from '../../../src/policy/document';

describe('docs/policy.md', () => {
  it('says what the rules say (npm run docs writes it anew)', () => {
    assert.equal(readFileSync(POLICY_DOCUMENT, 'utf8'), policyDocument(defaultPolicy));
  });

  it('has every rule', () => {
    const text = policyDocument(defaultPolicy);
    for (const { rules } of defaultPolicy.layers) for (const { id } of rules) assert.ok(text.includes(`\`${id}\``), id);
  });
});
