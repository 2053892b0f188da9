import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badFiles, csv, leads, sparseFile, wideLeads } from './bad-files';
import { download, visit, type Visit } from './harness';
import { demoCsv, readCsv } from './lead-file';
import { dropFile, dropFiles, go, mainText, press, untilText } from './steps';

/** Columns of the widest file. */
const WIDE = 10_000;

let visited: Visit;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadbench-bad-'));
  visited = await visit();
  await save('good.csv', leads(['SCORE', 'AREA'], 3000, 0.5));
  await train(visited.page, 'good.csv');
}, 120_000);
afterAll(async () => {
  await visited.close();
  await rm(folder, { recursive: true, force: true });
});

async function save(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function setUp(page: Page, name: string): Promise<void> {
  // On Score a dropped file would be scored.
  await go(page, '#/');
  await dropFile(page, join(folder, name));
  await press(page, 'Read the file');
  await press(page, 'Set up the outcomes');
  await press(page, 'Confirm contract');
}

async function train(page: Page, name: string): Promise<void> {
  await setUp(page, name);
  await press(page, 'Train');
  await press(page, 'See what the ranking is worth');
  await untilText(page, 'ROC-AUC');
}

/** What the page says is wrong, '' where nothing is. */
function alertText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('[role=alert]')?.textContent.trim() ?? '');
}

async function untilAlert(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('[role=alert]')?.textContent.includes(wanted),
    { timeout: 30_000 },
    text,
  );
}

/** The table Home calls open and the figures of its study. */
async function whatIsOpen(page: Page): Promise<string> {
  await go(page, '#/');
  await untilText(page, 'Open now');
  // The line under the name says how long ago it was saved, which is no part of what is open.
  const home = await page.$eval('section[aria-labelledby=open-title]', (one) =>
    one.innerText.replace(one.querySelector('p')?.innerText ?? '', ''),
  );
  await go(page, '#/leads/evaluate');
  await untilText(page, 'ROC-AUC');
  const strip = await page.$eval('.strip', (one) => (one as HTMLElement).innerText);
  return `${home}\n${strip}`;
}

/** Presses the button of the strip that stops what runs. */
async function cancel(page: Page): Promise<void> {
  await page.waitForSelector('section.task button:not([aria-disabled=true])');
  await page.click('section.task button');
}

function jobWorkers(page: Page): number {
  return page.workers().filter((worker) => !worker.url().includes('engine.worker')).length;
}

async function untilNoJob(page: Page): Promise<number> {
  const start = Date.now();
  while (jobWorkers(page) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return Date.now() - start;
}

describe('a bad file after a good one', () => {
  it.each(badFiles())('$name is named for what it is and takes nothing away', async (file) => {
    const { page } = visited;
    const before = await whatIsOpen(page);
    await dropFile(page, await save(file.name, file.bytes));
    if (file.read === true) await press(page, 'Read the file');
    await untilAlert(page, file.says);
    expect(await whatIsOpen(page)).toBe(before);
    // The same sentence of the file before must not be taken for this one's.
    await page.click('[role=alert] button');
  });

  it('a folder cannot be read and takes nothing away', async () => {
    const { page } = visited;
    const before = await whatIsOpen(page);
    await mkdir(join(folder, 'leads'), { recursive: true });
    await save(join('leads', 'a.csv'), 'a,b\n1,2\n');
    await dropFile(page, join(folder, 'leads'));
    await untilAlert(page, 'FILE_UNREADABLE');
    expect(await whatIsOpen(page)).toBe(before);
    await page.click('[role=alert] button');
  });

  it('two files at once become one table, and a project among them is not taken', async () => {
    const { page } = visited;
    const first = await save('first.csv', leads(['X', 'AREA'], 500, 0.5));
    const project = await save('old.leadbench', 'not looked at');
    await dropFiles(page, [first, join(folder, 'good.csv'), project]);
    await untilText(page, 'Not taken with it: old.leadbench.');
    await untilText(page, '2 files become one table');
    const names = () => page.$$eval('main th', (heads) => heads.map((one) => one.textContent));
    expect((await names()).join()).not.toContain('SCORE');
    await page.select('main .file select', '1');
    await page.waitForFunction(() =>
      document.querySelector('main thead')?.textContent.includes('SCORE'),
    );
    expect((await names()).join()).not.toContain('X');
    await press(page, 'Read the file');
    await untilText(page, '3,500 = 3,500 + 0 + 0');
    expect(await mainText(page)).toContain('only here: SCORE');
    expect(await mainText(page)).toContain('missing here: X');
    await whatIsOpenNow(page, 'first.csv + 1');
  });

  it('files without a column in common are refused by name, and what was open stays', async () => {
    const { page } = visited;
    const other = await save('other.csv', 'p,q\n1,2\n3,4\n');
    await dropFiles(page, [join(folder, 'good.csv'), other]);
    await press(page, 'Read the file');
    await page.waitForSelector('[role=alert]');
    expect(await page.$eval('[role=alert]', (one) => one.textContent)).toContain('other.csv');
    await page.click('[role=alert] button');
    await press(page, 'Back to the open table');
    await whatIsOpenNow(page, 'first.csv + 1');
  });
});

/** Waits until Home calls a table open. */
async function whatIsOpenNow(page: Page, name: string): Promise<void> {
  await go(page, '#/');
  await untilText(page, 'Open now');
  expect(await mainText(page)).toContain(name);
}

describe('a file that cannot be trained on', () => {
  it('says that a stage has too few positives', async () => {
    const { page } = visited;
    await save('few.csv', leads(['X', 'AREA'], 120, 0.1));
    await dropFile(page, join(folder, 'few.csv'));
    await press(page, 'Read the file');
    await press(page, 'Set up the outcomes');
    await untilText(page, 'positives, under 40: it cannot be trained');
    const barred = await page.$$eval('main button[aria-disabled=true]', (all) =>
      all.map((one) => one.textContent.trim()),
    );
    expect(barred).toContain('Confirm contract');
  });

  it('finds no outcome in columns of one value', async () => {
    const { page } = visited;
    const text = leads(['X', 'AREA'], 300, 1).replaceAll(/,\d,\d$/gm, ',1,0');
    await dropFile(page, await save('one.csv', text));
    await press(page, 'Read the file');
    await press(page, 'Set up the outcomes');
    await untilText(page, 'Checks');
    const shown = await mainText(page);
    expect(shown).not.toContain('UNEXPECTED');
    expect(shown).not.toContain('of 300,');
  });
});

describe('odd and large files', () => {
  it('leads from __proto__ and constructor to a call list', async () => {
    const { page } = visited;
    await save('names.csv', leads(['__proto__', 'constructor'], 2000, 0.5));
    await train(page, 'names.csv');
    await go(page, '#/leads/score');
    await press(page, 'Score the open table');
    await untilText(page, 'Grade');
    await page.click('::-p-aria([name="CSV"])');
    const { bytes } = await download(visited, () => press(page, 'Export'));
    const table = await readCsv(bytes);
    expect(table.columns.slice(0, 3).map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'DELIVERED',
    ]);
    expect(table.columns.at(-1)?.name).toBe('grade');
  });

  it(`trains on ${WIDE} columns`, async () => {
    const { page } = visited;
    await save('wide.csv', wideLeads(WIDE, 300));
    await train(page, 'wide.csv');
    expect(await mainText(page)).toContain('ROC-AUC');
  });

  it('stops a training run at once, says so, and trains again', async () => {
    const { page } = visited;
    await save('many.csv', await demoCsv(60_000));
    await setUp(page, 'many.csv');
    await press(page, 'Train');
    await page.waitForFunction(
      () => Number(document.querySelector('[role=progressbar]')?.ariaValueNow ?? 0) > 0,
    );
    await cancel(page);
    expect(await untilNoJob(page)).toBeLessThan(1000);
    await untilText(page, 'Training: stopped');
    await whatIsOpenNow(page, 'many.csv');
    await go(page, '#/leads/train');
    await press(page, 'Train');
    await untilText(page, 'Training: finished');
  });

  it('estimates 3 GB from their start, and refuses them without a loss', async () => {
    const { page } = visited;
    const words = csv(['ID', 'TEXT'], 400_000, (i) => [`x${i * 7919}y`, `note ${i * 104_729}`]);
    const path = join(folder, 'huge.csv');
    await sparseFile(path, Buffer.from(words));
    const start = Date.now();
    await go(page, '#/');
    await dropFile(page, path);
    await untilText(page, 'this tab may use');
    expect(Date.now() - start).toBeLessThan(10_000);
    await press(page, 'Read the file');
    await untilAlert(page, 'FILE_TOO_BIG');
    expect(await alertText(page)).toContain('GB of memory');
    await whatIsOpenNow(page, 'many.csv');
  });

  it('has complained of nothing but what was done to it', () => {
    expect(visited.complaints.filter((one) => !one.includes('dead'))).toEqual([]);
    expect(visited.foreign).toEqual([]);
  });
});
