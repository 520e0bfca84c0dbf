import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { eventually } from './eventually.mjs';
import { startDrivenDesktop } from './runDesktop.mjs';
import { startServer } from './server.mjs';

/** An attempt at something that usually works at once; longer ones are repeated by `eventually`. */
const ATTEMPT = { timeout: 3_000 };
const START = { timeout: 60_000 };

/**
 * @typedef {import('./profile.mjs').Profile} Profile
 * @typedef {{
 *   workspace?: string,
 *   screenshots: string,
 *   env?: NodeJS.ProcessEnv,
 *   trust?: boolean,
 * }} WindowOptions `screenshots`: the folder for them; `trust`: the editor asks whether to trust a workspace
 */

/** A window of the editor, driven the way a person does. */
export class Window {
  #profile;
  #screenshots;
  /** @type {(() => Promise<void>)[]} */
  #releases;

  /**
   * @param {import('playwright-core').Page} page
   * @param {Profile} profile
   * @param {string} screenshots
   * @param {() => Promise<void>} release
   */
  constructor(page, profile, screenshots, release) {
    this.page = page;
    this.#profile = profile;
    this.#screenshots = screenshots;
    this.#releases = [release];
  }

  /** Where the editor keeps what it knows, the storage of extensions included. */
  get userData() {
    return this.#profile.userData;
  }

  /**
   * Runs a command by its title in the command palette.
   * @param {string} title with its category, as `Chaperone: Run Demo`
   */
  async palette(title) {
    await eventually(async () => {
      await this.page.keyboard.press('F1');
      const input = this.page.locator('.quick-input-widget:visible input[type="text"]');
      await input.fill(`>${title}`, ATTEMPT);
      await this.quickPick(title).click(ATTEMPT);
    });
  }

  /**
   * The row of the open quick pick that has this label.
   * @param {string} label
   */
  quickPick(label) {
    const row = this.page.locator('.quick-input-widget:visible .monaco-list-row');
    return row.filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`^${escapeRegExp(label)}$`) }) });
  }

  /**
   * Waits until the extension's item in the status bar shows this text.
   * @param {string | RegExp} text
   */
  async statusBar(text) {
    const item = this.page.locator('.statusbar-item[id^="chaperone."]', { hasText: text });
    await item.first().waitFor(START);
    return item.first();
  }

  /**
   * Opens the extension's container in the activity bar, unless it is open.
   */
  async showViews() {
    const tab = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('a[aria-label^="Chaperone"]'),
    });
    await eventually(async () => {
      if ((await tab.getAttribute('aria-selected', ATTEMPT)) === 'true') return;
      await tab.click(ATTEMPT);
      throw new Error('The views of the extension are not shown.');
    });
  }

  /**
   * One of the extension's views, when it is shown.
   * @param {string} title
   */
  view(title) {
    return this.page.locator('.pane', { has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /**
   * The rows of a view.
   * @param {string} title of the view
   * @param {string | RegExp} [text] in the row
   */
  rows(title, text = '') {
    return this.view(title).locator('.monaco-list-row', { hasText: text });
  }

  /** @param {'dark' | 'light'} theme */
  async setTheme(theme) {
    const workbench = this.page.locator(theme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs');
    // An editor that is still starting may take the command and do nothing.
    await eventually(async () => {
      if ((await workbench.count()) > 0) return;
      await this.palette('Preferences: Toggle between Light/Dark Themes');
      await workbench.waitFor({ timeout: 10_000 });
    }, 60_000);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /**
   * @param {string} name
   * @returns {Promise<string>} the file
   */
  async screenshot(name) {
    mkdirSync(this.#screenshots, { recursive: true });
    const file = path.join(this.#screenshots, `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /**
   * Loads the window anew, as a person does after installing something; its extension host starts again.
   * @param {() => Promise<unknown>} [whenGone] waited for between leaving the window and coming back to it
   */
  async reload(whenGone) {
    const url = this.page.url();
    if (whenGone === undefined || !url.startsWith('http')) await this.page.reload();
    else {
      await this.page.goto('about:blank');
      await whenGone();
      await this.page.goto(url);
    }
    await waitForWorkbench(this.page);
  }

  /** @param {() => Promise<void>} release what else has to go when the window does */
  onClose(release) {
    this.#releases.push(release);
  }

  async close() {
    for (const release of this.#releases.splice(0)) await release();
  }
}

/**
 * Opens a window of the editor where nobody sees it.
 * @param {import('./choose.mjs').Editor} editor
 * @param {Profile} profile
 * @param {WindowOptions} options
 */
export async function openWindow(editor, profile, options) {
  const { page, close } = await (editor.kind === 'desktop'
    ? openOnDesktop(editor, profile, options)
    : openInBrowser(editor, profile, options));
  try {
    await waitForWorkbench(page);
    return new Window(page, profile, options.screenshots, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {import('./choose.mjs').CodeServer} editor
 * @param {Profile} profile
 * @param {WindowOptions} options
 */
async function openInBrowser(editor, profile, { workspace, env, trust }) {
  const server = await startServer(editor, profile, { env, trust });
  try {
    const browser = await openBrowser();
    await browser.page.goto(server.address(queryOf(workspace)));
    return {
      page: browser.page,
      close: async () => {
        await browser.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * What opens a folder or a workspace file, or nothing.
 * @param {string | undefined} workspace
 * @returns {Record<string, string>}
 */
function queryOf(workspace) {
  if (workspace === undefined) return { ew: 'true' };
  return workspace.endsWith('.code-workspace') ? { workspace } : { folder: workspace };
}

/**
 * @param {import('./choose.mjs').Desktop} editor
 * @param {Profile} profile
 * @param {WindowOptions} options
 */
async function openOnDesktop(editor, profile, options) {
  const { chromium } = await import('playwright-core');
  const desktop = await startDrivenDesktop(editor, profile, options);
  try {
    const browser = await chromium.connectOverCDP(desktop.devTools);
    const page = await eventually(() => {
      const pages = browser.contexts().flatMap((context) => context.pages());
      const workbench = pages.find((candidate) => candidate.url().includes('workbench'));
      if (workbench === undefined) throw new Error('The editor has shown no window.');
      return workbench;
    });
    return { page, close: desktop.stop };
  } catch (error) {
    await desktop.stop();
    throw error;
  }
}

/** @param {import('playwright-core').Page} page */
async function waitForWorkbench(page) {
  await page.locator('.monaco-workbench .statusbar-item').first().waitFor(START);
}

/** @param {string} text */
function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
