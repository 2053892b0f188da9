import { appendFile, cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/files.js';
import { readCounts, reload, untilKept, untilSettled, visit, type Visit } from './harness';
import { BROWSERS } from './places';
import { go, untilText } from './steps';

const NEXT_BUILD = '00000000000next0';
const BUILD = /name="leadbench-build" content="([^"]+)"/;

describe.each(BROWSERS)('the service worker of %s beside a host that changes', (name) => {
  let root: string;
  let visited: Visit;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'leadbench-dist-'));
    await cp(inRoot('dist'), root, { recursive: true });
  });

  afterEach(async () => {
    await visited.close();
    await rm(root, { recursive: true, force: true });
  });

  it('keeps the old build until its last tab is closed, then opens the new one', async () => {
    visited = await visit({ browser: name, root, headers: false });
    const { browser, page, url } = visited;
    const before = await buildOf(page);
    await untilKept(page);
    await publishNext(root);

    await page.evaluate(updateUntilWaiting);
    await reload(page);
    await untilSettled(page);
    expect(await buildOf(page)).toBe(before);
    expect(await readCounts(page)).toMatchObject({ build: before });

    const other = await browser.newPage();
    await page.close();
    await openUntil(other, url, NEXT_BUILD);
    expect(await readCounts(other)).toMatchObject({ build: NEXT_BUILD });
    expect(await other.evaluate(cacheNames)).toEqual([`leadbench ${url} ${NEXT_BUILD}`]);
  });

  it('never takes over a page that holds data, and says that a new version waits', async () => {
    visited = await visit({ browser: name, root, headers: false, path: '?demo' });
    const { page } = visited;
    await page.waitForFunction(() => window.location.hash === '#/leads/evaluate');
    const before = await buildOf(page);
    await untilKept(page);
    await publishNext(root);
    await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
    const { length } = visited.navigations;

    await page.evaluate(updateUntilWaiting);
    await go(page, '#/privacy');
    await untilText(page, 'A new version is ready');

    expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
    expect(visited.navigations).toHaveLength(length);
    expect(await readCounts(page)).toMatchObject({ build: before, refused: 0 });
    await go(page, '#/leads/evaluate');
    await page.waitForSelector('svg.marks');
  });

  it('does not serve a file whose bytes are not the build’s', async () => {
    const names = await readdir(join(root, 'assets'));
    const changed = names.find((name) => name.endsWith('.wasm')) ?? '';
    await appendFile(join(root, 'assets', changed), 'x');

    visited = await visit({ browser: name, root, headers: false });

    expect(await visited.page.evaluate(isAnswered, `assets/${changed}`)).toBe(false);
  });
});

/** Puts another build in the old one's place: the same files, another index.html and sw.js. */
async function publishNext(root: string): Promise<void> {
  const [index, worker] = [join(root, 'index.html'), join(root, 'sw.js')];
  const html = await readFile(index, 'utf8');
  const next = html.replace(BUILD, `name="leadbench-build" content="${NEXT_BUILD}"`);
  const code = (await readFile(worker, 'utf8'))
    .replaceAll(BUILD.exec(html)?.[1] ?? '', NEXT_BUILD)
    .replaceAll(digest(html), digest(next));
  await writeFile(index, next);
  await writeFile(worker, code);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function buildOf(page: Page): Promise<string> {
  return page.$eval('meta[name="leadbench-build"]', (meta) => meta.getAttribute('content') ?? '');
}

/** Opens and leaves the page until it is of that build: the old tab's end takes a moment to be known. */
async function openUntil(page: Page, url: string, build: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    await page.goto(url);
    await untilSettled(page);
    if ((await buildOf(page)) === build) return;
    await page.goto('about:blank');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`build ${build} never opened`);
}

async function updateUntilWaiting(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function cacheNames(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith('leadbench http'));
}

async function isAnswered(path: string): Promise<boolean> {
  return fetch(path).then(
    () => true,
    () => false,
  );
}
