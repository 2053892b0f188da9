import type { Column } from '../../data/table/column';
import { utf8Count } from '../../data/table/utf8';
import { isMissing } from '../../data/table/validity';
import { withoutNaN } from '../../util/rows';

/** Bins of numbers. */
const BINS = 32;
/** Values from which bin borders are taken at most; more rows are thinned evenly. */
const BORDER_VALUES = 100_000;

/** Each row's group by one column: groups are 0 to `groups` - 1, and missing cells are the last one. */
export interface Codes {
  readonly codes: Uint32Array;
  readonly groups: number;
}

/**
 * Upper borders of at most 32 bins of about equal counts; equal values never part, and a value that
 * would fill a bin has one of its own, so that a rare tail beside a huge mode is still told apart.
 * `sorted` ascends, without NaN.
 */
export function binBorders(sorted: Float64Array): number[] {
  const borders: number[] = [];
  let left = sorted.length;
  let filled = 0;
  const close = (at: number): void => {
    borders.push(sorted[at]);
    left -= filled;
    filled = 0;
  };
  for (let i = 0, end = 0; i < sorted.length; i = end) {
    while (end < sorted.length && sorted[end] === sorted[i]) end++;
    const target = (): number => left / (BINS - borders.length);
    if (filled > 0 && end - i >= target() && borders.length < BINS - 2) close(i - 1);
    filled += end - i;
    if (filled >= target() && end < sorted.length) close(end - 1);
  }
  return borders;
}

/** Position of the first border that is not below the value. */
function binOf(borders: readonly number[], value: number): number {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (borders[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Codes of numbers by bins; NaN is the missing group. Cost: O(n log n). */
export function codesOfNumbers(values: Float64Array): Codes {
  const present = withoutNaN(values);
  const step = Math.max(1, Math.ceil(present.length / BORDER_VALUES));
  const some = new Float64Array(Math.ceil(present.length / step));
  for (let i = 0; i < some.length; i++) some[i] = present[i * step];
  const borders = binBorders(some.sort());
  const missing = borders.length + 1;
  const codes = new Uint32Array(values.length);
  for (let i = 0; i < codes.length; i++) {
    const value = values[i];
    codes[i] = value === value ? binOf(borders, value) : missing;
  }
  return { codes, groups: missing + 1 };
}

/** A column's numbers at the given rows, NaN where missing; text gives NaN. */
export function numbersAt(column: Column, rows: Uint32Array): Float64Array {
  if (column.type === 'text') return new Float64Array(rows.length).fill(NaN);
  const { values } = column;
  const numbers = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    numbers[i] = isMissing(column, rows[i]) ? NaN : values[rows[i]];
  }
  return numbers;
}

/** Codes of a column at the given rows: bins of numbers, levels of text; an arena is filled or missing. */
export function codesOf(column: Column, rows: Uint32Array): Codes {
  if (column.type !== 'text') return codesOfNumbers(numbersAt(column, rows));
  const groups = column.encoding === 'dictionary' ? utf8Count(column.levels) : 1;
  const levels = column.encoding === 'dictionary' ? column.codes : null;
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    codes[i] = isMissing(column, rows[i]) ? groups : (levels?.[rows[i]] ?? 0);
  }
  return { codes, groups: groups + 1 };
}
