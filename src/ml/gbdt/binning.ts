import { CUTS_BYTES, type TreeKernels } from '../../kernels/tree-kernels';
import { featureColumn, type FeatureMatrix } from '../matrix';
import type { Bundles } from './bundles';

/** The largest float32; infinities are taken for it and its negative. */
const MAX_FLOAT32 = 3.4028234663852886e38;

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

/** Room in which the kernels sort one column: values, the sorted ones and scratch of 4 bytes a row each. */
export interface SortMemory {
  readonly values: number;
  /** COUNTS_BYTES. */
  readonly counts: number;
}

/**
 * Gives the values of columns that are there, ascending, infinities clamped, -0 as 0, when asked for one
 * column after the other; as many are sorted at a time as there is room for. Good until the next.
 */
function columnSorter(kernels: TreeKernels, matrix: FeatureMatrix, room: readonly SortMemory[]) {
  const bytes = 4 * matrix.rows;
  return (j: number): Float32Array => {
    const place = j % room.length;
    if (place === 0) {
      const some = room.slice(0, Math.min(room.length, matrix.names.length - j));
      some.forEach(({ values }, k) => {
        new Float32Array(kernels.buffer, values, matrix.rows).set(featureColumn(matrix, j + k));
      });
      kernels.run(
        'sortPresent',
        some.map(({ values, counts }) => [
          ...[values, matrix.rows, values + bytes, values + 2 * bytes, counts],
        ]),
      );
    }
    const { values, counts } = room[place];
    const [present] = new Uint32Array(kernels.buffer, counts, 1);
    return new Float32Array(kernels.buffer, values + bytes, present);
  };
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
 * or all-missing column has no cuts. O(rows) a column.
 */
export function findCuts(
  kernels: TreeKernels,
  matrix: FeatureMatrix,
  maxBin: number,
  room: readonly SortMemory[],
): BinCuts {
  const sortedColumn = columnSorter(kernels, matrix, room);
  const cuts: Float32Array[] = [];
  const floors = new Float32Array(matrix.names.length);
  for (let j = 0; j < matrix.names.length; j++) {
    const sorted = sortedColumn(j);
    cuts.push(distinctCuts(sorted, maxBin - 2) ?? quantileCuts(sorted, maxBin - 2));
    floors[j] = floorOf(featureColumn(matrix, j), sorted);
  }
  return { cuts, floors };
}

/** Where cuts are written for the kernels, where values are laid out for them, and where codes go. */
export interface BinMemory {
  /** CUTS_BYTES a column. */
  readonly cuts: number;
  /** PLACE_BYTES a column. */
  readonly places: number;
  /** f32, room for `stagingRows` rows of all columns. */
  readonly staging: number;
  readonly stagingRows: number;
}

/** Rows of one shard. */
const CODED_ROWS = 1024;

/** Writes cuts where the kernels read them. */
export function writeCuts(
  buffer: ArrayBufferLike,
  cuts: readonly Float32Array[],
  at: number,
): void {
  cuts.forEach((column, j) => {
    const from = at + CUTS_BYTES * j;
    const step = column.length === 0 ? 0 : 1 << (31 - Math.clz32(column.length));
    new Uint32Array(buffer, from, 1)[0] = step;
    const table = new Float32Array(buffer, from + 4, CUTS_BYTES / 4 - 1);
    table.fill(Infinity);
    table.set(column);
  });
}

/** Writes where codes go for the kernels. */
export function writePlaces(kernels: TreeKernels, bundles: Bundles, at: number): void {
  const places = new Uint32Array(kernels.buffer, at, 2 * bundles.byte.length);
  bundles.byte.forEach((byte, feature) => {
    places.set([byte, bundles.factor[feature]], 2 * feature);
  });
}

/**
 * Adds the codes of all rows, by cuts and places that are written, to `bins`, `width` bytes a row, all 0
 * before. O(rows x columns x log cuts).
 */
export function binMatrix(
  kernels: TreeKernels,
  matrix: FeatureMatrix,
  { cuts, places, staging, stagingRows }: BinMemory,
  { bins, width }: { readonly bins: number; readonly width: number },
): void {
  const columns = matrix.names.length;
  for (let start = 0; start < matrix.rows; start += stagingRows) {
    const rows = Math.min(stagingRows, matrix.rows - start);
    const floats = new Float32Array(kernels.buffer, staging, rows * columns);
    for (let j = 0; j < columns; j++) {
      floats.set(featureColumn(matrix, j).subarray(start, start + rows), j * rows);
    }
    const shards: number[][] = [];
    for (let first = 0; first < rows; first += CODED_ROWS) {
      const some = Math.min(CODED_ROWS, rows - first);
      const into = bins + (start + first) * width;
      shards.push([staging + 4 * first, rows, some, columns, cuts, places, width, into]);
    }
    kernels.run('binRows', shards);
  }
}
