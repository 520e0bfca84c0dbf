import { subtotal } from './cart.js';
import { findProduct } from './catalogue.js';
import { format, percentOf } from './money.js';

const freeShippingFrom = 5000;
const shippingFee = 495;

/** What a cart costs: goods, discount, shipping and total, in cents. */
export function checkout(cart, voucher) {
  const goods = subtotal(cart);
  const shipping = goods >= freeShippingFrom ? 0 : shippingFee;
  const discount = voucher ? percentOf(goods + shipping, voucher.percent) : 0;
  return { goods, discount, shipping, total: goods - discount + shipping };
}

/** The receipt as text, one line a product. */
export function receipt(cart, voucher) {
  const { goods, discount, shipping, total } = checkout(cart, voucher);
  const row = (label, cents) => `${label.padEnd(24)}${format(cents).padStart(8)}`;
  return [
    ...cart.map(({ id, quantity }) => {
      const { name, price } = findProduct(id);
      return row(`${quantity} x ${name}`, price * quantity);
    }),
    row('Goods', goods),
    row('Voucher', -discount),
    row('Shipping', shipping),
    row('Total', total),
  ].join('\n');
}
