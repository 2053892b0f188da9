/**
 * What is open and what is kept: after a reload, in a second tab, where rows are not to be kept, and after
 * everything was forgotten.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, describe, expect, it } from 'vitest';
import { reload, untilSettled, visit, type Visit } from './harness';
import { trainOnFile } from './journey';
import { demoCsv } from './lead-file';
import { PLACES } from './places';
import { dropFile, go, mainText, press, untilSaved, untilText } from './steps';

const STEPS = ['import', 'setup', 'train', 'evaluate', 'decide', 'score'];

let visited: Visit;
afterEach(() => visited.close());

/** Reloads once everything is saved, as a hand would. */
async function reloadSaved(page: Page): Promise<void> {
  await untilSaved(page);
  await reload(page);
  await untilSettled(page);
}

/** What a step shows once it does not change any more. */
async function settledText(page: Page, hash: string): Promise<string> {
  await go(page, hash);
  let text = '';
  for (let same = 0; same < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const next = await mainText(page);
    same = next === text && next.length > 200 ? same + 1 : 0;
    text = next;
  }
  return text;
}

/** A second tab of the same browser window. */
async function openTab(hash: string): Promise<Page> {
  const tab = await visited.browser.newPage();
  await tab.setViewport({ width: 1280, height: 800 });
  await tab.goto(visited.url + hash);
  await untilSettled(tab);
  return tab;
}

/** Names in the page's own folder of the private file system. */
function filesKept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    const root = await navigator.storage.getDirectory();
    for await (const [folder, handle] of root.entries()) {
      if (handle.kind !== 'directory') continue;
      for await (const name of handle.keys()) names.push(`${folder}/${name}`);
    }
    return names;
  });
}

/** Why a button cannot be pressed, as it tells a screen reader; empty where it can. */
function reasonOf(page: Page, text: string): Promise<string> {
  return page.evaluate((wanted) => {
    const buttons = [...document.querySelectorAll('main button')];
    const found = buttons.find((one) => one.textContent?.trim().startsWith(wanted));
    const id = found?.getAttribute('aria-describedby') ?? '';
    return document.getElementById(id)?.textContent ?? '';
  }, text);
}

/** What else the page has on the device. */
function tracesLeft(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    caches: await caches.keys(),
    settings: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    registrations: (await navigator.serviceWorker.getRegistrations()).length,
    databases: (await indexedDB.databases()).length,
  }));
}

/** The demo with its models, saved. */
async function openDemo(options: Parameters<typeof visit>[0] = {}): Promise<Page> {
  visited = await visit({ ...options, path: '?demo' });
  await untilText(visited.page, 'ROC-AUC');
  await untilSaved(visited.page);
  return visited.page;
}

describe.each(PLACES)('what is open in $name', ({ browser, headers, base }) => {
  it('comes back whole after a reload, at the step the hash names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leadbench-e2e-'));
    visited = await visit({ browser, headers, base });
    const { page } = visited;
    await writeFile(join(folder, 'leads.csv'), await demoCsv(6000));
    await dropFile(page, join(folder, 'leads.csv'));
    await trainOnFile(visited);
    await go(page, '#/leads/score');
    await press(page, 'Score the open table');
    await untilText(page, 'Grade');
    const before = new Map<string, string>();
    for (const step of STEPS) before.set(step, await settledText(page, `#/leads/${step}`));
    for (const step of STEPS) {
      await go(page, `#/leads/${step}`);
      await reloadSaved(page);
      expect(await settledText(page, `#/leads/${step}`), step).toBe(before.get(step));
    }
    await page.evaluate(() => history.back());
    await untilText(page, 'Confusion matrix');
    await page.evaluate(() => history.forward());
    await untilText(page, 'Grade');
    expect(visited.complaints).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('lets one tab write and another read, until the first is closed', async () => {
    const page = await openDemo({ browser, headers, base });
    const tab = await openTab('#/leads/evaluate');
    await untilText(tab, 'Read only here');
    await untilText(tab, '17,991');
    await go(tab, '#/leads/train');
    await tab.waitForSelector('::-p-aria([name="Train 4 cells"])');
    expect(await reasonOf(tab, 'Train 4 cells')).toMatch(/another tab/);
    // A tab that only reloads stays the one that writes. (One behind another draws no frame.)
    await page.bringToFront();
    await reload(page);
    await untilSettled(page);
    await untilText(page, 'ROC-AUC');
    expect(await mainText(page)).not.toContain('Read only here');
    await page.close();
    await press(tab, 'Continue in this tab');
    await tab.waitForFunction(() => !document.body.innerText.includes('other tab'));
    await go(tab, '#/');
    await press(tab, 'Close and remove');
    await untilText(tab, 'No data set is kept');
    expect((await filesKept(tab)).filter((name) => !/slot-[ab]$/.test(name))).toEqual([]);
  });

  it('forgets everything on this device, and looks that it did', async () => {
    const page = await openDemo({ browser, headers, base });
    expect((await filesKept(page)).length).toBeGreaterThan(4);
    await go(page, '#/privacy');
    await press(page, 'Forget everything on this device');
    await untilText(page, '1 data set with rows, models and set-up');
    await page.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLElement>('dialog[open] button')];
      buttons.at(-1)?.click();
    });
    await untilText(page, 'Looked afterwards: nothing of this page is left');
    expect(await filesKept(page)).toEqual([]);
    expect(await tracesLeft(page)).toEqual({
      caches: [],
      settings: [],
      registrations: 0,
      databases: 0,
    });
    // The page that forgot has no service worker: the next page begins afresh.
    await go(page, '#/');
    await untilText(page, 'No data set is kept');
    await untilSettled(page);
    await go(page, '#/leads/evaluate');
    await untilText(page, 'Nothing is trained yet.');
  });
});

describe('what is kept', () => {
  it('holds no rows where the analyst wants none', async () => {
    const page = await openDemo();
    await go(page, '#/privacy');
    const select = await page.waitForSelector('select');
    await select?.select('0');
    await page.waitForFunction(
      () => document.querySelector('.app')?.getAttribute('data-saved') === 'true',
    );
    await expect
      .poll(async () => (await filesKept(page)).filter((n) => /\.(rows|test|scored)$/.test(n)), {
        timeout: 20_000,
      })
      .toEqual([]);
    await go(page, '#/leads/evaluate');
    await reloadSaved(page);
    await untilText(page, 'ROC-AUC');
    await go(page, '#/leads/import');
    await untilText(page, 'No leads yet');
    await go(page, '#/');
    await untilText(page, 'Demo data');
    expect((await filesKept(page)).some((name) => name.endsWith('.leadbench'))).toBe(true);
  });

  it('says what is missing at a step without data', async () => {
    visited = await visit({ path: '#/leads/evaluate' });
    await untilText(visited.page, 'Nothing is trained yet');
    await go(visited.page, '#/leads/setup');
    await untilText(visited.page, 'No table is open');
    expect(visited.complaints).toEqual([]);
  });
});
