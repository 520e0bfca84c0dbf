import { chooseBrowser } from './choose.mjs';

/**
 * A page of a fresh, invisible browser.
 * @returns {Promise<{ page: import('playwright-core').Page, close: () => Promise<void> }>}
 */
export async function openBrowser() {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: await chooseBrowser(),
    // The browser shows nothing but our own server; as root its sandbox can't start.
    args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { page: await context.newPage(), close: () => browser.close() };
}
