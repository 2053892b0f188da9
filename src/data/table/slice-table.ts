import type { Column, Table } from './column';

/** Rows from a multiple of this on can be a table of their own: a bitmap has a byte for so many. */
const BITS = 8;

/**
 * Rows `from` to before `to` as a table over the same memory. `from` must be a multiple of 8, and `to` too
 * or the end, else an Error. Cost: O(columns).
 */
export function sliceTable(table: Table, from: number, to: number): Table {
  const isWhole = from % BITS === 0 && (to % BITS === 0 || to === table.rows);
  if (!isWhole || from < 0 || to < from || to > table.rows)
    throw new Error('rows of no whole bytes');
  return { rows: to - from, columns: table.columns.map((column) => sliceOf(column, from, to)) };
}

function sliceOf(column: Column, from: number, to: number): Column {
  const validity = column.validity?.subarray(from / BITS, Math.ceil(to / BITS)) ?? null;
  const base = { length: to - from, validity };
  switch (column.type) {
    case 'number':
      return { ...column, ...base, values: column.values.subarray(from, to) };
    case 'boolean':
      return { ...column, ...base, values: column.values.subarray(from, to) };
    case 'timestamp':
      return { ...column, ...base, values: column.values.subarray(from, to) };
    case 'text': {
      if (column.encoding === 'dictionary') {
        return { ...column, ...base, codes: column.codes.subarray(from, to) };
      }
      const { bytes, offsets } = column.cells;
      return { ...column, ...base, cells: { bytes, offsets: offsets.subarray(from, to + 1) } };
    }
  }
}
