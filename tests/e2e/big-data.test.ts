/**
 * A table so large that work takes minutes, and the page while it does. Its figures need a machine that
 * does nothing else, so it runs where `LEADBENCH_ROWS` says how many rows, 1000000 for the full size.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCsv } from '../../src/data/write/csv';
import { generateLeads } from '../../src/domain/demo/leads';
import { NO_CONTROL } from '../../src/util/progress';
import { visit, type Visit } from './harness';
import { megabytesOf } from './process-memory';
import { dropFile, go, mainText, press, untilText } from './steps';

const ROWS = Number(process.env.LEADBENCH_ROWS ?? 0);
const WAIT = 900_000;

let visited: Visit;
let folder: string;

const asked = ROWS > 0;

beforeAll(async () => {
  if (!asked) return;
  folder = await mkdtemp(join(tmpdir(), 'leadbench-e2e-'));
  const table = generateLeads({ rows: ROWS, seed: 7, control: NO_CONTROL });
  await pipeline(Readable.from(writeCsv(table)), createWriteStream(join(folder, 'big.csv')));
  visited = await visit();
}, WAIT);
afterAll(async () => {
  if (!asked) return;
  await visited.close();
  await rm(folder, { recursive: true, force: true });
});

/** Counts the page's own tasks of 50 ms and more from now on. */
async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const found: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.push(entry.duration);
    }).observe({ type: 'longtask' });
    Object.assign(window, { longTasks: found });
  });
}

async function longTasks(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function pickBoostingOnly(page: Page): Promise<void> {
  await go(page, '#/leads/train');
  await page.waitForSelector('main input[type=checkbox]');
  await page.evaluate(() => {
    for (const box of document.querySelectorAll<HTMLInputElement>('main input[type=checkbox]')) {
      const wanted = box.closest('label')?.textContent.includes('boosting') === true;
      if (box.checked !== wanted) box.click();
    }
  });
}

async function startTraining(page: Page): Promise<void> {
  await press(page, 'Train');
  await page.waitForFunction(
    () => Number(document.querySelector('[role=progressbar]')?.ariaValueNow ?? 0) > 0,
    { timeout: WAIT },
  );
}

/** A hand holds a mouse button down for about so long, in milliseconds. */
const PRESS = 80;

/** Presses a link of the side menu with the mouse. */
async function open(page: Page, hash: string): Promise<void> {
  await page.click(`#side a[href="${hash}"]`, { delay: PRESS });
}

async function scrollGrid(page: Page): Promise<void> {
  await open(page, '#/leads/import');
  const grid = await page.waitForSelector('[role=grid]');
  await grid?.hover();
  for (let step = 1; step <= 20; step++) {
    await page.mouse.wheel({ deltaY: 100 * step });
    await pause(60);
  }
}

async function moveThreshold(page: Page): Promise<void> {
  await open(page, '#/leads/decide');
  const slider = await page.waitForSelector('main input[type=range]');
  await slider?.focus();
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press(step % 2 === 0 ? 'ArrowRight' : 'ArrowUp');
    await pause(25);
  }
}

/** Opens one page after the other; the long tasks of each. */
async function openOtherPages(page: Page): Promise<Record<string, readonly number[]>> {
  const tasks: Record<string, readonly number[]> = {};
  for (const hash of ['#/', '#/leads/evaluate', '#/leads/setup', '#/privacy', '#/leads/train']) {
    await open(page, hash);
    await pause(400);
    tasks[hash] = await longTasks(page);
  }
  return tasks;
}

function workersOf(page: Page): string[] {
  return page.workers().map((worker) => worker.url().replace(/^.*\//, ''));
}

describe.runIf(asked)(`${ROWS} rows`, () => {
  it(
    'are read, set up and trained on',
    async () => {
      const { page } = visited;
      await dropFile(page, join(folder, 'big.csv'));
      await press(page, 'Read the file');
      await untilText(page, 'Lines read', WAIT);
      await press(page, 'Set up the outcomes');
      await untilText(page, 'Blocked', WAIT);
      await press(page, 'Confirm contract');
      await pickBoostingOnly(page);
      await startTraining(page);
      await press(page, 'See what the ranking is worth', WAIT);
      await untilText(page, 'ROC-AUC');
      expect(await mainText(page)).toContain('Lift');
    },
    WAIT,
  );

  it(
    'are trained on again while the page stays free, and the cancelled job is gone',
    async () => {
      const { page, browser } = visited;
      const pid = browser.process()?.pid ?? 0;
      // Every page has been open before memory is looked at, so that what it is compared with later is the
      // job's alone, and the browser has given back what the jobs before held.
      await watchLongTasks(page);
      await scrollGrid(page);
      await moveThreshold(page);
      await openOtherPages(page);
      await pickBoostingOnly(page);
      await pause(25_000);
      const before = megabytesOf(pid);
      await startTraining(page);
      expect(workersOf(page).some((name) => name.startsWith('study.worker'))).toBe(true);
      await longTasks(page);
      const tasks: Record<string, readonly number[]> = {};
      await scrollGrid(page);
      tasks.grid = await longTasks(page);
      await moveThreshold(page);
      tasks.threshold = await longTasks(page);
      Object.assign(tasks, await openOtherPages(page));
      const during = megabytesOf(pid);
      expect(workersOf(page).some((name) => name.startsWith('study.worker'))).toBe(true);

      await page.click('section.task button');
      const start = performance.now();
      while (workersOf(page).length > 1) await pause(10);
      const gone = performance.now() - start;
      await pause(10_000 - gone);
      const after = megabytesOf(pid);
      console.log(JSON.stringify({ rows: ROWS, tasks, gone, before, during, after }));
      expect(Object.values(tasks).flat()).toEqual([]);
      expect(gone).toBeLessThan(1000);
      expect(after).toBeLessThan(before * 1.1);
      expect(during).toBeGreaterThan(after);
    },
    WAIT,
  );
});
