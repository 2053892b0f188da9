/**
 * `npm run shots [-- NAME...]`: every page with the demo data, and the gallery of components, in both themes and languages, at laptop and phone
 * width, into shots/.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { BROWSER_FLAGS, findOrInstallBrowser } from './lib/browser.js';
import { ensureInstalled, ensurePage } from './lib/ensure.js';
import { inRoot } from './lib/files.js';
import { ROUTES } from './lib/routes.js';
import { serve } from './lib/serve.js';

const WIDTHS = { 1280: 800, 390: 844 };
const LANGUAGES = ['en', 'id'];
const THEMES = ['light', 'dark'];
const QUIET_MS = 500;
const WAIT_MS = 60_000;
const FEATURES = [{ name: 'prefers-reduced-motion', value: 'reduce' }];

/** Names of the pages to photograph; all where none is given. */
const wanted = process.argv.slice(2);

await ensureInstalled();
await ensurePage();
const executablePath = await findOrInstallBrowser();
if (executablePath === null) {
  process.stderr.write('leadbench: no browser found; set CHROME_PATH\n');
  process.exit(1);
}
rmSync(inRoot('shots'), { recursive: true, force: true });
mkdirSync(inRoot('shots'));
const { launch } = await import('puppeteer-core');
const server = await serve();
for (const language of LANGUAGES) {
  const browser = await launch({ executablePath, args: [...BROWSER_FLAGS] });
  const page = await browser.newPage();
  await page.evaluateOnNewDocument((kept) => {
    localStorage.setItem('leadbench.language', kept);
  }, language);
  await page.emulateMediaFeatures(FEATURES);
  await openDemo(page);
  for (const [name, hash] of Object.entries(ROUTES)) {
    if (wanted.length === 0 || wanted.includes(name)) await shoot(page, language, name, hash);
  }
  await browser.close();
}
await server.close();

/**
 * The demo with its scores, so that every page has something to show.
 *
 * @param {import('puppeteer-core').Page} page
 */
async function openDemo(page) {
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${server.url}?demo`);
  await page.waitForFunction(() => location.hash === '#/leads/evaluate', { timeout: WAIT_MS });
  await go(page, '#/leads/score');
  const open = await page.waitForSelector('main .ph button.pri', { timeout: WAIT_MS });
  await open?.evaluate((button) => button.click());
  await page.waitForSelector('main [role="grid"]', { timeout: WAIT_MS });
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string} language
 * @param {string} name
 * @param {string} hash
 */
async function shoot(page, language, name, hash) {
  await go(page, hash);
  for (const theme of THEMES) {
    await page.emulateMediaFeatures([...FEATURES, { name: 'prefers-color-scheme', value: theme }]);
    for (const [width, height] of Object.entries(WIDTHS)) {
      await page.setViewport({ width: Number(width), height });
      await settle(page);
      // As tall as the page is: the strip at the bottom edge then lies under it, not across.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewport({ width: Number(width), height: Math.max(height, tall) });
      await settle(page);
      const file = `${name}.${language}.${theme}.${width}.png`;
      await page.screenshot({ path: inRoot('shots', file) });
      process.stderr.write(`shots/${file}\n`);
    }
  }
}

/** @param {import('puppeteer-core').Page} page @param {string} hash */
async function go(page, hash) {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

/** Until the page has a heading and nothing says it is busy. @param {import('puppeteer-core').Page} page */
async function settle(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('h1') !== null &&
      // The gallery shows what is busy for good.
      (location.hash === '#gallery' || document.querySelector('[aria-busy="true"]') === null),
    { timeout: WAIT_MS },
  );
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
}
