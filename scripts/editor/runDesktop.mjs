import { startInBackground } from './background.mjs';

/**
 * @typedef {{
 *   workspace?: string | undefined,
 *   env?: NodeJS.ProcessEnv | undefined,
 *   trust?: boolean | undefined,
 * }} DesktopOptions `trust`: the editor asks whether to trust a workspace
 */

/**
 * The arguments that open a window with a profile of its own.
 * @param {import('./profile.mjs').Profile} profile
 * @param {DesktopOptions} options
 */
export function desktopArguments({ userData, extensions }, { workspace, trust = false }) {
  return [
    `--user-data-dir=${userData}`,
    `--extensions-dir=${extensions}`,
    ...['--new-window', '--disable-updates', '--disable-telemetry', '--skip-welcome', '--skip-release-notes'],
    // No question from the system's key ring.
    '--password-store=basic',
    ...(trust ? [] : ['--disable-workspace-trust']),
    // As root its sandbox can't start.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(workspace === undefined ? [] : [workspace]),
  ];
}

/**
 * The environment for a desktop editor: started from the terminal of another one, it must not take itself for Node.
 * @param {NodeJS.ProcessEnv} env
 */
export function desktopEnvironment(env) {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return rest;
}

/**
 * Starts desktop VS Code so that a program can drive it.
 * @param {import('./choose.mjs').Desktop} editor
 * @param {import('./profile.mjs').Profile} profile
 * @param {DesktopOptions} options
 * @returns {Promise<{ devTools: string, stop: () => Promise<void> }>} `devTools`: the address that drives it
 */
export async function startDrivenDesktop({ executable }, profile, options) {
  const args = ['--remote-debugging-port=0', ...desktopArguments(profile, options)];
  const env = desktopEnvironment(options.env ?? process.env);
  const { ready, stop } = await startInBackground(executable, args, { env, ready: /DevTools listening on (ws:\S+)/ });
  return { devTools: ready[1] ?? '', stop };
}
