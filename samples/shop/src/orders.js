/** The order book is one JSON object a line: `{ "day", "total" }`. */
export function parseOrders(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

/** What was sold in all, in cents. */
export function revenue(orders) {
  return orders.reduce((sum, order) => sum + order.total, 0);
}
