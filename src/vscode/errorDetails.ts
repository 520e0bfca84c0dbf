/** Everything an error tells, for the log. */
export function detailsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${detailsOf(error.cause)}`;
  const parts = error instanceof AggregateError ? error.errors.map((part) => `\n- ${detailsOf(part)}`).join('') : '';
  return `${error.stack ?? error.message}${parts}${cause}`;
}
