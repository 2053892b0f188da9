import { describe, expect, it } from 'vitest';
import { viewRows, type RowsView } from '../../../../src/data/query/view-rows';
import {
  booleanColumn,
  numberColumn,
  textColumn,
  timestampColumn,
} from '../../../../src/data/table/make-column';
import { NO_CONTROL } from '../../../../src/util/progress';

const DAY = 86_400_000;
const table = {
  rows: 5,
  columns: [
    textColumn('city', ['Solo', 'Jakarta', null, 'solo baru', 'Bogor']),
    numberColumn('age', [31, 1.5, 20, NaN, 31]),
    timestampColumn('seen', [0, DAY, NaN, 31 * DAY, 0], 'dd/MM/yyyy'),
    booleanColumn('booked', [true, false, null, true, false], ['Tidak', 'Ya']),
  ],
};
const ALL: RowsView = { sort: null, filters: [], search: '' };

const rowsOf = (view: Partial<RowsView>) => [...viewRows(table, { ...ALL, ...view }, NO_CONTROL)];

describe('the rows of a view', () => {
  it('are all in their order where nothing is asked', () => {
    expect(rowsOf({})).toEqual([0, 1, 2, 3, 4]);
    expect(rowsOf({ filters: [{ column: 'city', text: '' }] })).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([
    ['city', 'SOLO', [0, 3]],
    ['age', '3', [0, 4]],
    ['age', '1.5', [1]],
    ['seen', '/02/', [3]],
    ['booked', 'ya', [0, 3]],
    ['city', 'x', []],
  ])('are those whose %s contains %s', (column, text, rows) => {
    expect(rowsOf({ filters: [{ column, text }] })).toEqual(rows);
  });

  it('are found in any column, and by all filters', () => {
    expect(rowsOf({ search: '31' })).toEqual([0, 4]);
    expect(rowsOf({ search: '01/01/1970' })).toEqual([0, 4]);
    const filters = [
      { column: 'age', text: '31' },
      { column: 'booked', text: 'tidak' },
    ];
    expect(rowsOf({ filters })).toEqual([4]);
    expect(rowsOf({ filters, search: 'solo' })).toEqual([]);
  });

  it('stand in an order, missing last', () => {
    expect(rowsOf({ sort: { column: 'age' } })).toEqual([1, 2, 0, 4, 3]);
    expect(rowsOf({ sort: { column: 'city', descending: true }, search: 'o' })).toEqual([3, 0, 4]);
  });

  it('can be stopped, tell how far they are, and know their columns', () => {
    const seen: string[] = [];
    const control = {
      ...NO_CONTROL,
      report: ({ done, total }: { done: number; total: number }) => seen.push(`${done}/${total}`),
    };
    viewRows(table, { ...ALL, search: 'a' }, control);
    expect(seen).toEqual(['0/5', '1/5', '2/5', '3/5', '4/5']);
    const stop = () => {
      throw new Error('stopped');
    };
    expect(() => viewRows(table, ALL, { ...NO_CONTROL, checkpoint: stop })).toThrow('stopped');
    expect(() => rowsOf({ filters: [{ column: 'x', text: 'a' }] })).toThrow('COLUMN_UNKNOWN');
  });
});
