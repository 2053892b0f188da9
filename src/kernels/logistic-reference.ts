import { exp } from './math';
import type { LogisticExports } from './wasm';

/*
 * Plain TypeScript twins of the kernels of logistic regression: the oracle of their tests and the fallback
 * where WebAssembly does not load. Addresses are bytes into one little-endian buffer:
 *
 *   design  f32, a column after the other, `stride` values apart; one value behind an odd end is 0
 *   sums    f64  { gradient by column, of the intercept, loss of the wrong sides, a product a tile }
 *
 * Rows are summed in tiles, the even and the odd ones of a tile apart, and tiles are added from top to
 * bottom. The loss of a row is log(1 + e^-|t|), and -t more where t < 0, with t = sign x margin; the
 * kernels leave the product of 1 + e^-|t| of a tile, whose logarithm is taken once.
 */

/** Rows of a tile, for which a product of numbers up to 2 is no more than 2^512. */
export const LOSS_TILE = 512;
/** Rows of a tile of the information. */
export const INFORMATION_TILE = 128;
/** Bytes of one column of such a tile. */
export const TILE_BYTES = 8 * INFORMATION_TILE;

/** Margins further out count as this: beyond it e^-x is no normal number. */
const SUREST = 708;

/** A twin: the kernel's arguments behind the memory that they point into. */
export type LogisticTwin<Name extends keyof LogisticExports> = (
  buffer: ArrayBufferLike,
  ...args: Parameters<LogisticExports[Name]>
) => void;

/** The products of the even and of the odd rows summed apart, then together. */
function dotPairs(a: ArrayLike<number>, b: ArrayLike<number>, count: number): number {
  let [even, odd] = [0, 0];
  const pairs = count & ~1;
  for (let i = 0; i < pairs; i += 2) {
    even += a[i] * b[i];
    odd += a[i + 1] * b[i + 1];
  }
  if (pairs < count) even += a[pairs] * b[pairs];
  return even + odd;
}

/** Margins of a tile become residuals; adds to `tail`, the sums from the intercept's on. */
function toResiduals(tile: Float64Array, signs: Float64Array, tail: Float64Array): number {
  const products = [1, 1];
  const residuals = [0, 0];
  const wrong = [0, 0];
  for (let i = 0; i < tile.length; i++) {
    const towards = signs[i] * tile[i];
    const e = exp(Math.max(-Math.abs(towards), -SUREST));
    products[i & 1] *= 1 + e;
    wrong[i & 1] += Math.max(-towards, 0);
    tile[i] = -signs[i] * ((towards >= 0 ? e : 1) / (1 + e));
    residuals[i & 1] += tile[i];
  }
  tail[0] += residuals[0] + residuals[1];
  tail[1] += wrong[0] + wrong[1];
  return products[0] * products[1];
}

/** Residuals p - y, gradient and loss of `rows` rows. O(rows x columns). */
export const logisticLossReference: LogisticTwin<'logisticLoss'> = (
  buffer,
  design,
  stride,
  rows,
  columns,
  signs,
  weights,
  residuals,
  sums,
) => {
  const doubles = new Float64Array(buffer);
  const tail = new Float64Array(buffer, sums + 8 * columns, 2 + Math.ceil(rows / LOSS_TILE));
  const gradient = new Float64Array(buffer, sums, columns).fill(0);
  tail.fill(0, 0, 2);
  for (let start = 0, t = 2; start < rows; start += LOSS_TILE, t++) {
    const count = Math.min(LOSS_TILE, rows - start);
    const column = (j: number) =>
      new Float32Array(buffer, design + 4 * (j * stride + start), count);
    const tile = new Float64Array(buffer, residuals + 8 * start, count);
    tile.fill(doubles[weights / 8 + columns]);
    for (let j = 0; j < columns; j++) {
      const [z, weight] = [column(j), doubles[weights / 8 + j]];
      for (let i = 0; i < count; i++) tile[i] += z[i] * weight;
    }
    tail[t] = toResiduals(tile, new Float64Array(buffer, signs + 8 * start, count), tail);
    for (let j = 0; j < columns; j++) gradient[j] += dotPairs(column(j), tile, count);
  }
};

/** Adds the products of the columns of a tile, of `count` rows, to what is on and below the diagonal. */
function addProducts(tile: readonly Float64Array[], count: number, sums: Float64Array): void {
  const width = Math.sqrt(sums.length);
  tile.forEach((a, k) => {
    for (let l = 0; l <= k; l++) sums[k * width + l] += dotPairs(a, tile[l], count);
  });
}

/**
 * Design' x diagonal of p (1 - p) x design, whose last column is ones, over the tiles that begin `step`
 * rows apart; what is above the diagonal means nothing. O(rows x columns^2).
 */
export const logisticInformationReference: LogisticTwin<'logisticInformation'> = (
  buffer,
  design,
  stride,
  rows,
  step,
  columns,
  residuals,
  tile,
  width,
  information,
) => {
  const sums = new Float64Array(buffer, information, width * width).fill(0);
  const columnsOf = Array.from(
    { length: columns + 1 },
    (_, j) => new Float64Array(buffer, tile + TILE_BYTES * j, INFORMATION_TILE),
  );
  for (let start = 0; start < rows; start += step) {
    const count = Math.min(INFORMATION_TILE, rows - start);
    const roots = columnsOf[columns];
    new Float64Array(buffer, residuals + 8 * start, count).forEach((residual, i) => {
      const p = Math.abs(residual);
      roots[i] = Math.sqrt(p * (1 - p));
    });
    for (let j = 0; j < columns; j++) {
      const z = new Float32Array(buffer, design + 4 * (j * stride + start), count);
      for (let i = 0; i < count; i++) columnsOf[j][i] = z[i] * roots[i];
    }
    addProducts(columnsOf, count, sums);
  }
};
