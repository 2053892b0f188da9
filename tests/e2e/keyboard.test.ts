import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { download, visit, type Visit } from './harness';
import { untilText } from './steps';

let visited: Visit;

beforeAll(async () => {
  visited = await visit();
}, 60_000);
afterAll(() => visited.close());

/** Opens the palette by its keys, types, and does what it finds first. */
async function command(text: string): Promise<void> {
  const { page } = visited;
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('dialog[open] [role=combobox]:focus');
  await page.keyboard.type(text);
  await page.waitForFunction(
    (wanted) =>
      document
        .querySelector('[role=option][aria-selected=true]')
        ?.textContent.toLowerCase()
        .includes(wanted),
    {},
    text.split(' ')[0].toLowerCase(),
  );
  await page.keyboard.press('Enter');
}

/** Presses Tab until something that matches has the focus; fails where the order never comes to it. */
async function tabTo(selector: string): Promise<void> {
  const { page } = visited;
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab never came to ${selector}`);
}

/** Whether what has the focus shows it, and is not under one of the bars. */
function focusShown(): Promise<boolean> {
  return visited.page.evaluate(() => {
    const one = document.activeElement;
    if (one === null) return false;
    const box = one.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return one.matches(':focus-visible') && at !== null && (one.contains(at) || at.contains(one));
  });
}

describe('the main job by keyboard alone', () => {
  it('opens the demo from the palette', async () => {
    const { page } = visited;
    await command('demo');
    await untilText(page, 'Is the ranking worth calling by?');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  }, 120_000);

  it('opens a column’s menu in a chart’s table and closes it again', async () => {
    const { page } = visited;
    await tabTo('[aria-label^="Show as table"]');
    expect(await focusShown()).toBe(true);
    await page.keyboard.press('Enter');
    await tabTo('[aria-haspopup=menu]');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('[role=menu]');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('[role=menu]') === null);
    await page.waitForFunction(() => document.activeElement?.ariaHasPopup === 'menu');
  }, 120_000);

  it('walks to Decide by its link and moves the threshold by arrow keys', async () => {
    const { page } = visited;
    await command('evaluate');
    await page.waitForFunction(() => document.querySelector('dialog[open]') === null);
    await tabTo('main .ph a');
    expect(await focusShown()).toBe(true);
    await page.keyboard.press('Enter');
    await untilText(page, 'Confusion matrix');
    await tabTo('input[type=range][aria-label="Agents"]');
    const called = () =>
      page.$$eval('table.cm tbody td b', (all) => all.slice(0, 2).map((one) => one.innerText));
    const before = await called();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
    expect(await called()).not.toEqual(before);
  }, 120_000);

  it('scores, and exports the list from the palette', async () => {
    const { page } = visited;
    await command('score leads');
    await untilText(page, 'Score the open table');
    await tabTo('main .ph button.pri');
    await page.keyboard.press('Enter');
    await page.waitForSelector('main [role=grid]', { timeout: 60_000 });
    const { name, bytes } = await download(visited, () => command('CSV'));
    expect(name).toMatch(/-top-\d+\.csv$/);
    expect(bytes.length).toBeGreaterThan(1000);
  }, 120_000);

  it('changes language and theme from the palette', async () => {
    const { page } = visited;
    await command('dark');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await command('bahasa');
    await page.waitForFunction(() => document.documentElement.lang === 'id');
    expect(visited.complaints).toEqual([]);
  }, 120_000);
});
