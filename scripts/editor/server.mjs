import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runQuietly } from '../processes.mjs';

/**
 * @typedef {import('./choose.mjs').CodeServer} CodeServer
 * @typedef {import('./profile.mjs').Profile} Profile
 * @typedef {{
 *   env?: NodeJS.ProcessEnv,
 *   trust?: boolean,
 *   isTestHost?: boolean,
 * }} ServerOptions `trust`: the editor asks whether to trust a workspace; `isTestHost`: it runs tests inside itself
 * @typedef {{ url: string, stop: () => Promise<void> }} Server
 */

const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;

/**
 * Starts the editor's server on a free port of this machine only, and waits until it answers.
 * @param {CodeServer} editor
 * @param {Profile} profile
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(editor, profile, { env = process.env, trust = false, isTestHost = false } = {}) {
  const port = await freePort();
  const args = [
    ...profileArguments(editor, profile),
    ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
    // A window that went away holds its workspace for this long.
    ...['--reconnection-grace-time', '5'],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(isTestHost ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const logFile = path.join(profile.folder, 'server.log');
  const log = openSync(logFile, 'a');
  // A group of its own: the server starts processes that would outlive it.
  const child = spawn(editor.node, args, { env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const kill = () => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    signalGroup(child, 'SIGTERM');
    await Promise.race([ended, sleep(STOP_LIMIT, undefined, { ref: false })]);
    kill();
    await ended;
    process.removeListener('exit', kill);
  };
  const until = Date.now() + START_LIMIT;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`The editor's server didn't start:\n${readFileSync(logFile, 'utf8')}`);
    }
    await sleep(50);
  }
  return { url, stop };
}

/**
 * @param {CodeServer} editor
 * @param {Profile} profile
 * @param {string} vsix
 */
export async function installInServer(editor, profile, vsix) {
  await runQuietly(editor.node, [...profileArguments(editor, profile), '--install-extension', vsix, '--force']);
}

/** A port that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/**
 * @param {CodeServer} editor
 * @param {Profile} profile
 */
function profileArguments(editor, profile) {
  // Without a file of its own it would write one into the user's home.
  const config = path.join(profile.folder, 'config.yaml');
  writeFileSync(config, 'auth: none\n');
  const { userData, extensions } = profile;
  return [editor.entry, '--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
}

/** @param {string} url */
async function answers(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // All of them have ended.
  }
}
