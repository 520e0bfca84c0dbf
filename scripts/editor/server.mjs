import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startInBackground } from './background.mjs';

/**
 * @typedef {import('./choose.mjs').CodeServer} CodeServer
 * @typedef {import('./profile.mjs').Profile} Profile
 * @typedef {{
 *   env?: NodeJS.ProcessEnv | undefined,
 *   trust?: boolean | undefined,
 *   isTestHost?: boolean,
 * }} ServerOptions `trust`: the editor asks whether to trust a workspace; `isTestHost`: it runs tests inside itself
 * @typedef {{
 *   host: string,
 *   address: (query: Readonly<Record<string, string>>) => string,
 *   ended: Promise<unknown>,
 *   stop: () => Promise<void>,
 * }} Server `address`: where a browser finds it, the secret included
 */

/**
 * Starts the editor's server on a free port of this machine only. Whoever knows its address can run programs as the
 * user, and any page in the user's browser can try ports: hence the secret in the address.
 * @param {CodeServer} editor
 * @param {Profile} profile
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(editor, profile, { env = process.env, trust = false, isTestHost = false } = {}) {
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(profile.folder, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const args = [
    ...serverArguments(editor, profile),
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    // A window that went away holds its workspace for this long.
    ...['--reconnection-grace-time', '5'],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(isTestHost ? ['--enable-smoke-test-driver'] : []),
  ];
  const { ready, ended, stop } = await startInBackground(editor.node, args, { env, ready: /agent listening on (\d+)/ });
  const host = `127.0.0.1:${ready[1]}`;
  const address = (/** @type {Readonly<Record<string, string>>} */ query) =>
    `http://${host}/?${new URLSearchParams({ ...query, tkn: token })}`;
  return { host, address, ended, stop };
}

/**
 * The arguments that give the server a profile of its own.
 * @param {CodeServer} editor
 * @param {Profile} profile
 */
export function serverArguments(editor, { folder, userData, extensions }) {
  return [editor.entry, ...['--server-data-dir', folder, '--user-data-dir', userData, '--extensions-dir', extensions]];
}
