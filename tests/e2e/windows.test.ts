import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hardReload, reload, untilSettled, visit, type Visit } from './harness';
import { scoreToList, trainOnFile } from './journey';
import { demoCsv } from './lead-file';
import { BROWSERS, PLACES } from './places';
import { dropFile, mainText, press, untilText } from './steps';

const ROWS = 4000;

let visited: Visit;
let folder: string;
let leads: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadbench-windows-'));
  leads = join(folder, 'leads.csv');
  await writeFile(leads, await demoCsv(ROWS));
});
afterEach(() => visited.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The page is under its service worker, isolated, and takes a file. */
async function expectWorking(): Promise<void> {
  const { page } = visited;
  await untilSettled(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await dropFile(page, leads);
  await press(page, 'Read the file');
  await untilText(page, 'Lines read');
  expect(await page.$('[role=alert]')).toBeNull();
  expect(visited.complaints).toEqual([]);
  expect(visited.foreign).toEqual([]);
}

describe.each(PLACES)('in $name', ({ browser, headers, base, loads }) => {
  it('a hard reload ends in a working page, after one reload of its own at most', async () => {
    visited = await visit({ browser, headers, base });
    await hardReload(visited.page);
    await expectWorking();
    expect(visited.navigations.length).toBeLessThanOrEqual(2 * loads);
  });

  it('a plain reload after the first visit ends in a working page', async () => {
    visited = await visit({ browser, headers, base });
    // By the browser's own command, which Chromium may answer with a page it had set aside: puppeteer
    // waits in vain for its events then.
    await visited.page.reload({ timeout: 10_000 }).catch(() => undefined);
    await expectWorking();
  });

  it('a private window works', async () => {
    visited = await visit({ browser, headers, base, isPrivate: true });
    await expectWorking();
    expect(visited.navigations).toHaveLength(loads);
  });
});

describe.each(BROWSERS)('in %s without a service worker', (browser) => {
  const host = { browser, serviceWorker: false, controlled: false };

  it('works on one thread, with columns copied, where the host sends the policy alone', async () => {
    visited = await visit({ ...host, headers: 'policy' });
    await dropFile(visited.page, leads);
    await trainOnFile(visited);
    const list = await scoreToList(visited);

    expect(list.rows).toBeGreaterThan(0);
    expect(await visited.page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(visited.navigations).toHaveLength(1);
    expect(visited.foreign).toEqual([]);
  });

  it('says what is missing on a bare host, takes no file, and reloads only when told to', async () => {
    visited = await visit({ ...host, headers: false });
    const { page, navigations } = visited;
    await untilText(page, 'the policy is not in force');
    await dropFile(page, leads);
    await untilText(page, 'PROBE_FAILED');
    expect(await mainText(page)).not.toContain('Read the file');
    expect(navigations).toHaveLength(1);

    await Promise.all([page.waitForNavigation(), press(page, 'Reload once')]);
    await untilText(page, 'A reload did not help');
    await reload(page);
    await untilText(page, 'A reload did not help');
    expect(navigations).toHaveLength(3);
  });
});
