import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, emptyCart } from '../src/cart.js';
import { checkout, receipt } from '../src/checkout.js';

const voucher = { percent: 10, until: '2030-05-31' };
const teaForOne = add(add(add(emptyCart, 'teapot'), 'mug'), 'strainer');

test('goods under 50.00 are shipped for a fee', () => {
  assert.deepEqual(checkout(teaForOne), { goods: 4295, discount: 0, shipping: 495, total: 4790 });
});

test('goods for 50.00 or more are shipped free', () => {
  assert.equal(checkout(add(teaForOne, 'sencha')).shipping, 0);
});

test('a voucher lowers the price of the goods, not of the shipping, and to a whole cent', () => {
  assert.deepEqual(checkout(teaForOne, voucher), { goods: 4295, discount: 430, shipping: 495, total: 4360 });
});

test('the receipt ends with the total', () => {
  assert.match(receipt(teaForOne), /Total +47\.90$/);
});
