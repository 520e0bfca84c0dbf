import { runLauncher, runQuietly } from '../processes.mjs';
import { serverArguments } from './server.mjs';

/**
 * Installs a packaged extension into the profile.
 * @param {import('./choose.mjs').Editor} editor
 * @param {import('./profile.mjs').Profile} profile
 * @param {string} vsix
 */
export async function installExtension(editor, profile, vsix) {
  const install = ['--install-extension', vsix, '--force'];
  if (editor.kind === 'codeServer') {
    await runQuietly(editor.node, [...serverArguments(editor, profile), ...install]);
    return;
  }
  const { resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const cli = resolveCliPathFromVSCodeExecutablePath(editor.executable);
  const place = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  // The launcher is a batch file on Windows, like npm.
  await runLauncher(cli, [...place, ...install]);
}
