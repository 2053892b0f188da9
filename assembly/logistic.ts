// Loss, gradient and information of logistic regression. Twin: src/kernels/logistic-reference.ts.
//
//   design   f32, a column after the other, `stride` values apart; one value behind an odd end is 0
//   sums     f64  { gradient by column, of the intercept, loss of the wrong sides, a product a tile }

import { Exponential, LEAST } from './exponential';

/** Rows whose products of 1 + e^-|t|, each at most 2, stay below 2^1024. */
const TILE: i32 = 512;
/** Rows of a tile of the information. */
const ROOTS: i32 = 128;
const ROOT_BYTES: usize = 1024;

function pairAt(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

function bothLanes(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** margins = intercept + design x weights, columns added in order. */
function addMargins(
  design: usize,
  stride: usize,
  count: usize, // even
  columns: i32,
  weights: usize,
  margins: usize,
): void {
  const end = margins + (count << 3);
  const intercept = v128.load64_splat(weights + ((<usize>columns) << 3));
  for (let to = margins; to < end; to += 16) v128.store(to, intercept);
  let j = 0;
  for (; j + 4 <= columns; j += 4, design += stride << 2, weights += 32) {
    const w0 = v128.load64_splat(weights);
    const w1 = v128.load64_splat(weights, 8);
    const w2 = v128.load64_splat(weights, 16);
    const w3 = v128.load64_splat(weights, 24);
    let a = design;
    let b = a + stride;
    let c = b + stride;
    let d = c + stride;
    for (let to = margins; to < end; to += 16, a += 8, b += 8, c += 8, d += 8) {
      let sum = f64x2.add(v128.load(to), f64x2.mul(pairAt(a), w0));
      sum = f64x2.add(sum, f64x2.mul(pairAt(b), w1));
      sum = f64x2.add(sum, f64x2.mul(pairAt(c), w2));
      v128.store(to, f64x2.add(sum, f64x2.mul(pairAt(d), w3)));
    }
  }
  for (; j < columns; j++, design += stride, weights += 8) {
    const w = v128.load64_splat(weights);
    let a = design;
    for (let to = margins; to < end; to += 16, a += 8) {
      v128.store(to, f64x2.add(v128.load(to), f64x2.mul(pairAt(a), w)));
    }
  }
}

/** Margins become residuals p - y; their sum and the loss go to `sums`, from the intercept's place. */
function toResiduals(margins: usize, signs: usize, count: i32, sums: usize, product: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let residuals = zero;
  let wrong = zero;
  let products = one;
  for (let i = 0; i < count; i += 2, margins += 16, signs += 16) {
    const sign = v128.load(signs);
    const towards = f64x2.mul(sign, v128.load(margins));
    const e = Exponential.ofPair(f64x2.max(f64x2.neg(f64x2.abs(towards)), f64x2.splat(LEAST)));
    let sum = f64x2.add(one, e);
    const above = v128.bitselect(e, one, f64x2.ge(towards, zero));
    // A sign of 0 is behind an odd end: nothing of it counts.
    const residual = f64x2.mul(f64x2.neg(sign), f64x2.div(above, sum));
    v128.store(margins, residual);
    residuals = f64x2.add(residuals, residual);
    wrong = f64x2.add(wrong, f64x2.max(f64x2.neg(towards), zero));
    if (i + 1 === count) sum = f64x2.replace_lane(sum, 1, 1);
    products = f64x2.mul(products, sum);
  }
  store<f64>(sums, load<f64>(sums) + bothLanes(residuals));
  store<f64>(sums, load<f64>(sums, 8) + bothLanes(wrong), 8);
  store<f64>(product, f64x2.extract_lane(products, 0) * f64x2.extract_lane(products, 1));
}

/** sums += design' x residuals. */
function addGradient(
  design: usize,
  stride: usize,
  count: usize, // even
  columns: i32,
  residuals: usize,
  sums: usize,
): void {
  const end = residuals + (count << 3);
  let j = 0;
  for (; j + 4 <= columns; j += 4, design += stride << 2, sums += 32) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let a = design;
    let b = a + stride;
    let c = b + stride;
    let d = c + stride;
    for (let from = residuals; from < end; from += 16, a += 8, b += 8, c += 8, d += 8) {
      const residual = v128.load(from);
      s0 = f64x2.add(s0, f64x2.mul(pairAt(a), residual));
      s1 = f64x2.add(s1, f64x2.mul(pairAt(b), residual));
      s2 = f64x2.add(s2, f64x2.mul(pairAt(c), residual));
      s3 = f64x2.add(s3, f64x2.mul(pairAt(d), residual));
    }
    store<f64>(sums, load<f64>(sums) + bothLanes(s0));
    store<f64>(sums, load<f64>(sums, 8) + bothLanes(s1), 8);
    store<f64>(sums, load<f64>(sums, 16) + bothLanes(s2), 16);
    store<f64>(sums, load<f64>(sums, 24) + bothLanes(s3), 24);
  }
  for (; j < columns; j++, design += stride, sums += 8) {
    let sum = f64x2.splat(0);
    let a = design;
    for (let from = residuals; from < end; from += 16, a += 8) {
      sum = f64x2.add(sum, f64x2.mul(pairAt(a), v128.load(from)));
    }
    store<f64>(sums, load<f64>(sums) + bothLanes(sum));
  }
}

/** Residuals, gradient and loss of `rows` rows, in tiles from top to bottom. */
export function logisticLoss(
  design: usize, // IN
  stride: i32, // values from one column to the next, even
  rows: i32,
  columns: i32,
  signs: usize, // IN, f64 by row: 1 with the outcome, -1 without, 0 behind an odd end
  weights: usize, // IN, f64 by column, then the intercept
  residuals: usize, // OUT, f64 by row
  sums: usize, // OUT
): void {
  const tail = sums + ((<usize>columns) << 3);
  memory.fill(sums, 0, (<usize>columns + 2) << 3);
  const step = (<usize>stride) << 2;
  let product = tail + 16;
  for (let start = 0; start < rows; start += TILE, product += 8) {
    const count = min<i32>(TILE, rows - start);
    const even = <usize>((count + 1) & ~1);
    const from = design + ((<usize>start) << 2);
    const to = residuals + ((<usize>start) << 3);
    addMargins(from, step, even, columns, weights, to);
    toResiduals(to, signs + ((<usize>start) << 3), count, tail, product);
    addGradient(from, step, even, columns, to, sums);
  }
}

/** Writes rows of a tile, each times the root of its weight p (1 - p), a column after the other. */
function weighTile(
  design: usize,
  stride: usize,
  count: usize, // even
  columns: i32,
  residuals: usize,
  tile: usize,
): void {
  const roots = tile + ROOT_BYTES * <usize>columns;
  const bytes = count << 3;
  const one = f64x2.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const p = f64x2.abs(v128.load(residuals + at));
    v128.store(roots + at, f64x2.sqrt(f64x2.mul(p, f64x2.sub(one, p))));
  }
  for (let j = 0; j < columns; j++, design += stride, tile += ROOT_BYTES) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(tile + at, f64x2.mul(pairAt(design + (at >> 1)), v128.load(roots + at)));
    }
  }
}

function addPair(to: usize, first: v128, second: v128): void {
  store<f64>(to, load<f64>(to) + bothLanes(first));
  store<f64>(to, load<f64>(to, 8) + bothLanes(second), 8);
}

/** Adds products of 4 columns of a tile with 2. */
function addProducts(four: usize, two: usize, bytes: usize, to: usize, row: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  const end = four + bytes;
  for (; four < end; four += 16, two += 16) {
    const x = v128.load(two);
    const y = v128.load(two, ROOT_BYTES);
    const a = v128.load(four);
    a0 = f64x2.add(a0, f64x2.mul(a, x));
    a1 = f64x2.add(a1, f64x2.mul(a, y));
    const b = v128.load(four, ROOT_BYTES);
    b0 = f64x2.add(b0, f64x2.mul(b, x));
    b1 = f64x2.add(b1, f64x2.mul(b, y));
    const c = v128.load(four, 2 * ROOT_BYTES);
    c0 = f64x2.add(c0, f64x2.mul(c, x));
    c1 = f64x2.add(c1, f64x2.mul(c, y));
    const d = v128.load(four, 3 * ROOT_BYTES);
    d0 = f64x2.add(d0, f64x2.mul(d, x));
    d1 = f64x2.add(d1, f64x2.mul(d, y));
  }
  addPair(to, a0, a1);
  addPair(to + row, b0, b1);
  addPair(to + 2 * row, c0, c1);
  addPair(to + 3 * row, d0, d1);
}

/** design' x diagonal of p (1 - p) x design with a last column of ones, every so manieth tile from the top. */
export function logisticInformation(
  design: usize, // IN
  stride: i32, // values from one column to the next, even
  rows: i32,
  step: i32, // rows from one tile to the next that counts
  columns: i32,
  residuals: usize, // IN, f64 by row
  tile: usize, // scratch: ROOT_BYTES a column, of width
  width: i32, // columns + 1, rounded up to 4
  information: usize, // OUT, f64 width x width; what is above the diagonal means nothing
): void {
  const row = (<usize>width) << 3;
  memory.fill(tile, 0, ROOT_BYTES * <usize>width);
  memory.fill(information, 0, row * <usize>width);
  for (let start = 0; start < rows; start += step) {
    const even = <usize>((min<i32>(ROOTS, rows - start) + 1) & ~1);
    const from = design + ((<usize>start) << 2);
    weighTile(from, (<usize>stride) << 2, even, columns, residuals + ((<usize>start) << 3), tile);
    for (let k = 0; k < width; k += 4) {
      const four = tile + ROOT_BYTES * <usize>k;
      for (let l = 0; l < k + 4; l += 2) {
        const to = information + row * <usize>k + ((<usize>l) << 3);
        addProducts(four, tile + ROOT_BYTES * <usize>l, even << 3, to, row);
      }
    }
  }
}
