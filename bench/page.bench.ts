/** The built page's first and second visit in Chromium with the CPU slowed 4 times; gzipped shell. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { BROWSER_FLAGS, findBrowser } from '../scripts/lib/browser.js';
import { ensurePage } from '../scripts/lib/ensure.js';
import { inRoot } from '../scripts/lib/files.js';
import { serve } from '../scripts/lib/serve.js';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';

const CPU_SLOWDOWN = 4;
const DEFAULT_RUNS = 5;
const MAX_PAINT_MS = 1000;
const MAX_SHELL_BYTES = 60_000;
const INDEX = 'index.html';
/** The words that the first paint waits for. */
const LANGUAGE = /^assets\/(en|id)-[^/]+\.js$/;

/** Milliseconds since the navigation began, and the files of the build asked for until the first word. */
interface Visit {
  readonly firstPaint: number;
  readonly firstContentfulPaint: number;
  readonly heading: number;
  readonly files: readonly string[];
}

/** Two visits with a profile of its own: nothing kept, then everything. */
async function visitTwice(executablePath: string, url: string): Promise<[Visit, Visit]> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'leadbench-bench-'));
  const browser = await launch({
    executablePath,
    headless: true,
    userDataDir,
    args: BROWSER_FLAGS,
  });
  try {
    const page = await openSlowed(browser);
    const first = await visit(page, url);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.close();
    return [first, await visit(await openSlowed(browser), url)];
  } finally {
    await browser.close();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A tab whose own thread is slowed; its workers are not. */
async function openSlowed(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.emulateCPUThrottling(CPU_SLOWDOWN);
  await page.evaluateOnNewDocument(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('h1') === null) return;
      performance.mark('heading');
      seen.disconnect();
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  return page;
}

async function visit(page: Page, url: string): Promise<Visit> {
  await page.goto(url);
  await page.waitForFunction(() =>
    ['first-contentful-paint', 'heading'].every((name) => performance.getEntriesByName(name)[0]),
  );
  const { files, ...times } = await page.evaluate(() => {
    const at = (name: string): number => performance.getEntriesByName(name)[0].startTime;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const inTime = resources.filter((resource) => resource.startTime < at('heading'));
    return {
      firstPaint: at('first-paint'),
      firstContentfulPaint: at('first-contentful-paint'),
      heading: at('heading'),
      files: inTime.map((resource) => resource.name),
    };
  });
  const paths = files.filter((file) => file.startsWith(url)).map((file) => file.slice(url.length));
  return { ...times, files: [INDEX, ...paths] };
}

/** Bytes of the named files of dist/, each gzipped alone, as a host sends them. */
async function gzippedBytes(files: readonly string[]): Promise<number> {
  const bytes = await Promise.all(files.map((file) => readFile(inRoot('dist', file))));
  return bytes.reduce((sum, file) => sum + gzipSync(file).length, 0);
}

/** Files that a file of dist/ names and cannot do without: scripts and style sheets, not imports by call. */
async function needsOf(file: string): Promise<string[]> {
  const text = await readFile(inRoot('dist', file), 'utf8');
  if (file === INDEX) {
    const elements = /<(?:script|link)[^>]*? (?:src|href)="\.\/(assets\/[^"]+)"/g;
    return [...text.matchAll(elements)].map((match) => match[1]);
  }
  const imports = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+)["']/g;
  return file.endsWith('.js')
    ? [...text.matchAll(imports)].map((match) => `assets/${match[1]}`)
    : [];
}

/** `roots` and all that they need, once each. */
async function closureOf(roots: readonly string[]): Promise<string[]> {
  const found = new Set(roots);
  for (const file of found) for (const needed of await needsOf(file)) found.add(needed);
  return [...found];
}

function summarise(visits: readonly Visit[]) {
  const summary = (name: 'firstPaint' | 'firstContentfulPaint' | 'heading') => {
    const values = visits.map((each) => Math.round(each[name]));
    return { median: median(values), spread: spreadOf(values) };
  };
  return {
    firstPaintMs: summary('firstPaint'),
    firstContentfulPaintMs: summary('firstContentfulPaint'),
    headingMs: summary('heading'),
  };
}

/** The shell by what needs what, beside all that a first visit had asked for when its heading stood. */
async function measureShell(visits: readonly Visit[]) {
  const asked = [...new Set(visits.flatMap(({ files }) => files))];
  const fonts = asked.filter((file) => file.endsWith('.woff2'));
  const shellFiles = await closureOf([INDEX, ...asked.filter((file) => LANGUAGE.test(file))]);
  return {
    shellBytes: await gzippedBytes(shellFiles),
    shellFiles,
    askedBytes: await gzippedBytes(asked),
    fontBytes: await gzippedBytes(fonts),
  };
}

/**
 * Runs `args[0]` times (5 unless told). The shell is HTML, the entry's script with what it imports at
 * once, their style sheets, and one language. Fonts are counted apart: text is drawn without them.
 * `load` is other work per core: above 0.5 the milliseconds are the machine's, not the page's.
 */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no browser found: set CHROME_PATH');
  await ensurePage();
  const load = loadavg()[0] / availableParallelism();
  const { url, close } = await serve();
  const visits: [Visit, Visit][] = [];
  const runs = Number(args[0] ?? DEFAULT_RUNS);
  for (let i = 0; i < runs; i++) visits.push(await visitTwice(executablePath, url));
  await close();
  const first = summarise(visits.map((pair) => pair[0]));
  const second = summarise(visits.map((pair) => pair[1]));
  const shell = await measureShell(visits.map((pair) => pair[0]));
  const paints = [first, second].map((each) => each.firstContentfulPaintMs.median);
  return {
    passed: paints.every((ms) => ms < MAX_PAINT_MS) && shell.shellBytes <= MAX_SHELL_BYTES,
    limits: { firstContentfulPaintMs: MAX_PAINT_MS, shellBytes: MAX_SHELL_BYTES },
    ...{ runs, cpuSlowdown: CPU_SLOWDOWN, load, first, second, ...shell },
  };
}
