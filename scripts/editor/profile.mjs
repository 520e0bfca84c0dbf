import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Everything an editor keeps, in a folder of its own, so that nothing of the user's editor is read or changed.
 * @typedef {{ folder: string, userData: string, extensions: string, settings: string }} Profile
 */

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

/** What an editor needs to be quiet, and to need no internet. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': THEMES.dark,
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
  const profile = { folder, userData, extensions, settings: path.join(userData, 'User', 'settings.json') };
  writeFileSync(profile.settings, JSON.stringify({ ...SETTINGS, ...settings }, undefined, 2));
  return profile;
}

/**
 * Changes settings of the person; an open editor follows.
 * @param {Profile} profile
 * @param {Readonly<Record<string, unknown>>} settings
 */
export function changeSettings(profile, settings) {
  const before = JSON.parse(readFileSync(profile.settings, 'utf8'));
  writeFileSync(profile.settings, JSON.stringify({ ...before, ...settings }, undefined, 2));
}

/**
 * @param {Profile} profile
 * @param {keyof typeof THEMES} theme
 */
export function changeTheme(profile, theme) {
  changeSettings(profile, { 'workbench.colorTheme': THEMES[theme] });
}
