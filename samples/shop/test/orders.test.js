import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOrders, revenue } from '../src/orders.js';

test('revenue is the sum of all orders', () => {
  const orders = parseOrders('{"day":"2030-04-01","total":4360}\n{"day":"2030-04-02","total":850}\n\n');
  assert.equal(revenue(orders), 5210);
});
