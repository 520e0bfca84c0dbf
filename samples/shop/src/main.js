import { existsSync, readFileSync } from 'node:fs';
import { add, emptyCart } from './cart.js';
import { receipt } from './checkout.js';
import { format } from './money.js';
import { parseOrders, revenue } from './orders.js';
import { findVoucher } from './vouchers.js';

const cart = add(add(add(emptyCart, 'teapot'), 'mug'), 'strainer');
console.log(receipt(cart, findVoucher('SPRING10', '2030-04-01')));

const book = new URL('../data/orders.jsonl', import.meta.url);
if (existsSync(book)) {
  const orders = parseOrders(readFileSync(book, 'utf8'));
  console.log(`\n${orders.length} orders so far, ${format(revenue(orders))} in all`);
} else {
  console.log('\nThere is no order book.');
}
