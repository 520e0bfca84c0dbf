/** `percent` of an amount in cents. */
export function percentOf(cents, percent) {
  return (cents * percent) / 100;
}

/** `1295` as `12.95`. */
export function format(cents) {
  return (cents / 100).toFixed(2);
}
