/**
 * What every end-to-end test stands on: a server, a browser with a profile of its own, a page whose
 * requests and console are watched.
 */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { inRoot } from '../../scripts/lib/files.js';
import { serve, type ServeOptions } from '../../scripts/lib/serve.js';
import type { Counts } from '../../src/sw/messages';
import type { ProbeResult } from '../../src/workers/protocol';
import { openChromium } from './chromium';
import { openFirefox } from './firefox';
import { startRefusingProxy } from './harness-proxy';
import { browserOf, type BrowserName } from './opened';
import { watch, type Watched } from './watch';

export { findAxeViolations } from './axe';

const READY_WAIT_MS = 30_000;

export interface Visit extends Watched {
  readonly page: Page;
  readonly browser: Browser;
  /** The page's folder, ending in a slash. */
  readonly url: string;
  /** What any process of the browser asked of another computer: to stay empty. */
  readonly foreign: string[];
  /** Where downloads arrive. */
  readonly downloads: string;
  /** Takes the host away; the browser stays. */
  goOffline(): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions extends ServeOptions {
  /** Chromium by default. */
  readonly browser?: BrowserName;
  /** In a private window. */
  readonly isPrivate?: boolean;
  /** Whether to wait until a service worker controls the page. Default true. */
  readonly controlled?: boolean;
  /** What follows the folder: a query, a hash. */
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'en' | 'id';
  readonly dark?: boolean;
}

/** Serves the built page, opens it in a fresh browser and waits until it has settled. */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const server = await serve(options);
  const folder = await mkdtemp(join(tmpdir(), 'leadbench-e2e-'));
  const downloads = join(folder, 'downloads');
  const proxy = await startRefusingProxy();
  const open = options.browser === 'firefox' ? openFirefox : openChromium;
  const { browser, page } = await open({
    ...{ downloads, profile: join(folder, 'profile'), proxy: proxy.address },
    language: options.language ?? 'en',
    dark: options.dark ?? false,
    isPrivate: options.isPrivate ?? false,
  });
  const watched = watch(page, server.url);
  await page.setViewport({ width: options.width ?? 1280, height: options.height ?? 800 });
  await page.goto(server.url + (options.path ?? ''));
  if (options.controlled ?? true) await untilSettled(page);
  else await page.waitForSelector('h1');
  return {
    ...{ page, browser, url: server.url, downloads },
    ...watched,
    foreign: proxy.asked,
    goOffline: () => server.close(),
    async close() {
      await browser.close();
      await server.close();
      await proxy.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Waits until the one automatic reload, where there is one, is over: the page has its heading and
 * the service worker answers for it.
 */
export async function untilSettled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && navigator.serviceWorker.controller !== null,
    { timeout: READY_WAIT_MS },
  );
}

/**
 * Asks the document itself whether it was loaded anew after `start` began to reload it. (puppeteer's own
 * waiting goes wrong where an isolating reload changed the browsing context group, and Firefox on a busy
 * machine does not always tell that a page was loaded.)
 */
async function untilReloaded(page: Page, start: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { isBeforeReload: true });
  });
  await start();
  await page.waitForFunction(
    () => !('isBeforeReload' in globalThis) && document.readyState === 'complete',
    { timeout: READY_WAIT_MS },
  );
}

/** Reloads as a script does. */
export function reload(page: Page): Promise<void> {
  return untilReloaded(page, () =>
    page.evaluate(() => {
      setTimeout(() => {
        location.reload();
      });
    }),
  );
}

/** Reloads as with the shift key held: past the service worker, which does not control the page then. */
export function hardReload(page: Page): Promise<void> {
  return untilReloaded(page, async () => {
    if ((await browserOf(page)) === 'firefox') {
      await page.evaluate(() => {
        // Firefox's own parameter, which its types do not know.
        const forced = location as unknown as { reload(force: boolean): void };
        setTimeout(() => {
          forced.reload(true);
        });
      });
    } else {
      const client = await page.createCDPSession();
      await client.send('Page.reload', { ignoreCache: true });
    }
  });
}

/** Runs the build's own probe worker on the page as it stands. */
export async function probe(page: Page): Promise<ProbeResult> {
  const files = await list(inRoot('dist', 'assets'));
  const file = files.find((name) => name.startsWith('probe.worker-'));
  if (file === undefined) throw new Error('the build has no probe worker');
  return page.evaluate(
    (path) =>
      new Promise<ProbeResult>((resolve, reject) => {
        const worker = new Worker(new URL(path, document.baseURI), { type: 'module' });
        worker.onmessage = (event) => resolve(event.data as ProbeResult);
        worker.onerror = () => reject(new Error('the probe did not start'));
      }),
    `assets/${file}`,
  );
}

/** Waits until the whole build is kept for offline use. */
export async function untilKept(page: Page): Promise<void> {
  const deadline = Date.now() + READY_WAIT_MS;
  for (;;) {
    const counts = await readCounts(page);
    if (counts !== null && counts.kept === counts.files) return;
    if (Date.now() > deadline) throw new Error(`not kept: ${JSON.stringify(counts)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asks the service worker, as the Privacy page does; null where none controls the page. */
export function readCounts(page: Page): Promise<Counts | null> {
  return page.evaluate(
    () =>
      new Promise<Counts | null>((resolve) => {
        const { controller } = navigator.serviceWorker;
        if (controller === null) return resolve(null);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => resolve(event.data as Counts);
        controller.postMessage({ type: 'counts' }, [port2]);
      }),
  );
}

/** Firefox writes some downloads under their last name; one that grew no more for so long is whole. */
const FIREFOX_QUIET_MS = 1000;

/** Runs `act`, waits for the download it starts, and gives its name and bytes. */
export async function download(
  visited: Visit,
  act: () => Promise<void>,
): Promise<{ name: string; bytes: Uint8Array }> {
  const before = new Set(await list(visited.downloads));
  await act();
  const deadline = Date.now() + READY_WAIT_MS;
  const quiet = (await browserOf(visited.page)) === 'firefox' ? FIREFOX_QUIET_MS : 0;
  let [size, since] = [0, Date.now()];
  while (Date.now() < deadline) {
    const [name, ...others] = (await list(visited.downloads)).filter((one) => !before.has(one));
    // Firefox holds the name with an empty file while it writes another beside it.
    if (name !== undefined && others.length === 0 && !/\.(crdownload|part)$/.test(name)) {
      const path = join(visited.downloads, name);
      // Gone where it was given its last name since it was listed.
      const now = await stat(path).then(
        (found) => found.size,
        () => 0,
      );
      if (now !== size) [size, since] = [now, Date.now()];
      if (size > 0 && Date.now() - since >= quiet) return { name, bytes: await readFile(path) };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no download arrived');
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
