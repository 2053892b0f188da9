import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pollockScore, type TextTable } from '../../../../bench/pollock-score';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { readTextTable } from '../../../../src/data/parse/read-text-table';
import { sharedData } from '../../../shared-data';

const data = sharedData();
const folder = join(data ?? '', 'pollock-polluted');
/** One empty line for a table, and the second of two tables with one header: files put end to end. */
const EXPLAINED: Readonly<Record<string, number>> = {
  'file_no_payload.csv': 9,
  'file_multitable_same.csv': 8.3,
};

function read(part: string, name: string, options = {}): Promise<TextTable> {
  return readTextTable(bytesSource(name, readFileSync(join(folder, part, name))), options);
}

describe('the score', () => {
  const table = {
    header: ['a', 'b'],
    records: [
      ['1', '2'],
      ['3', '4'],
    ],
  };

  it.each([
    [10, table, table],
    [9, { header: [], records: [] }, null],
    [0, table, null],
    [
      10,
      table,
      {
        header: ['b', 'a'],
        records: [
          ['3', '4'],
          ['1', '2'],
        ],
      },
    ],
    // One record and its cells of two: recall a half, precision 1, F1 two thirds, twice.
    [4 + 2 * (1 + 1 / 2 + 2 / 3), table, { header: ['a', 'b'], records: [['1', '2']] }],
  ])('is %f', (score, expected, loaded) => {
    expect(pollockScore(expected, loaded)).toBeCloseTo(score, 12);
  });
});

describe.skipIf(data === null)('polluted files (skipped without the shared data folder)', () => {
  const names = data === null ? [] : readdirSync(join(folder, 'csv'));

  it.each(names)('%s', async (name) => {
    const given = join(folder, 'parameters', `${name}_parameters.json`);
    const { header_lines: lines } = JSON.parse(readFileSync(given, 'utf8')) as {
      header_lines: number;
    };
    const clean =
      name === 'file_no_payload.csv'
        ? []
        : (await read('clean', name, { delimiter: ',', quote: '"', header: false, plain: true }))
            .records;
    const expected =
      lines === 0 ? { header: [], records: clean } : { header: clean[0], records: clean.slice(1) };
    const loaded = await read('csv', name).catch(() => null);
    expect(pollockScore(expected, loaded)).toBeGreaterThanOrEqual(EXPLAINED[name] ?? 9.9);
  });
});
