import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Everything an editor keeps, in a folder of its own, so that nothing of the user's editor is read or changed.
 * @typedef {{ folder: string, userData: string, extensions: string }} Profile
 */

/** What an editor needs to be quiet, and to need no internet. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
  // Otherwise a chat view opens beside ours and asks for an account.
  'chat.disableAIFeatures': true,
  'window.dialogStyle': 'custom',
  'files.simpleDialog.enable': true,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * @param {string} folder
 * @param {{ settings?: Readonly<Record<string, unknown>>, extensions?: string }} [options] `extensions`: a folder that
 *   profiles share, in place of one of its own
 * @returns {Profile}
 */
export function createProfile(folder, { settings = {}, extensions = path.join(folder, 'extensions') } = {}) {
  const userData = path.join(folder, 'user');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  const settingsFile = path.join(userData, 'User', 'settings.json');
  writeFileSync(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, undefined, 2));
  return { folder, userData, extensions };
}
