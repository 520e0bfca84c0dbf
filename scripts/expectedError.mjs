/** Something the person can mend: shown as its message alone, without a stack. */
export class ExpectedError extends Error {
  /** @override */
  name = 'ExpectedError';
}

/**
 * Runs the body of a script and turns what goes wrong into a message and an exit code.
 * @param {() => Promise<number | void>} body its number is the exit code
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(error instanceof ExpectedError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
