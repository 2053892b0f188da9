import type { Page } from 'puppeteer-core';
import { afterEach, describe, expect, it } from 'vitest';
import { BROWSERS } from './places';
import { visit, type Visit } from './harness';
import { chooseTheme, go, untilText } from './steps';

/** Marks of each plot on the page, once none is busy. */
async function marksOf(page: Page, plots: number): Promise<number[]> {
  const read = await page.waitForFunction(
    (wanted) => {
      const all = [...document.querySelectorAll('main .plot')];
      if (all.length !== wanted || all.some((plot) => plot.ariaBusy === 'true')) return null;
      return all.map((plot) => plot.querySelectorAll('.view path').length);
    },
    { timeout: 20_000 },
    plots,
  );
  return (await read.jsonValue()) as number[];
}

describe.each(BROWSERS)('charts in %s', (browser) => {
  let visited: Visit;
  afterEach(() => visited.close());

  it('are drawn on a page opened before those of the page before were, and again in another theme', async () => {
    visited = await visit({ browser });
    const { page, url } = visited;
    await page.goto(`${url}?demo`);
    await untilText(page, 'Is the ranking worth calling by?');
    await go(page, '#/leads/decide');
    for (const marks of await marksOf(page, 2)) expect(marks).toBeGreaterThan(5);
    await go(page, '#/leads/evaluate');
    for (const marks of await marksOf(page, 4)) expect(marks).toBeGreaterThan(5);
    await chooseTheme(page, 'dark');
    for (const marks of await marksOf(page, 4)) expect(marks).toBeGreaterThan(5);
    expect(visited.complaints).toEqual([]);
  });
});
