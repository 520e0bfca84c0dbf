/** What would let a test reach a paid model or start a task by itself, and what another editor tells its terminals. */
const UNWANTED = /^(ANTHROPIC_|ELECTRON_|CHAPERONE_(?!CACHE$)|VSCODE_(?!PATH$))/i;

/**
 * The environment of this process for tests and for editors under test.
 * @param {NodeJS.ProcessEnv} [changes]
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment(changes = {}) {
  const entries = Object.entries(process.env).filter(([name]) => !UNWANTED.test(name));
  return { ...Object.fromEntries(entries), ...changes };
}
