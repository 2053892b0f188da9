import { afterEach, describe, expect, it } from 'vitest';
import { probe, readCounts, untilKept, untilSettled, visit, type Visit } from './harness';
import { PLACES } from './places';

describe.each(PLACES)('the page in $name', ({ browser, headers, base, loads }) => {
  let visited: Visit;

  afterEach(() => visited.close());

  it('opens isolated, under its policy, with no foreign request and no error', async () => {
    visited = await visit({ browser, headers, base });
    const { page, navigations, url } = visited;

    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(navigations).toEqual(Array<string>(loads).fill(url));
    expect(await readCounts(page)).toMatchObject({ refused: 0 });
    expect(visited.complaints).toEqual([]);
    expect(visited.foreign).toEqual([]);
    expect(await page.evaluate(refusals)).toEqual({ fetch: true, code: true });
    expect(await probe(page)).toEqual({ fetchRefused: true, codeRefused: true, isolated: true });
  });

  it('works offline after the first visit', async () => {
    visited = await visit({ browser, headers, base });
    await untilKept(visited.page);
    await visited.goOffline();

    await visited.page.goto(`${visited.url}?demo`);
    await untilSettled(visited.page);

    expect(await visited.page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(visited.complaints).toEqual([]);
    expect(visited.foreign).toEqual([]);
    expect(await probe(visited.page)).toMatchObject({ fetchRefused: true, codeRefused: true });
  });

  it('refuses what is not of its build, own origin included, and counts it', async () => {
    visited = await visit({ browser, headers, base });
    const { page, url } = visited;
    const asked = [`${url}elsewhere.js`, `${url}index.html?x=1`, new URL('/', url).href + 'a'];

    const answers = await page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map((address) =>
            fetch(address).then(
              () => 'answered',
              () => 'refused',
            ),
          ),
        ),
      asked,
    );

    expect(answers).toEqual(['refused', 'refused', 'refused']);
    const counts = await readCounts(page);
    expect(counts?.refused).toBe(3);
    expect([...(counts?.refusedUrls ?? [])].sort()).toEqual([...asked].sort());
  });
});

/** The page itself, as the probe asks of a worker. */
async function refusals(): Promise<{ fetch: boolean; code: boolean }> {
  const isFetchRefused = await fetch('data:,x').then(
    () => false,
    () => true,
  );
  // Not in this function itself: the debugger that calls it may run code from text.
  const isCodeRefused = await new Promise<boolean>((resolve) => {
    setTimeout(() => {
      try {
        resolve(typeof new Function('') !== 'function');
      } catch {
        resolve(true);
      }
    });
  });
  return { fetch: isFetchRefused, code: isCodeRefused };
}
