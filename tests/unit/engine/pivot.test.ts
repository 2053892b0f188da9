import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/files.js';

let folder: string;
const at = (name: string): string => join(folder, name);

function pivot(...options: string[]) {
  const args = [inRoot('scripts', 'engine.js'), 'pivot', at('sales.csv'), ...options];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { code: status, json: JSON.parse(stdout) as Record<string, unknown> };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadbench-pivot-'));
  const sales = [
    'CITY,UNIT,PRICE,SOLD,CASH',
    'Solo,new,10,2024-01-02,Ya',
    'Bogor,used,20,2024-01-03,Tidak',
    'Solo,used,30,2024-01-03,Ya',
    ',new,40,2024-01-04,Ya',
    'Solo,new,,2024-01-04,Tidak',
    'Bogor,,5,2024-01-05,Ya',
  ];
  writeFileSync(at('sales.csv'), `${sales.join('\n')}\n`);
  writeFileSync(at('towns.csv'), 'TOWN,PROVINCE\nSolo,Jateng\nBogor,Jabar\nMedan,Sumut\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('pivot', () => {
  it('prints a cross table with totals, sorted but for the row of totals', () => {
    const sum = ['--value', 'PRICE', '--aggregate', 'sum', '--totals', '--sort', 'total:desc'];
    const { code, json } = pivot('--rows', 'CITY', '--columns', 'UNIT', ...sum);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      rows: 4,
      columns: [
        { name: 'CITY', type: 'text' },
        ...['new', 'used', 'missing', 'total'].map((name) => ({ name, type: 'number' })),
      ],
      cells: [
        ['Solo', 10, 30, null, 40],
        [null, 40, null, null, 40],
        ['Bogor', null, 20, 5, 25],
        [null, 50, 50, 5, 105],
      ],
      read: { rows: 6, kept: 6 },
      join: null,
      out: null,
    });
  });

  it('joins, filters, groups, sorts and writes', () => {
    const where = { op: 'ge', column: 'SOLD', value: '2024-01-03' };
    const { code, json } = pivot(
      ...['--join', at('towns.csv'), '--on', 'CITY=TOWN', '--where', JSON.stringify(where)],
      ...['--rows', 'PROVINCE,CASH', '--value', 'PRICE', '--aggregate', 'count,quantile:0.9'],
      ...['--sort', 'PROVINCE:desc', '--out', at('out.csv')],
    );
    expect(code).toBe(0);
    expect(json).toMatchObject({
      cells: [
        ['Jateng', false, 1, null],
        ['Jateng', true, 1, 30],
        ['Jabar', false, 1, 20],
        ['Jabar', true, 1, 5],
        [null, true, 1, 40],
      ],
      read: { rows: 6, kept: 5 },
      join: { unmatchedLeft: 1, unmatchedRight: 1 },
    });
    const lines = readFileSync(at('out.csv'), 'utf8').replace('\ufeff', '').split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      'PROVINCE,CASH,count,"quantile(PRICE, 0.9)"',
      'Jateng,Tidak,1,',
      'Jateng,Ya,1,30',
    ]);
  });

  it('keeps only what matches in an inner join, and times as the file writes them', () => {
    const inner = ['--join', at('towns.csv'), '--on', 'CITY=TOWN', '--join-kind', 'inner'];
    const last = ['--value', 'SOLD', '--aggregate', 'max'];
    expect(pivot(...inner, ...last).json).toMatchObject({
      columns: [{ name: 'max(SOLD)', type: 'timestamp' }],
      cells: [['2024-01-05']],
      read: { rows: 6, kept: 5 },
    });
  });

  it.each([
    ['COLUMN_UNKNOWN', '--rows', 'NONE'],
    ['COLUMN_UNKNOWN', '--rows', 'CITY', '--sort', 'NONE'],
    ['COLUMN_TYPE', '--value', 'CITY', '--aggregate', 'sum'],
    ['PREDICATE_VALUE', '--where', '{"op":"eq","column":"PRICE","value":"x"}'],
    ['OPTION_VALUE', '--where', '{"op":"eq"}'],
    ['OPTION_VALUE', '--where', '{'],
    ['OPTION_VALUE', '--value', 'PRICE', '--aggregate', 'mode'],
    ['OPTION_VALUE', '--value', 'PRICE', '--aggregate', 'quantile:1.5'],
    ['OPTION_VALUE', '--columns', 'UNIT', '--value', 'PRICE', '--aggregate', 'sum,mean'],
    ['OPTION_MISSING', '--aggregate', 'sum'],
    ['OPTION_MISSING', '--totals'],
    ['OPTION_MISSING', '--join', 'towns.csv'],
  ])('%s: %s %s', (expected, ...options) => {
    const { code, json } = pivot(...options);
    expect([code, json['error']]).toEqual([2, expect.objectContaining({ code: expected })]);
  });
});
