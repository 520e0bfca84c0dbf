const vouchers = new Map([
  ['SPRING10', { percent: 10, until: '2030-05-31' }],
  ['FRIENDS20', { percent: 20, until: '2030-12-31' }],
  ['OPENING50', { percent: 50, until: '2019-01-31' }],
]);

/** The voucher with this code, or undefined when there is none or it has run out. `today` is `YYYY-MM-DD`. */
export function findVoucher(code, today) {
  const voucher = vouchers.get(code.trim().toUpperCase());
  return voucher && today <= voucher.until ? voucher : undefined;
}
