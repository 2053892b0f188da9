import { featureColumn, type FeatureMatrix } from '../matrix';

/** The largest float32; infinities are taken for it and its negative. */
const MAX_FLOAT32 = 3.4028234663852886e38;
/** Rows are coded in blocks of this many, so that the row-major target stays in cache. */
const BLOCK_ROWS = 512;

/**
 * How columns are cut into codes. Code 0 is missing; code c >= 1 holds the values in
 * [cuts[c - 2], cuts[c - 1]), the ends open. Cuts are float32 values of the training rows, as in
 * XGBoost's hist, so `code <= c` means exactly `x < cuts[c - 1]`.
 */
export interface BinCuts {
  /** Per column, ascending, at most max_bin - 2. */
  readonly cuts: readonly Float32Array[];
  /** Per column a float32 at or below every value: the split "missing left, all others right". NaN where none exists. */
  readonly floors: Float32Array;
}

function clampFloat(x: number): number {
  return x > MAX_FLOAT32 ? MAX_FLOAT32 : x < -MAX_FLOAT32 ? -MAX_FLOAT32 : x;
}

/** Values of a column that are there, ascending, infinities clamped, -0 as 0. */
function sortedPresent(column: Float32Array): Float32Array {
  const present = new Float32Array(column.length);
  let count = 0;
  for (const x of column) if (!Number.isNaN(x)) present[count++] = clampFloat(x) + 0;
  return present.subarray(0, count).sort();
}

/** The distinct values after the first when they fit in `most` cuts, else null. */
function distinctCuts(sorted: Float32Array, most: number): Float32Array | null {
  const cuts: number[] = [];
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    if (cuts.length === most) return null;
    cuts.push(sorted[i]);
  }
  return Float32Array.from(cuts);
}

/**
 * Cuts into at most `most` + 1 bins of about equal count. A value that fills more than its share gets
 * a bin of its own and what remains is shared out anew, so one heavy value (the zero of a spend
 * column) does not use up the bins of the others.
 */
function quantileCuts(sorted: Float32Array, most: number): Float32Array {
  const cuts: number[] = [];
  let binStart = 0;
  for (let start = 0; start < sorted.length && cuts.length < most;) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    const share = (sorted.length - binStart) / (most + 1 - cuts.length);
    const short = share - (start - binStart);
    const over = end - binStart - share;
    if (start > binStart && over > 0 && over > short) {
      cuts.push(sorted[start]);
      binStart = start;
    } else {
      if (over >= 0 && end < sorted.length) {
        cuts.push(sorted[end]);
        binStart = end;
      }
      start = end;
    }
  }
  return Float32Array.from(cuts);
}

function floorOf(column: Float32Array, sorted: Float32Array): number {
  if (sorted.length === 0) return 0;
  const least = sorted[0];
  if (least <= -MAX_FLOAT32) return column.includes(-Infinity) ? NaN : least;
  return Math.max(Math.fround(least - (Math.abs(least) + 1e-5)), -MAX_FLOAT32);
}

/**
 * Finds the cuts of every column from all its rows. `maxBin` counts the code for missing, so a column
 * with at most maxBin - 1 distinct values is cut at each of them, exactly as XGBoost does. A constant
 * or all-missing column has no cuts. O(rows log rows) a column.
 */
export function findCuts(matrix: FeatureMatrix, maxBin: number): BinCuts {
  const cuts: Float32Array[] = [];
  const floors = new Float32Array(matrix.names.length);
  for (let j = 0; j < matrix.names.length; j++) {
    const column = featureColumn(matrix, j);
    const sorted = sortedPresent(column);
    cuts.push(distinctCuts(sorted, maxBin - 2) ?? quantileCuts(sorted, maxBin - 2));
    floors[j] = floorOf(column, sorted);
  }
  return { cuts, floors };
}

/** The code of one value: 0 when missing, else 1 + how many cuts are at or below it. O(log cuts). */
export function binCode(cuts: Float32Array, x: number): number {
  if (Number.isNaN(x)) return 0;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/**
 * Writes the codes of all rows into `out`, u8, row-major: out[i * columns + j]. O(rows x columns x
 * log cuts).
 */
export function binMatrix(matrix: FeatureMatrix, { cuts }: BinCuts, out: Uint8Array): void {
  const columns = matrix.names.length;
  for (let start = 0; start < matrix.rows; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, matrix.rows);
    for (let j = 0; j < columns; j++) {
      const column = featureColumn(matrix, j);
      for (let i = start; i < end; i++) out[i * columns + j] = binCode(cuts[j], column[i]);
    }
  }
}
