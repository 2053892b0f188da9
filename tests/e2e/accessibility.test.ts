import { afterEach, describe, expect, it } from 'vitest';
import { ROUTES } from '../../scripts/lib/routes.js';
import { findAxeViolations, visit, type Visit } from './harness';
import { BROWSERS } from './places';

const LOOKS = [
  { theme: 'light', dark: false, width: 1280 },
  { theme: 'dark', dark: true, width: 390 },
];

const VIEWS = BROWSERS.flatMap((browser) => LOOKS.map((look) => ({ browser, ...look })));

describe.each(VIEWS)('WCAG 2.2 A and AA in $browser, $theme at $width', (view) => {
  let visited: Visit;

  afterEach(() => visited.close());

  it('finds no violation on a page without data', async () => {
    visited = await visit(view);

    for (const [name, hash] of Object.entries(ROUTES)) {
      await visited.page.evaluate((next) => (location.hash = next), hash);
      await visited.page.waitForSelector('h1');
      const found = await findAxeViolations(visited.page);
      const summary = found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`);
      expect({ name, summary }).toEqual({ name, summary: [] });
    }
    expect(visited.complaints).toEqual([]);
  });
});
