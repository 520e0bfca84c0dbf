/**
 * The environment for an editor under test: without what would let it reach a paid model, or start a task by itself.
 * @param {NodeJS.ProcessEnv} [changes]
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment(changes = {}) {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(ANTHROPIC|CHAPERONE|VSCODE|ELECTRON)_/i.test(name),
  );
  return { ...Object.fromEntries(entries), ...changes };
}
