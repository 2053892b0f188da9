import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reload, untilKept, untilSettled, visit, type Visit } from './harness';
import { scoreToList, trainOnFile } from './journey';
import { demoCsv, numbersOf } from './lead-file';
import { PLACES } from './places';
import { chooseFile, dropFile } from './steps';

const ROWS = 4000;

describe.each(PLACES)('without a host in $name', ({ browser, headers, base }) => {
  let visited: Visit;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadbench-offline-'));
  });
  afterEach(async () => {
    await visited.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('leads from a file to a call list after the host has gone, and asks for nothing', async () => {
    const path = join(folder, 'leads.csv');
    await writeFile(path, await demoCsv(ROWS));
    visited = await visit({ browser, headers, base });
    await untilKept(visited.page);
    await visited.goOffline();
    await reload(visited.page);
    await untilSettled(visited.page);

    const take = headers ? dropFile : chooseFile;
    await take(visited.page, path);
    await trainOnFile(visited);
    const list = await scoreToList(visited);

    expect(list.rows).toBeGreaterThan(0);
    expect(numbersOf(list, 'rank')).toEqual(Array.from({ length: list.rows }, (_, i) => i + 1));
    expect(visited.complaints).toEqual([]);
    expect(visited.foreign).toEqual([]);
  });
});
