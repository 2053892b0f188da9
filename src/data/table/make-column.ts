import { allocateCodes, allocateFloat64, allocateInt32, allocateUint8 } from './allocate';
import type { BooleanColumn, NumberColumn, TextColumn, TimestampColumn } from './column';
import { utf8Array } from './utf8';
import { makeValidity, nanValidity } from './validity';

/** Text from strings, null = missing: a dictionary where at most half of the cells differ, else an arena. */
export function textColumn(name: string, cells: readonly (string | null)[]): TextColumn {
  const length = cells.length;
  const validity = makeValidity(length, (row) => cells[row] === null);
  const codeOf = new Map<string, number>();
  for (const cell of cells) {
    if (cell !== null && !codeOf.has(cell)) codeOf.set(cell, codeOf.size);
  }
  const base = { name, length, validity, type: 'text' as const };
  if (codeOf.size * 2 > length) {
    return { ...base, encoding: 'arena', cells: utf8Array(cells.map((cell) => cell ?? '')) };
  }
  const codes = allocateCodes(length, codeOf.size);
  cells.forEach((cell, row) => {
    codes[row] = cell === null ? 0 : (codeOf.get(cell) ?? 0);
  });
  return { ...base, encoding: 'dictionary', codes, levels: utf8Array([...codeOf.keys()]) };
}

/** Numbers from an array, NaN = missing; narrowed as `narrowNumbers` does. Cost: O(rows). */
export function numberColumn(name: string, values: ArrayLike<number>): NumberColumn {
  const doubles = allocateFloat64(values.length);
  doubles.set(values);
  return columnOf(name, doubles);
}

/** The same from column memory, which the column may keep; `validity` where it is known. */
export function columnOf(
  name: string,
  doubles: Float64Array,
  validity = nanValidity(doubles),
): NumberColumn {
  return {
    name,
    length: doubles.length,
    validity,
    type: 'number',
    values: validity === null ? narrowNumbers(doubles) : doubles,
  };
}

/** True and false from an array, null = missing, written as `labels`. Cost: O(rows). */
export function booleanColumn(
  name: string,
  cells: readonly (boolean | null)[],
  labels: BooleanColumn['labels'],
): BooleanColumn {
  const values = allocateUint8(cells.length);
  cells.forEach((cell, row) => {
    values[row] = cell === true ? 1 : 0;
  });
  const validity = makeValidity(cells.length, (row) => cells[row] === null);
  return { name, length: cells.length, type: 'boolean', validity, values, labels };
}

/** Wall-clock milliseconds from an array, NaN = missing. Cost: O(rows). */
export function timestampColumn(
  name: string,
  values: ArrayLike<number>,
  pattern: string,
): TimestampColumn {
  const doubles = allocateFloat64(values.length);
  doubles.set(values);
  return {
    name,
    length: values.length,
    type: 'timestamp',
    validity: nanValidity(doubles),
    values: doubles,
    pattern,
  };
}

/** The same numbers as bytes or 32-bit integers where every one is such and none is missing (NaN). */
export function narrowNumbers(values: Float64Array): Float64Array | Int32Array | Uint8Array {
  if (values.length > 0 && values[0] !== (values[0] | 0)) return values;
  const integers = allocateInt32(values.length);
  let outside = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const integer = value | 0;
    if (value !== integer) return values;
    integers[row] = integer;
    outside |= integer;
  }
  if ((outside & ~255) !== 0) return integers;
  const bytes = allocateUint8(values.length);
  bytes.set(integers);
  return bytes;
}
