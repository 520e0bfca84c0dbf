import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, percentOf } from '../src/money.js';

test('a percentage of an amount', () => {
  assert.equal(percentOf(2000, 10), 200);
});

test('amounts are shown with two places', () => {
  assert.equal(format(1295), '12.95');
  assert.equal(format(500), '5.00');
});
