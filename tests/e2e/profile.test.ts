import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { visit, type Visit } from './harness';
import { PLACES } from './places';
import { dropFile, go, mainText, press, untilText } from './steps';

const ROWS = 600;
let folder: string;
let leads: string;

/** A file with all that the page is to find. */
function line(i: number): string {
  const age = i % 10 === 0 ? 'N/A' : String(20 + (i % 40));
  const phone = i % 50 === 0 ? '08111111111' : `0812${String(1_000_000 + i * 7919)}`;
  const days = i % 4 === 0 ? 999 : i % 28;
  const city = ['Jakarta', 'JAKARTA', 'Bogor', '-'][i % 4];
  const born = i % 30 === 0 ? '1900-01-01' : `19${60 + (i % 39)}-0${(i % 9) + 1}-1${i % 9}`;
  return [i, age, phone, days, city, born, i % 3 === 0 ? 'yes' : 'no'].join(',');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadbench-profile-'));
  leads = join(folder, 'leads.csv');
  const rows = Array.from({ length: ROWS }, (_, i) => line(i));
  await writeFile(leads, ['id,age,phone,days,city,born,booked', ...rows].join('\n'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The row of a column in the table of columns, its cells as text. */
function rowOf(visited: Visit, name: string): Promise<string[]> {
  return visited.page.evaluate((wanted) => {
    const row = [...document.querySelectorAll('main tbody tr')].find(
      (one) => one.querySelector('td')?.textContent.trim() === wanted,
    );
    return [...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent.trim());
  }, name);
}

async function openProfile(visited: Visit): Promise<void> {
  await untilText(visited.page, 'Drop');
  await dropFile(visited.page, leads);
  await press(visited.page, 'Read the file');
  await press(visited.page, 'Look at the columns');
  await untilText(visited.page, 'May stand for missing');
}

describe.each(PLACES)('the profile in $name', ({ browser, headers, base }) => {
  let visited: Visit;

  afterEach(() => visited.close());

  it('shows every column and proposes what may stand for missing', async () => {
    visited = await visit({ browser, headers, base });
    await openProfile(visited);

    expect(await rowOf(visited, 'age')).toEqual(
      expect.arrayContaining(['text', '60', 'typed but for stand-ins']),
    );
    expect(await rowOf(visited, 'phone')).toEqual(
      expect.arrayContaining(['text', '12', 'identifier, kept as text']),
    );
    expect(await rowOf(visited, 'days')).toEqual(expect.arrayContaining(['150', '1', '999']));
    expect(await rowOf(visited, 'born')).toEqual(
      expect.arrayContaining(['date', '20', '01/01/1900']),
    );
    expect((await rowOf(visited, 'city')).join()).toContain('several spellings');
    await press(visited.page, 'days');
    await untilText(visited.page, 'far from all other numbers');
    await visited.page.waitForSelector('main svg [aria-roledescription], main .view svg');
    expect(visited.complaints).toEqual([]);
  });

  it('makes stand-ins missing when asked, which can be undone', async () => {
    visited = await visit({ browser, headers, base });
    const { page } = visited;
    await openProfile(visited);

    await press(page, 'age');
    await untilText(page, 'Without them the column would hold number');
    await press(page, 'Count them as missing');
    await untilText(page, 'Undo the last step');
    await page.waitForFunction(() => document.querySelectorAll('main ol li').length === 1);
    expect((await rowOf(visited, 'age')).slice(1, 4)).toEqual(['number', '10.0', '0']);

    await press(page, 'Undo the last step');
    await page.waitForFunction(() => document.querySelectorAll('main ol li').length === 0);
    await untilText(page, 'Without them the column would hold number');
    expect((await rowOf(visited, 'age')).slice(1, 3)).toEqual(['text', '0.0']);
    expect(visited.foreign).toEqual([]);
    expect(visited.complaints).toEqual([]);
  });

  it('says what is missing where no table is open', async () => {
    visited = await visit({ browser, headers, base });
    await go(visited.page, '#/leads/profile');
    await untilText(visited.page, 'No table is open yet.');
    expect(await mainText(visited.page)).toContain('Read a lead file first');
  });
});
