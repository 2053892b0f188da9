/**
 * The browser killed at seeded moments while the page saves: what opens again is what was saved last or
 * what was being saved, whole. Takes some seconds a kill, so it runs where `LEADBENCH_CRASHES` says how
 * many.
 */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from '../../scripts/lib/serve.js';
import { Rng } from '../../src/util/rng';
import { openChromium } from './chromium';
import { openFirefox } from './firefox';
import { untilSettled } from './harness';
import { startRefusingProxy, type Proxy } from './harness-proxy';
import type { Opened } from './opened';
import { BROWSERS } from './places';
import { dropFile, go, mainText, press, untilText } from './steps';

const CRASHES = Number(process.env.LEADBENCH_CRASHES ?? 0);
const SEED = Number(process.env.LEADBENCH_SEED ?? 17);
const ROWS = 12_000;
/** Reading takes some 300 ms, saving begins 250 ms later: moments before, in and after both, in ms. */
const LATEST = 1000;

const asked = CRASHES > 0;
const OPEN = { chromium: openChromium, firefox: openFirefox };

let server: Awaited<ReturnType<typeof serve>>;
let proxy: Proxy;
let folder: string;

beforeAll(async () => {
  if (!asked) return;
  folder = await mkdtemp(join(tmpdir(), 'leadbench-crash-'));
  server = await serve({});
  proxy = await startRefusingProxy();
});
afterAll(async () => {
  if (!asked) return;
  await server.close();
  await proxy.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A file that tells its number by its name, its rows and every cell of its first column. */
async function writeState(n: number): Promise<string> {
  const rows = Array.from({ length: ROWS + n }, (_, i) => `${n},${i},${(i * 7919) % 997}`);
  const path = join(folder, `state-${n}.csv`);
  await writeFile(path, ['STATE,ROW,VALUE', ...rows, ''].join('\n'));
  return path;
}

async function open(browser: (typeof BROWSERS)[number]): Promise<Opened> {
  const opened = await OPEN[browser]({
    profile: join(folder, browser),
    downloads: join(folder, 'downloads'),
    proxy: proxy.address,
    language: 'en',
    dark: false,
    isPrivate: false,
  });
  await opened.page.goto(server.url);
  await untilSettled(opened.page);
  return opened;
}

async function crash(browser: Browser): Promise<void> {
  const child = browser.process();
  if (child === null) throw new Error('no process of the browser');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The number of the state that is open; null where none is. Fails where it is not whole. */
async function readState(page: Page): Promise<number | null> {
  await page.waitForFunction(() => /Open now|No data set is kept/.test(document.body.innerText));
  const home = await mainText(page);
  expect(home).not.toContain('damaged');
  const found = /Open now\s+state-(\d+)\.csv/.exec(home);
  if (found === null) return null;
  const n = Number(found[1]);
  expect(home).toContain(`${(ROWS + n).toLocaleString('en')} rows`);
  await go(page, '#/leads/import');
  await page.waitForFunction(
    (value) =>
      [...document.querySelectorAll('[role=grid] [role=gridcell]')].some(
        (cell) => cell.textContent.trim() === value,
      ),
    {},
    String(n),
  );
  return n;
}

async function save(page: Page, n: number): Promise<void> {
  await go(page, '#/');
  await dropFile(page, await writeState(n));
  await press(page, 'Read the file');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

it.runIf(asked).each(BROWSERS)(
  `%s opens a whole state after each of ${CRASHES} crashes`,
  async (name) => {
    const rng = new Rng(SEED);
    const counts = { before: 0, last: 0 };
    let opened = await open(name);
    await save(opened.page, 1);
    await untilText(opened.page, 'Lines read');
    await opened.page.waitForSelector('.app[data-saved=true]');
    await pause(1500);
    let saved: number | null = 1;
    for (let n = 2; n < CRASHES + 2; n++) {
      const delay = rng.int(LATEST);
      await save(opened.page, n);
      await pause(delay);
      await crash(opened.browser);
      opened = await open(name);
      const found = await readState(opened.page);
      expect([saved, n], `crash ${n}, seed ${SEED}, after ${delay} ms`).toContain(found);
      if (found === n) counts.last++;
      else counts.before++;
      saved = found;
    }
    await opened.browser.close();
    console.log(JSON.stringify({ browser: name, crashes: CRASHES, seed: SEED, ...counts }));
    // Else the moments hit only one side of the save.
    expect(counts.before).toBeGreaterThan(0);
    expect(counts.last).toBeGreaterThan(0);
  },
  3_600_000,
);
