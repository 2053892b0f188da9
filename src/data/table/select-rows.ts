import {
  allocateCodes,
  allocateFloat64,
  allocateInt32,
  allocateUint32,
  allocateUint8,
} from './allocate';
import type { ArenaColumn, Column, Table, Utf8Array } from './column';
import { utf8Count } from './utf8';
import { isMissing, makeValidity } from './validity';

/**
 * The given rows in the given order, as new columns; a row may appear more than once. Dictionaries
 * are shared with the source. Cost: O(rows x columns).
 */
export function selectRows(table: Table, rows: Uint32Array): Table {
  return { rows: rows.length, columns: table.columns.map((column) => selectCells(column, rows)) };
}

function selectCells(column: Column, rows: Uint32Array): Column {
  const length = rows.length;
  const validity =
    column.validity === null ? null : makeValidity(length, (i) => isMissing(column, rows[i]));
  const base = { length, validity };
  switch (column.type) {
    case 'number':
      return {
        ...column,
        ...base,
        values: gather(column.values, rows, like(column.values, length)),
      };
    case 'boolean':
      return { ...column, ...base, values: gather(column.values, rows, allocateUint8(length)) };
    case 'timestamp':
      return { ...column, ...base, values: gather(column.values, rows, allocateFloat64(length)) };
    case 'text': {
      if (column.encoding === 'arena')
        return { ...column, ...base, cells: gatherText(column, rows) };
      const codes = allocateCodes(length, utf8Count(column.levels));
      return { ...column, ...base, codes: gather(column.codes, rows, codes) };
    }
  }
}

function like(values: Float64Array | Int32Array | Uint8Array, length: number) {
  if (values instanceof Float64Array) return allocateFloat64(length);
  return values instanceof Int32Array ? allocateInt32(length) : allocateUint8(length);
}

function gather<T extends { [index: number]: number }>(
  from: ArrayLike<number>,
  rows: Uint32Array,
  to: T,
): T {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]];
  return to;
}

function gatherText(column: ArenaColumn, rows: Uint32Array): Utf8Array {
  const from = column.cells;
  const offsets = allocateUint32(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    offsets[i + 1] = offsets[i] + from.offsets[rows[i] + 1] - from.offsets[rows[i]];
  }
  const bytes = allocateUint8(offsets[rows.length]);
  for (let i = 0; i < rows.length; i++) {
    bytes.set(from.bytes.subarray(from.offsets[rows[i]], from.offsets[rows[i] + 1]), offsets[i]);
  }
  return { bytes, offsets };
}
