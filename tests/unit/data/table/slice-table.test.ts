import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../src/data/table/column';
import {
  booleanColumn,
  numberColumn,
  textColumn,
  timestampColumn,
} from '../../../../src/data/table/make-column';
import { textAt } from '../../../../src/data/table/read-cell';
import { sliceTable } from '../../../../src/data/table/slice-table';
import { missingCount } from '../../../../src/data/table/validity';

const ROWS = 45;
const rows = Array.from({ length: ROWS }, (_, row) => row);
const table: Table = {
  rows: ROWS,
  columns: [
    numberColumn(
      'number',
      rows.map((row) => (row % 5 === 0 ? NaN : row / 2)),
    ),
    numberColumn('byte', rows),
    booleanColumn(
      'boolean',
      rows.map((row) => (row % 7 === 0 ? null : row % 2 === 0)),
      ['tidak', 'ya'],
    ),
    timestampColumn(
      'time',
      rows.map((row) => (row % 11 === 0 ? NaN : row * 86_400_000)),
      'yyyy-MM-dd',
    ),
    textColumn(
      'few',
      rows.map((row) => (row % 6 === 0 ? null : `level ${row % 3}`)),
    ),
    textColumn(
      'many',
      rows.map((row) => (row % 9 === 0 ? null : `cell ${row}`)),
    ),
  ],
};

describe('some rows of a table', () => {
  it.each([
    [0, 45],
    [0, 8],
    [16, 40],
    [40, 45],
    [24, 24],
  ])('%i to %i have the cells of these rows', (from, to) => {
    const slice = sliceTable(table, from, to);
    expect(slice.rows).toBe(to - from);
    slice.columns.forEach((column, i) => {
      const whole = table.columns[i];
      const cells = rows.slice(from, to).map((row) => textAt(whole, row));
      expect(rows.slice(0, to - from).map((row) => textAt(column, row))).toEqual(cells);
      expect([column.name, missingCount(column)]).toEqual([
        whole.name,
        cells.filter((cell) => cell === null).length,
      ]);
    });
  });

  it.each([
    [1, 8],
    [0, 9],
    [8, 48],
    [16, 8],
    [-8, 8],
  ])('%i to %i are none', (from, to) => {
    expect(() => sliceTable(table, from, to)).toThrow('rows');
  });
});
