import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { visit, type Visit } from './harness';
import { PLACES } from './places';
import { dropFile, press, untilText } from './steps';

const ROWS = 50_000;
let folder: string;
let leads: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadbench-rows-'));
  leads = join(folder, 'leads.csv');
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `L${String(i)},${['Solo', 'Jakarta', 'Bogor'][i % 3]},${String((i * 7919) % 1000)}`,
  );
  await writeFile(leads, ['id,city,amount', ...rows].join('\n'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function untilFirst(page: Page, cells: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('main [role="grid"] [role="row"][aria-rowindex="2"] > *')]
        .map((cell) => cell.textContent.trim())
        .join('|') === wanted,
    { timeout: 30_000 },
    cells.join('|'),
  );
}

/** Waits until the first row ends with this cell. */
async function untilLast(page: Page, cell: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document
        .querySelector('main [role="grid"] [role="row"][aria-rowindex="2"]')
        ?.lastElementChild?.textContent.trim() === wanted,
    { timeout: 30_000 },
    cell,
  );
}

describe.each(PLACES)('the grid of all rows in $name', ({ browser, headers, base }) => {
  let visited: Visit;

  afterEach(() => visited.close());

  it('searches, sorts, and goes back to the order of the file', async () => {
    visited = await visit({ browser, headers, base });
    const { page } = visited;
    await untilText(page, 'Drop');
    await dropFile(page, leads);
    await press(page, 'Read the file');
    await untilText(page, 'All rows');
    await untilFirst(page, ['1', 'L0', 'Solo', '0']);

    const search = await page.waitForSelector('main input[type=search]');
    await search?.type('L4999');
    await untilText(page, `11 of ${ROWS.toLocaleString('en')} rows`);
    await untilFirst(page, ['5,000', 'L4999', 'Jakarta', '81']);

    // Sorted by a press on the head: numbers downwards first.
    await page.evaluate(() => {
      const head = [...document.querySelectorAll<HTMLElement>('main [role="grid"] .sort')].find(
        (one) => one.textContent.trim() === 'amount',
      );
      head?.click();
    });
    await page.waitForSelector('main [role="columnheader"][aria-sort="descending"]');
    await untilLast(page, '810');
    const amounts = await page.evaluate(() =>
      [...document.querySelectorAll('main [role="grid"] [role="row"]')]
        .slice(1)
        .map((row) => Number(row.lastElementChild?.textContent.trim())),
    );
    expect(amounts).toHaveLength(11);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));

    await search?.evaluate((field) => {
      field.value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await untilText(page, `${ROWS.toLocaleString('en')} of ${ROWS.toLocaleString('en')} rows`);
    await untilLast(page, '999');
    expect(visited.complaints).toEqual([]);
    expect(visited.foreign).toEqual([]);
  });
});
