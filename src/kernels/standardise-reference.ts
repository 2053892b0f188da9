import type { LogisticTwin } from './logistic-reference';
import { BLOCK_ROWS } from './sum';

/*
 * Plain TypeScript twins of the kernels that standardise columns. Addresses are bytes into one
 * little-endian buffer:
 *
 *   moments  f64  { values present, mean, squares about it, low, high }
 *   scales   f64  { mean, 1 / standard deviation, indicator where present, where missing }
 *
 * Sums are taken over blocks, the even and the odd rows of a block apart, and blocks are added in order.
 */

/** Bytes of the moments of a column, and of its scales. */
export const MOMENTS_BYTES = 40;
export const SCALES_BYTES = 32;

/** The terms of the values that are no NaN. */
function sumPresent(column: Float32Array, term: (x: number) => number): number {
  let total = 0;
  for (let start = 0; start < column.length; start += BLOCK_ROWS) {
    const sums = [0, 0];
    const end = Math.min(start + BLOCK_ROWS, column.length);
    for (let i = start; i < end; i++) if (!Number.isNaN(column[i])) sums[i & 1] += term(column[i]);
    total += sums[0] + sums[1];
  }
  return total;
}

/** Moments of the values of a column that are no NaN. O(rows). */
export const columnMomentsReference: LogisticTwin<'columnMoments'> = (
  buffer,
  values,
  rows,
  moments,
) => {
  const column = new Float32Array(buffer, values, rows);
  const present = sumPresent(column, () => 1);
  const mean = present > 0 ? sumPresent(column, (x) => x) / present : 0;
  const squares = sumPresent(column, (x) => (x - mean) * (x - mean));
  const there = column.filter((x) => !Number.isNaN(x));
  const low = there.reduce((least, x) => Math.min(least, x), Infinity);
  const high = there.reduce((most, x) => Math.max(most, x), -Infinity);
  new Float64Array(buffer, moments, 5).set([present, mean, squares, low, high]);
};

/** Standardises a column where it is, missing values as 0, and writes its indicator beside. O(rows). */
export const standardiseColumnReference: LogisticTwin<'standardiseColumn'> = (
  buffer,
  values,
  rows,
  scales,
  indicator,
) => {
  const [mean, scale, present, missing] = new Float64Array(buffer, scales, 4);
  const column = new Float32Array(buffer, values, rows + (rows & 1));
  const flags = indicator === 0 ? null : new Float32Array(buffer, indicator, column.length);
  column.forEach((x, i) => {
    if (flags) flags[i] = i === rows ? 0 : Number.isNaN(x) ? missing : present;
    column[i] = i === rows || Number.isNaN(x) ? 0 : (x - mean) * scale;
  });
};
