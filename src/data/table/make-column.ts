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
  return {
    name,
    length: values.length,
    type: 'number',
    validity: nanValidity(doubles),
    values: narrowNumbers(doubles),
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
  let [low, high] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== (value | 0)) return values;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const narrow =
    low >= 0 && high <= 255 ? allocateUint8(values.length) : allocateInt32(values.length);
  narrow.set(values);
  return narrow;
}
