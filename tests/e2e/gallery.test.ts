import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeViolations, visit, type Visit } from './harness';
import { go } from './steps';

const LOOKS = [
  { browser: 'chromium', theme: 'light', dark: false, width: 1280 },
  { browser: 'chromium', theme: 'dark', dark: true, width: 1280 },
  { browser: 'chromium', theme: 'light', dark: false, width: 390 },
  { browser: 'firefox', theme: 'dark', dark: true, width: 1280 },
] as const;

describe.each(LOOKS)('the gallery in $browser, $theme at $width', ({ browser, dark, width }) => {
  let visited: Visit;

  beforeAll(async () => {
    visited = await visit({ browser, path: '#gallery', dark, width });
    await visited.page.waitForSelector('main svg.marks');
  }, 60_000);
  afterAll(() => visited.close());

  it('breaks no rule of WCAG 2.2 A and AA in any state', async () => {
    const found = await findAxeViolations(visited.page);
    expect(found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)).toEqual(
      [],
    );
    expect(visited.complaints).toEqual([]);
  });

  it('is no wider than the window', async () => {
    const wide = await visited.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  });
});

describe('components by keyboard', () => {
  let visited: Visit;

  beforeAll(async () => {
    visited = await visit({ path: '#gallery' });
    await visited.page.waitForSelector('main svg.marks');
  }, 60_000);
  afterAll(() => visited.close());

  /** What has the focus: its name, or its text. */
  function focused(): Promise<string> {
    return visited.page.evaluate(() => {
      const one = document.activeElement;
      return one?.getAttribute('aria-label') ?? one?.textContent.trim() ?? '';
    });
  }

  it.each([
    { role: 'radio', group: 'View', first: 'Map', second: 'Table', last: 'Table' },
    { role: 'radio', group: 'Filter', first: 'All 58', second: 'To decide 3', last: 'Blocked 13' },
    { role: 'tab', group: 'Parts', first: 'Map', second: 'Table', last: 'Table' },
  ])('moves through $group by arrows, past what is off', async ({ role, group, ...names }) => {
    const { page } = visited;
    const inGroup = `[aria-label="${group}"] [role=${role}]`;
    await page.focus(`${inGroup}[tabindex="0"]`);
    await page.keyboard.press('Home');
    expect(await focused()).toBe(names.first);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe(names.second);
    await page.keyboard.press('End');
    expect(await focused()).toBe(names.last);
  });

  it('keeps a busy button as wide as it was, and does not press one that is off', async () => {
    const widths = await visited.page.$$eval('main .btn', (all) =>
      all
        .filter((one) => one.textContent.trim() === 'Train 6 cells')
        .map((one) => ({
          busy: one.ariaBusy === 'true',
          width: one.getBoundingClientRect().width,
        })),
    );
    const of = (busy: boolean) => widths.filter((one) => one.busy === busy).map((one) => one.width);
    expect(of(true).length).toBe(4);
    expect(of(true)).toEqual(of(false));
  });

  it('says why a button is off, when it has the focus, until Escape', async () => {
    const { page } = visited;
    await page.focus('main .btn[aria-disabled=true]');
    await page.keyboard.press('Tab');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    const shown = () =>
      page.$$eval('.tip:popover-open', (all) => all.map((one) => one.textContent));
    expect(await shown()).toEqual(['Another run is going on.']);
    await page.keyboard.press('Escape');
    expect(await shown()).toEqual([]);
  });

  it('asks before it deletes, with the count, and gives the focus back', async () => {
    const { page } = visited;
    const opener = await page.$('::-p-text(Delete projects…)');
    await opener?.evaluate((one) => one.closest('button')?.focus());
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Cancel');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Delete projects…');
    expect(await page.$eval('#deleted', (one) => one.textContent)).toBe('0 deleted');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Delete 3 projects');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('#deleted')?.textContent.startsWith('3'),
    );
  });

  it('sorts, filters and hides by a column’s menu', async () => {
    const { page } = visited;
    const table = '[role=group][aria-label="Branches"]';
    const cells = () =>
      page.$$eval(`${table} tbody tr:not(.tot) td:first-child`, (all) =>
        all.map((one) => one.textContent.trim()),
      );
    const open = async (column: string): Promise<void> => {
      await page.focus(`${table} [aria-label="Menu of ${column}"]`);
      await page.keyboard.press('ArrowDown');
      await page.waitForSelector('[role=menu]');
      await page.waitForFunction(() => document.activeElement?.closest('[role=menu]') !== null);
    };
    const choose = async (text: string): Promise<void> => {
      for (let tries = 0; tries < 12; tries++) {
        const at = await page.evaluate(
          () =>
            document.querySelector('[role=menuitem][data-highlighted]')?.textContent.trim() ?? '',
        );
        if (at === text) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('[role=menu]') === null);
    };

    await open('Branch');
    await choose('Sort descending');
    expect((await cells())[0]).toBe('Branch 9');
    expect(await focused()).toBe('Menu of Branch');

    await open('Branch');
    await choose('Filter…');
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
    await page.keyboard.type('branch 2');
    await page.waitForFunction(() => document.body.innerText.includes('6 of 24 rows'));
    expect(await cells()).toEqual(['4', '3', '2', '1', '0', ''].map((digit) => `Branch 2${digit}`));

    await open('Area');
    await choose('Hide column');
    await page.waitForFunction(() => document.activeElement?.textContent.includes('1 hidden'));
    expect(await page.$(`${table} [aria-label="Menu of Area"]`)).toBeNull();
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${table} [aria-label="Menu of Area"]`);
  });

  it('reads the marks of a chart by arrows, and draws it anew for another theme', async () => {
    const { page } = visited;
    const stroke = () =>
      page.$eval('main svg.marks', (one) => one.outerHTML.match(/#[0-9a-f]{6}/gi)?.join() ?? '');
    await page.focus('main input.pick');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.body.innerText.includes('Decile 1: 4.07 times'));
    const before = await stroke();
    await page.click('header button[aria-label^="Theme"]');
    await page.click('header button[aria-label^="Theme"]');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await page.waitForFunction(
      (old) =>
        (document
          .querySelector('main svg.marks')
          ?.outerHTML.match(/#[0-9a-f]{6}/gi)
          ?.join() ?? old) !== old,
      {},
      before,
    );
    expect(await stroke()).not.toBe(before);
  });

  it('puts nothing of itself into a menu', async () => {
    await go(visited.page, '#/');
    const links = await visited.page.$$eval('a', (all) => all.map((one) => one.hash));
    expect(links).not.toContain('#gallery');
  });
});
