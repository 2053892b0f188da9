import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnNamed } from '../../src/data/table/find-column';
import { textAt } from '../../src/data/table/read-cell';
import type { Table } from '../../src/data/table/column';
import { sharedData } from '../shared-data';
import { download, findAxeViolations, visit, type Visit } from './harness';
import { demoCsv, numbersOf, readCsv } from './lead-file';
import { PLACES } from './places';
import { chooseTheme, dropFile, go, mainText, press, untilText } from './steps';

const data = sharedData();
const CASE = data
  ? {
      name: 'Hillstrom',
      path: join(data, 'hillstrom-email', 'hillstrom.csv.gz'),
      rows: 64_000,
      leak: 'spend',
      outcomes: ['visit', 'conversion'],
    }
  : {
      name: 'demo leads',
      path: '',
      rows: 10_000,
      leak: 'CALL_STATUS',
      outcomes: ['DELIVERED', 'BOOKED'],
    };

/** Writes the demo file where the real one is absent. */
async function leadFile(folder: string): Promise<string> {
  if (CASE.path !== '') return CASE.path;
  const path = join(folder, 'leads.csv');
  await writeFile(path, await demoCsv(CASE.rows));
  return path;
}

/** Serious and critical findings in both themes, as `rule: first element`. */
async function seriousAxe(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await chooseTheme(page, theme);
    for (const { id, impact, nodes } of await findAxeViolations(page)) {
      if (impact === 'serious' || impact === 'critical') found.push(`${id}: ${nodes[0].html}`);
    }
  }
  return found;
}

describe.each(PLACES)(`from ${CASE.name} to a call list in $name`, ({ browser, headers, base }) => {
  let visited: Visit;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadbench-e2e-'));
    visited = await visit({ browser, headers, base });
  }, 60_000);
  afterAll(async () => {
    await visited.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('reads the dropped file and shows where every line went', async () => {
    const { page } = visited;
    await dropFile(page, await leadFile(folder));
    await press(page, 'Read the file');
    await untilText(page, 'Lines read');
    const all = CASE.rows.toLocaleString('en');
    expect(await mainText(page)).toContain(`${all} = ${all} + 0 + 0`);
    expect(await seriousAxe(page)).toEqual([]);
  }, 120_000);

  it('proposes both outcomes and blocks the leak', async () => {
    const { page } = visited;
    await press(page, 'Set up the outcomes');
    await untilText(page, 'Blocked');
    const text = await mainText(page);
    for (const outcome of CASE.outcomes) expect(text).toContain(outcome);
    const blocked = text.slice(text.indexOf('Blocked'), text.lastIndexOf('Allowed'));
    expect(blocked).toContain(CASE.leak);
    expect(await seriousAxe(page)).toEqual([]);
    await press(page, 'Confirm contract');
  }, 120_000);

  it('trains both stages and names the champions', async () => {
    const { page } = visited;
    await page.waitForSelector('main input[type=checkbox]');
    await page.evaluate(() => {
      for (const box of document.querySelectorAll<HTMLInputElement>('main input[type=checkbox]')) {
        if (!box.checked) box.click();
      }
    });
    await press(page, 'Train 6 cells');
    await untilText(page, 'See what the ranking is worth');
    const board = await page.$$eval('main table', ([table]) => table.innerText);
    for (const name of ['Logistic regression', 'Random forest', 'Gradient boosting']) {
      expect(board).toMatch(new RegExp(`${name}[^]*?0\\.\\d{3}`));
    }
    await press(page, 'See what the ranking is worth');
    await untilText(page, 'ROC-AUC');
    expect(await seriousAxe(page)).toEqual([]);
  }, 240_000);

  it('moves the cut without a message and keeps the counts whole', async () => {
    const { page } = visited;
    await press(page, 'Decide who is called');
    await untilText(page, 'Confusion matrix');
    const before = await confusion(page);
    await countMessages(page);
    await page.focus('input[type=range][aria-label="Agents"]');
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => document.documentElement.dataset['messages'])).toBe('0');
    const after = await confusion(page);
    expect(after.reduce((a, b) => a + b)).toBe(before.reduce((a, b) => a + b));
    expect(after[0] + after[1]).toBeLessThan(before[0] + before[1]);
    expect(await seriousAxe(page)).toEqual([]);
  }, 120_000);

  it('scores every row and hands out a list that keeps its promises', async () => {
    const { page } = visited;
    await press(page, 'Score and export the list');
    await press(page, 'Score the open table');
    await untilText(page, 'Grade');
    await page.waitForSelector('::-p-aria([name="CSV"])');
    await page.click('::-p-aria([name="CSV"])');
    const top = await download(visited, () => press(page, 'Export'));
    expect(top.name).toMatch(/-top-\d+\.csv$/);
    const list = await readCsv(top.bytes);
    expect(list.rows).toBe(Number(/top-(\d+)/.exec(top.name)?.[1]));
    checkList(list);
    await page.click('::-p-aria([name="Every row"])').catch(() => undefined);
    expect(await seriousAxe(page)).toEqual([]);
  }, 240_000);

  it('has asked nothing of anybody and complained of nothing', async () => {
    const { page } = visited;
    for (const hash of ['#/', '#/privacy']) {
      await go(page, hash);
      await page.waitForSelector('h1');
      expect(await seriousAxe(page)).toEqual([]);
    }
    expect(visited.complaints).toEqual([]);
    expect(visited.foreign).toEqual([]);
  }, 60_000);
});

/** From here on the page's root element says how many messages it sends to workers. */
function countMessages(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset['messages'] = '0';
    for (const port of [Worker.prototype, MessagePort.prototype]) {
      const send = Reflect.get(port, 'postMessage') as (...args: unknown[]) => void;
      const counting = new Proxy(send, {
        apply(target, self, args) {
          dataset['messages'] = String(Number(dataset['messages']) + 1);
          Reflect.apply(target, self, args);
        },
      });
      Reflect.set(port, 'postMessage', counting);
    }
  });
}

/** True positives, false positives, false negatives, true negatives as the page shows them. */
function confusion(page: Page): Promise<number[]> {
  return page.$$eval('table.cm b', (cells) =>
    cells.map((cell) => Number((cell.textContent ?? '').replaceAll(',', ''))),
  );
}

/** Best first, final = P1 x P2, ranks without gaps, deciles and grades by rank. */
function checkList(list: Table): void {
  const [p1, p2, final] = ['p_stage1', 'p_stage2', 'final_score'].map((name) =>
    numbersOf(list, name),
  );
  // P1 and P2 are float32, their product is written exactly.
  final.forEach((score, i) => expect(score).toBeCloseTo(p1[i] * p2[i], 9));
  final.slice(1).forEach((score, i) => expect(score).toBeLessThanOrEqual(final[i]));
  expect(numbersOf(list, 'rank')).toEqual(final.map((_, i) => i + 1));
  const grade = columnNamed(list, 'grade');
  expect(grade && textAt(grade, 0)).toBe('A');
  expect(numbersOf(list, 'decile')[0]).toBe(1);
}
