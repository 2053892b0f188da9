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

/** Stands for no row: what is selected by it is missing. */
export const NO_ROW = 0xffffffff;

/**
 * The given rows in the given order, as new columns; a row may appear more than once. Dictionaries
 * are shared with the source. Cost: O(rows x columns).
 */
export function selectRows(table: Table, rows: Uint32Array): Table {
  return { rows: rows.length, columns: table.columns.map((column) => selectCells(column, rows)) };
}

/**
 * One column of `selectRows`; NO_ROW gives a missing cell, for which whole numbers become doubles.
 * Cost: O(rows), for text O(its bytes).
 */
export function selectCells(column: Column, rows: Uint32Array): Column {
  const length = rows.length;
  const base = { length, validity: selectValidity(column, rows) };
  switch (column.type) {
    case 'number': {
      const values = base.validity === null ? like(column.values, length) : allocateFloat64(length);
      return { ...column, ...base, values: gather(column.values, rows, values) };
    }
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

function selectValidity(column: Column, rows: Uint32Array): Uint8Array | null {
  if (column.validity === null && !rows.includes(NO_ROW)) return null;
  return makeValidity(rows.length, (i) => rows[i] === NO_ROW || isMissing(column, rows[i]));
}

function like(values: Float64Array | Int32Array | Uint8Array, length: number) {
  if (values instanceof Float64Array) return allocateFloat64(length);
  return values instanceof Int32Array ? allocateInt32(length) : allocateUint8(length);
}

type Cells = Float64Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

function gather<T extends Cells>(from: ArrayLike<number>, rows: Uint32Array, to: T): T {
  const absent = to instanceof Float64Array ? NaN : 0;
  for (let i = 0; i < rows.length; i++) to[i] = rows[i] === NO_ROW ? absent : from[rows[i]];
  return to;
}

function gatherText(column: ArenaColumn, rows: Uint32Array): Utf8Array {
  const { bytes: source, offsets: ends } = column.cells;
  const offsets = allocateUint32(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    offsets[i + 1] = offsets[i] + (row === NO_ROW ? 0 : ends[row + 1] - ends[row]);
  }
  const bytes = allocateUint8(offsets[rows.length]);
  for (let i = 0; i < rows.length; i++) {
    const end = offsets[i + 1];
    // Cell by cell in a loop: most are too short for a view and a copy to pay.
    for (let to = offsets[i], at = ends[rows[i]]; to < end; to++, at++) bytes[to] = source[at];
  }
  return { bytes, offsets };
}
