import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;
/** Without a listener they would end this process so abruptly that nothing is told to the programs it started. */
const SIGNALS = Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });
/** As much of what a program says as is worth showing when it fails. */
const KEPT = 10_000;

/**
 * A program in the background, which ends with this process at the latest.
 * @typedef {{ ready: RegExpExecArray, ended: Promise<unknown>, stop: () => Promise<void> }} Background
 */

/**
 * Starts a program and waits until it says that it is ready.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, ready: RegExp }} options
 * @returns {Promise<Background>}
 */
export async function startInBackground(command, args, { env, ready }) {
  // A group of its own: it starts processes that would outlive it.
  const isGroup = process.platform !== 'win32';
  const child = spawn(command, args, { env, detached: isGroup, stdio: ['ignore', 'pipe', 'pipe'] });
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      if (isGroup && child.pid !== undefined) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // All of them have ended.
    }
  };
  const kill = () => signal('SIGKILL');
  process.once('exit', kill);
  exitOnSignals();
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([ended, sleep(STOP_LIMIT, undefined, { ref: false })]);
    kill();
    await ended;
    process.removeListener('exit', kill);
  };
  let said = '';
  const found = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-KEPT);
        const match = ready.exec(said);
        if (match) resolve(match);
      });
    }
  });
  const outcome = await Promise.race([found, ended, sleep(START_LIMIT, undefined, { ref: false })]);
  if (Array.isArray(outcome)) return { ready: /** @type {RegExpExecArray} */ (outcome), ended, stop };
  await stop();
  throw new Error(`${command} didn't start${outcome instanceof Error ? ` (${outcome.message})` : ''}:\n${said}`);
}

let exitsOnSignals = false;

function exitOnSignals() {
  if (exitsOnSignals) return;
  exitsOnSignals = true;
  for (const [name, exitCode] of SIGNALS) process.once(name, () => process.exit(exitCode));
}
