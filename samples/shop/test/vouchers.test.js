import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findVoucher } from '../src/vouchers.js';

test('a voucher is found however its code is typed', () => {
  assert.equal(findVoucher(' spring10 ', '2030-04-01')?.percent, 10);
});

test('a voucher that has run out does not count', () => {
  assert.equal(findVoucher('OPENING50', '2030-04-01'), undefined);
});
