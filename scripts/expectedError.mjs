import { fileURLToPath } from 'node:url';

/** Something the person can mend: shown as its message alone, without a stack. */
export class ExpectedError extends Error {
  /** @override */
  name = 'ExpectedError';
}

/**
 * The body of a script: run when the module is what Node was started with, not when another module imports it. What
 * goes wrong becomes a message and an exit code.
 * @param {string} module its `import.meta.url`
 * @param {() => Promise<number | void>} body its number is the exit code
 */
export function main(module, body) {
  if (process.argv[1] !== fileURLToPath(module)) return;
  body().then(
    (exitCode) => {
      process.exitCode = exitCode ?? 0;
    },
    (error) => {
      console.error(error instanceof ExpectedError ? `\n${error.message}` : error);
      process.exitCode = 1;
    },
  );
}
