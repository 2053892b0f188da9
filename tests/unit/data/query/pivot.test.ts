import { describe, expect, it } from 'vitest';
import { pivot } from '../../../../src/data/query/pivot';
import { numberColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { arena, dictionary, namesOf, plainRows, tableOf, truths } from './tables';

const sales = tableOf(
  dictionary('city', ['Solo', 'Bogor', 'Solo', null, 'Solo', 'Bogor']),
  dictionary('unit', ['new', 'used', 'used', 'new', 'new', null]),
  numberColumn('price', [10, 20, 30, 40, NaN, 5]),
  truths('cash', [true, null, false, true, true, false]),
);

describe('pivot', () => {
  it('has rows and columns in the order of their keys, missing last', () => {
    const aggregate = { kind: 'sum', column: 'price' } as const;
    const table = pivot(sales, { rows: ['city'], columns: 'unit', aggregate });
    expect(namesOf(table)).toEqual(['city', 'new', 'used', 'missing']);
    expect(plainRows(table)).toEqual([
      ['Bogor', null, 20, 5],
      ['Solo', 10, 30, null],
      [null, 40, null, null],
    ]);
  });

  it('counts 0 where there is no row', () => {
    const options = { rows: ['city'], columns: 'unit', missingName: '(none)' };
    const table = pivot(sales, { ...options, aggregate: { kind: 'count' } });
    expect(namesOf(table)).toEqual(['city', 'new', 'used', '(none)']);
    expect(plainRows(table)).toEqual([
      ['Bogor', 0, 1, 1],
      ['Solo', 2, 1, 0],
      [null, 1, 0, 0],
    ]);
  });

  it('aggregates totals from rows, not from cells', () => {
    const aggregate = { kind: 'mean', column: 'price' } as const;
    const table = pivot(sales, { rows: ['city'], columns: 'unit', aggregate, totalName: 'all' });
    expect(namesOf(table)).toEqual(['city', 'new', 'used', 'missing', 'all']);
    expect(plainRows(table)).toEqual([
      ['Bogor', null, 20, 5, 12.5],
      ['Solo', 10, 30, null, 20],
      [null, 40, null, null, 40],
      [null, 25, 25, 5, 21],
    ]);
  });

  it('keeps the type of least and greatest, totals too', () => {
    const aggregate = { kind: 'max', column: 'unit' } as const;
    const table = pivot(sales, { rows: ['city'], columns: 'cash', aggregate, totalName: 'all' });
    expect(namesOf(table)).toEqual(['city', 'Tidak', 'Ya', 'missing', 'all']);
    expect(plainRows(table)).toEqual([
      ['Bogor', null, null, 'used', 'used'],
      ['Solo', 'used', 'new', null, 'used'],
      [null, null, 'new', null, 'new'],
      [null, 'used', 'new', 'used', 'used'],
    ]);
  });

  it('takes several row keys, or none, and dates as columns', () => {
    const days = tableOf(
      arena('a', ['x', 'x', 'y']),
      numberColumn('b', [2, 1, 2]),
      timestampColumn('day', [86_400_000, 0, 86_400_000], 'dd/MM/yyyy'),
    );
    const options = { columns: 'day', aggregate: { kind: 'count' } } as const;
    expect(plainRows(pivot(days, { ...options, rows: ['a', 'b'] }))).toEqual([
      ['x', 1, 1, 0],
      ['x', 2, 0, 1],
      ['y', 2, 0, 1],
    ]);
    const flat = pivot(days, { ...options, rows: [], totalName: 'n' });
    expect(namesOf(flat)).toEqual(['01/01/1970', '02/01/1970', 'n']);
    expect(plainRows(flat)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('gives every column a name of its own', () => {
    const table = tableOf(
      dictionary('k', ['a', 'a', 'a', 'a']),
      dictionary('c', ['k', 'missing', null, 'all']),
    );
    const options = { rows: ['k'], columns: 'c', aggregate: { kind: 'count' }, totalName: 'all' };
    expect(namesOf(pivot(table, options as Parameters<typeof pivot>[1]))).toEqual([
      ...['k', 'all', 'k_', 'missing', 'missing_', 'all_'],
    ]);
  });

  it('makes nothing of nothing', () => {
    const none = tableOf(dictionary('k', []), numberColumn('c', []));
    const options = { rows: ['k'], columns: 'c', aggregate: { kind: 'count' } } as const;
    expect([pivot(none, options).rows, namesOf(pivot(none, options))]).toEqual([0, ['k']]);
    expect(plainRows(pivot(none, { ...options, totalName: 'all' }))).toEqual([[null, 0]]);
  });

  it('refuses more columns than anyone reads', () => {
    const wide = tableOf(
      numberColumn(
        'n',
        new Float64Array(10_001).map((_, i) => i),
      ),
    );
    const run = () => pivot(wide, { rows: [], columns: 'n', aggregate: { kind: 'count' } });
    expect(run).toThrow('PIVOT_TOO_WIDE');
    const key = numberColumn(
      'k',
      new Float64Array(40_000).map((_, i) => i),
    );
    const thousand = numberColumn(
      'n',
      new Float64Array(40_000).map((_, i) => i % 1000),
    );
    const count = { rows: ['k'], columns: 'n', aggregate: { kind: 'count' } } as const;
    expect(() => pivot(tableOf(key, thousand), count)).toThrow('PIVOT_TOO_WIDE');
  });
});
