import { findProduct } from './catalogue.js';

/** A cart is a list of lines: `{ id, quantity }`. Adding returns a new cart. */
export const emptyCart = [];

export function add(cart, id, quantity = 1) {
  findProduct(id);
  if (!Number.isInteger(quantity) || quantity < 1) throw new Error(`${quantity} is not a quantity`);
  const line = cart.find((line) => line.id === id);
  if (!line) return [...cart, { id, quantity }];
  return cart.map((other) => (other === line ? { id, quantity: line.quantity + quantity } : other));
}

/** What the goods cost, in cents. */
export function subtotal(cart) {
  return cart.reduce((sum, line) => sum + findProduct(line.id).price * line.quantity, 0);
}
