/**
 * What every end-to-end test stands on: a server, a browser with a profile of its own, a page whose
 * requests and console are watched.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults, Result } from 'axe-core';
import { launch, type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/lib/browser.js';
import { inRoot } from '../../scripts/lib/files.js';
import { serve, type ServeOptions } from '../../scripts/lib/serve.js';
import type { Counts } from '../../src/sw/messages';
import type { ProbeResult } from '../../src/workers/protocol';
import { startRefusingProxy } from './harness-proxy';

const READY_WAIT_MS = 30_000;

export interface Visit {
  readonly page: Page;
  readonly browser: Browser;
  /** The page's folder, ending in a slash. */
  readonly url: string;
  /** Console errors, uncaught errors, and requests of the page to another origin. */
  readonly complaints: string[];
  /** What any process of the browser asked of another computer: to stay empty. */
  readonly foreign: string[];
  /** Addresses the tab itself was sent to, reloads included. */
  readonly navigations: string[];
  /** Where downloads arrive. */
  readonly downloads: string;
  /** Takes the host away; the browser stays. */
  goOffline(): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions extends ServeOptions {
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
  const profile = await mkdtemp(join(tmpdir(), 'leadbench-e2e-'));
  const downloads = join(profile, 'downloads');
  const proxy = await startRefusingProxy();
  const browser = await open(profile, proxy.address, options);
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  const watched = watch(page, server.url);
  await prepare(page, downloads, options);
  await page.goto(server.url + (options.path ?? ''));
  await untilSettled(page);
  return {
    ...{ page, browser, url: server.url, downloads },
    ...watched,
    foreign: proxy.asked,
    goOffline: () => server.close(),
    async close() {
      await browser.close();
      await server.close();
      await proxy.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
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
 * Reloads as a script does. (puppeteer's `page.reload` goes back to the document from before an
 * isolating reload, because that one changed the browsing context group.)
 */
export async function reload(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.evaluate(() => location.reload())]);
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

/** Violations of WCAG 2.2 A and AA on the page as it stands, by axe-core. */
export async function findAxeViolations(page: Page): Promise<Result[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'));
  // An isolated world of the debugger's: the page's policy does not bind it and is not weakened.
  const client = await page.createCDPSession();
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId } = await client.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const run = `axe.run(document, ${JSON.stringify({ runOnly: tags, resultTypes: ['violations'] })})`;
  const { result, exceptionDetails } = await client.send('Runtime.evaluate', {
    expression: `${source.toString('utf8')};${run}`,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await client.detach();
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
  return (result.value as AxeResults).violations;
}

/** Runs `act`, waits for the download it starts, and gives its name and bytes. */
export async function download(
  visited: Visit,
  act: () => Promise<void>,
): Promise<{ name: string; bytes: Uint8Array }> {
  const before = new Set(await list(visited.downloads));
  await act();
  const deadline = Date.now() + READY_WAIT_MS;
  while (Date.now() < deadline) {
    const names = (await list(visited.downloads)).filter((name) => !before.has(name));
    const done = names.find((name) => !name.endsWith('.crdownload'));
    if (done !== undefined && names.length === 1) {
      return { name: done, bytes: await readFile(join(visited.downloads, done)) };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no download arrived');
}

function open(profile: string, proxy: string, options: VisitOptions): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no browser; set CHROME_PATH');
  return launch({
    executablePath,
    headless: true,
    userDataDir: join(profile, 'profile'),
    args: [...BROWSER_FLAGS, `--proxy-server=${proxy}`, `--lang=${options.language ?? 'en'}`],
    env: { ...process.env, LANGUAGE: options.language ?? 'en' },
  });
}

async function prepare(page: Page, downloads: string, options: VisitOptions): Promise<void> {
  await page.setViewport({ width: options.width ?? 1280, height: options.height ?? 800 });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: options.dark === true ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: downloads,
  });
}

/** Watches what the page asks for and complains about. */
function watch(page: Page, url: string): Pick<Visit, 'complaints' | 'navigations'> {
  const complaints: string[] = [];
  const navigations: string[] = [];
  const { origin } = new URL(url);
  const note = (address: string): void => {
    if (/^(blob|data|about|chrome):/.test(address) || address.startsWith(`${origin}/`)) return;
    complaints.push(`foreign request: ${address}`);
  };
  page.on('request', (request: HTTPRequest) => {
    note(request.url());
    if (request.isNavigationRequest()) navigations.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${String(error)}`));
  return { complaints, navigations };
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
