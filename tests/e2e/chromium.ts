import { launch, type Page } from 'puppeteer-core';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/lib/browser.js';
import type { Opened, OpenOptions } from './opened';

/** Opens Chromium, driven by its own debugging protocol. Fails where there is none. */
export async function openChromium(options: OpenOptions): Promise<Opened> {
  const executablePath = findBrowser('chromium');
  if (executablePath === null) throw new Error('no Chromium; set CHROME_PATH');
  const browser = await launch({
    executablePath,
    headless: true,
    // One call waits as long as a million rows train; each test has an end of its own.
    protocolTimeout: 1_800_000,
    userDataDir: options.profile,
    args: [...BROWSER_FLAGS, `--proxy-server=${options.proxy}`, `--lang=${options.language}`],
    env: { ...process.env, LANGUAGE: options.language },
  });
  const context = options.isPrivate
    ? await browser.createBrowserContext()
    : browser.defaultBrowserContext();
  const page = (await context.pages())[0] ?? (await context.newPage());
  await emulate(page, options.dark);
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: options.downloads,
    ...(context.id === undefined ? {} : { browserContextId: context.id }),
  });
  return { browser, page };
}

function emulate(page: Page, dark: boolean): Promise<void> {
  return page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}
