/** Prices are in cents. */
const products = new Map([
  ['mug', { name: 'Mug, blue glaze', price: 1295 }],
  ['teapot', { name: 'Teapot, 0.8 l', price: 2450 }],
  ['sencha', { name: 'Sencha, 100 g', price: 850 }],
  ['assam', { name: 'Assam, 250 g', price: 1105 }],
  ['strainer', { name: 'Strainer', price: 550 }],
]);

export function findProduct(id) {
  const product = products.get(id);
  if (!product) throw new Error(`There is no product "${id}"`);
  return product;
}
