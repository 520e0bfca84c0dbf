import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, emptyCart, subtotal } from '../src/cart.js';

test('adding a product twice adds up', () => {
  const cart = add(add(emptyCart, 'mug'), 'mug', 2);
  assert.deepEqual(cart, [{ id: 'mug', quantity: 3 }]);
  assert.equal(subtotal(cart), 3885);
});

test('an unknown product cannot be added', () => {
  assert.throws(() => add(emptyCart, 'coffee'), /no product/);
});
