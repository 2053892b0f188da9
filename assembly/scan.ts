import { COLUMN } from './histogram';

// The best cut of each feature for the nodes of a level. Twin: src/kernels/scan-reference.ts. A column is
// one of bytes; it holds the codes of one feature or of several.
//
//   job     u32 each { next task, pairs, columns, calls, their histograms, bytes of those of one call,
//           pairs' address, features, codes, floors, params, signs }
//   feature 8 B { feature u32, address of its decoding u32 }, column by column; 0 where its code is the
//           byte. Before them u32 a column: where its features begin, and the end of the last
//   pair    96 B: { summed node, its sibling } 48 B each
//   node    48 B: { histogram u32, best u32, score f64, gradient i32, hessian u32, mask u32 }, 4 B,
//           { lower f64, upper f64 }; a sibling with histogram 0 is none, a best of 0 not looked for.
//           The sibling's histogram is its parent's
//   signs   i8 a feature: 1 where the weight of a leaf may only rise with it, -1 only fall, 0 both; address
//           0 where all are 0. With signs the weights of children stay within lower and upper
//   codes   u32 a feature: its codes without that of missing
//   floors  u8 a feature: 1 where all rows with a value may go right
//   mask    u8 a feature: 1 where it may be cut in this node
//   params  f64 each { gradient step, hessian step, lambda, alpha, least hessian of a child }
//   best    24 B a feature: { score f64, left sums i64, last code that goes left i32, missing goes left
//           i32 }; the code is -1 where no cut scores more than the node's score
//
// Lane 0 sends rows without a value right, lane 1 left. Ties go to the cut that XGBoost finds first:
// missing right with cuts ascending, then missing left with cuts descending.

const NEXT: usize = 0;
const PAIRS: usize = 4;
const COLUMNS: usize = 8;
const CALLS: usize = 12;
const SUMS: usize = 16;
const CALL_BYTES: usize = 20;
const PAIR_LIST: usize = 24;
const FEATURES: usize = 28;
const CODES: usize = 32;
const FLOORS: usize = 36;
const PARAMS: usize = 40;
const SIGNS: usize = 44;

const PAIR: usize = 96;
const SIBLING: usize = 48;
const BEST: usize = 4;
const SCORE: usize = 8;
const GRADIENT: usize = 16;
const HESSIAN: usize = 20;
const MASK: usize = 24;
const LOWER: usize = 32;
const UPPER: usize = 40;
const BEST_BYTES: usize = 24;

/** Adds up what the calls summed, takes it from the parents for the siblings, and finds cuts. */
export function scanColumns(
  job: usize, // IN and OUT
  scratch: usize, // 2048 B
): void {
  const columns = load<u32>(job, COLUMNS);
  const tasks = load<u32>(job, PAIRS) * columns;
  for (;;) {
    const task = atomic.add<u32>(job + NEXT, 1);
    if (task >= tasks) return;
    scanPair(job, task / columns, task % columns, scratch);
  }
}

function scanPair(job: usize, which: u32, column: u32, scratch: usize): void {
  const pair = <usize>load<u32>(job, PAIR_LIST) + <usize>which * PAIR;
  const columns = <usize>load<u32>(job, COLUMNS);
  const at = <usize>column * COLUMN;
  const own = <usize>load<u32>(pair) + at;
  const sums = <usize>load<u32>(job, SUMS);
  merge(job, sums + <usize>which * columns * COLUMN + at, own);
  const parent = <usize>load<u32>(pair, SIBLING);
  if (parent !== 0) subtract(parent + at, own);
  const firsts = <usize>load<u32>(job, FEATURES);
  const features = firsts + ((columns + 1) << 2);
  let feature = features + ((<usize>load<u32>(firsts + ((<usize>column) << 2))) << 3);
  const last = features + ((<usize>load<u32>(firsts + ((<usize>column) << 2), 4)) << 3);
  for (; feature < last; feature += 8) {
    scan(job, pair, feature, own, scratch);
    if (parent !== 0) scan(job, pair + SIBLING, feature, parent + at, scratch);
  }
}

/** Adds a column's cells up by the codes of one of its features. */
function decode(cells: usize, decoding: usize, into: usize): void {
  memory.fill(into, 0, COLUMN);
  for (let byte: usize = 0; byte < 256; byte++) {
    const cell = into + ((<usize>load<u8>(decoding + byte)) << 3);
    store<i64>(cell, load<i64>(cell) + load<i64>(cells + (byte << 3)));
  }
}

function merge(job: usize, from: usize, into: usize): void {
  const calls = load<u32>(job, CALLS);
  const bytes = <usize>load<u32>(job, CALL_BYTES);
  for (let at: usize = 0; at < COLUMN; at += 16) {
    let sum = v128.load(from + at);
    let other = from + at;
    for (let call: u32 = 1; call < calls; call++) {
      other += bytes;
      sum = i64x2.add(sum, v128.load(other));
    }
    v128.store(into + at, sum);
  }
}

function subtract(from: usize, what: usize): void {
  for (let at: usize = 0; at < COLUMN; at += 16) {
    v128.store(from + at, i64x2.sub(v128.load(from + at), v128.load(what + at)));
  }
}

function gradientOf(packed: i64): f64 {
  return <f64>(<i32>(packed >> 32));
}

function hessianOf(packed: i64): f64 {
  return <f64>(<u32>packed);
}

/** Both lanes nearer to 0 by alpha, and not beyond it. */
function softened(g: v128, alpha: v128): v128 {
  const above = v128.and(f64x2.sub(g, alpha), f64x2.gt(g, alpha));
  return v128.bitselect(f64x2.add(g, alpha), above, f64x2.lt(g, f64x2.neg(alpha)));
}

function scan(job: usize, node: usize, at: usize, histogram: usize, scratch: usize): void {
  if (load<u32>(node, BEST) === 0) return;
  const feature = <usize>load<u32>(at);
  if (load<u8>(<usize>load<u32>(node, MASK) + feature) === 0) return;
  const decoding = <usize>load<u32>(at, 4);
  const cells = decoding === 0 ? histogram : scratch;
  if (decoding !== 0) decode(histogram, decoding, scratch);
  if (load<u32>(job, SIGNS) !== 0) {
    scanBounded(job, node, feature, cells);
    return;
  }
  scanFree(job, node, feature, cells);
}

/**
 * Scores stay in units of the integers: the steps are powers of two, so g^2 / (h + lambda / step) of
 * integers, times a power of two, has the bits of the score itself.
 */
function scanFree(job: usize, node: usize, feature: usize, cells: usize): void {
  const best = <usize>load<u32>(node, BEST) + feature * BEST_BYTES;
  const codes = load<i32>(<usize>load<u32>(job, CODES) + (feature << 2));
  const lowest = 2 - <i32>load<u8>(<usize>load<u32>(job, FLOORS) + feature);
  const params = <usize>load<u32>(job, PARAMS);
  const gradientStep = load<f64>(params);
  const hessianStep = load<f64>(params, 8);
  const unit = (gradientStep * gradientStep) / hessianStep;
  const lambda = f64x2.splat(load<f64>(params, 16) / hessianStep);
  const alpha = f64x2.splat(load<f64>(params, 24) / gradientStep);
  const isSoft = load<f64>(params, 24) !== 0;
  // A child has rows, so its hessian is at least one unit.
  const least = f64x2.splat(max<f64>(load<f64>(params, 32) / hessianStep, 1));
  const gradient = f64x2.splat(<f64>load<i32>(node, GRADIENT));
  const hessian = f64x2.splat(<f64>load<u32>(node, HESSIAN));
  const missing = load<i64>(cells);
  const zero = f64x2.splat(0);
  const missingGradient = f64x2.replace_lane(zero, 1, gradientOf(missing));
  const missingHessian = f64x2.replace_lane(zero, 1, hessianOf(missing));
  const toBeat = load<f64>(node, SCORE) / unit;
  let right = toBeat;
  let rightCode = -1;
  let rightSums: i64 = 0;
  let left = missing !== 0 ? toBeat : Infinity;
  let leftCode = -1;
  let leftSums: i64 = 0;
  let sums: i64 = 0;
  let bests = f64x2.replace_lane(f64x2.splat(right), 1, left);
  for (let code = 0; code <= codes; code++) {
    // The loop begins with no code at all on the left; the cell of code 0 is that of missing rows.
    if (code > 0) {
      const cell = load<i64>(cells + ((<usize>code) << 3));
      if (cell === 0) continue;
      sums += cell;
    }
    let g = f64x2.add(f64x2.splat(gradientOf(sums)), missingGradient);
    const h = f64x2.add(f64x2.splat(hessianOf(sums)), missingHessian);
    let otherG = f64x2.sub(gradient, g);
    const otherH = f64x2.sub(hessian, h);
    if (isSoft) {
      g = softened(g, alpha);
      otherG = softened(otherG, alpha);
    }
    const score = f64x2.add(
      f64x2.div(f64x2.mul(g, g), f64x2.add(h, lambda)),
      f64x2.div(f64x2.mul(otherG, otherG), f64x2.add(otherH, lambda)),
    );
    const heavy = v128.and(f64x2.ge(h, least), f64x2.ge(otherH, least));
    const better = v128.and(heavy, f64x2.ge(score, bests));
    if (!v128.any_true(better)) continue;
    const isInside = code > 0 && code < codes;
    if (i64x2.extract_lane(better, 0) !== 0 && isInside && f64x2.extract_lane(score, 0) > right) {
      right = f64x2.extract_lane(score, 0);
      rightCode = code;
      rightSums = sums;
    }
    const value = f64x2.extract_lane(score, 1);
    if (i64x2.extract_lane(better, 1) !== 0 && value > toBeat) {
      const last = nextFilled(cells, code, codes) - 1;
      if (last < codes && last + 1 >= lowest) {
        left = value;
        leftCode = last;
        leftSums = sums + missing;
      }
    }
    bests = f64x2.replace_lane(f64x2.splat(right), 1, left);
  }
  const isLeft = leftCode >= 0 && (rightCode < 0 || left > right);
  store<f64>(best, (isLeft ? left : right) * unit);
  store<i64>(best, isLeft ? leftSums : rightSums, 8);
  store<i32>(best, isLeft ? leftCode : rightCode, 16);
  store<i32>(best, isLeft ? 1 : 0, 20);
}

/** The first code behind `code` that has rows; codes + 1 where none has. */
function nextFilled(cells: usize, code: i32, codes: i32): i32 {
  code++;
  while (code <= codes && load<i64>(cells + ((<usize>code) << 3)) === 0) code++;
  return code;
}

/** A gradient nearer to 0 by alpha, and not beyond it. */
function soft(gradient: f64, alpha: f64): f64 {
  if (gradient > alpha) return gradient - alpha;
  return gradient < -alpha ? gradient + alpha : 0;
}

/** The same where weights are bounded: one cut after the other, in the order of the twin. */
function scanBounded(job: usize, node: usize, feature: usize, cells: usize): void {
  const codes = load<i32>(<usize>load<u32>(job, CODES) + (feature << 2));
  const lowest = 2 - <i32>load<u8>(<usize>load<u32>(job, FLOORS) + feature);
  const best = <usize>load<u32>(node, BEST) + feature * BEST_BYTES;
  store<f64>(best, load<f64>(node, SCORE));
  store<i64>(best, 0, 8);
  store<i32>(best, -1, 16);
  store<i32>(best, 0, 20);
  let sums: i64 = 0;
  for (let code = 1; code < codes; code++) {
    const cell = load<i64>(cells + ((<usize>code) << 3));
    if (cell === 0) continue;
    sums += cell;
    offer(job, node, feature, best, sums, code, 0);
  }
  if (load<i64>(cells) === 0) return;
  sums = ((<i64>load<i32>(node, GRADIENT)) << 32) + <i64>load<u32>(node, HESSIAN);
  for (let code = codes; code >= lowest; code--) {
    const cell = load<i64>(cells + ((<usize>code) << 3));
    if (cell === 0) continue;
    sums -= cell;
    offer(job, node, feature, best, sums, code - 1, 1);
  }
}

function offer(
  job: usize,
  node: usize,
  feature: usize,
  best: usize,
  left: i64,
  lastLeft: i32,
  missingLeft: i32,
): void {
  const params = <usize>load<u32>(job, PARAMS);
  const hessianStep = load<f64>(params, 8);
  const lambda = load<f64>(params, 16);
  const least = load<f64>(params, 32);
  const leftHessian = hessianOf(left);
  const rightHessian = <f64>load<u32>(node, HESSIAN) - leftHessian;
  if (leftHessian === 0 || rightHessian === 0) return;
  if (leftHessian * hessianStep < least || rightHessian * hessianStep < least) return;
  const gradientStep = load<f64>(params);
  const alpha = load<f64>(params, 24);
  const g = gradientOf(left) * gradientStep;
  const otherG = (<f64>load<i32>(node, GRADIENT) - gradientOf(left)) * gradientStep;
  const h = leftHessian * hessianStep + lambda;
  const otherH = rightHessian * hessianStep + lambda;
  const lower = load<f64>(node, LOWER);
  const upper = load<f64>(node, UPPER);
  const weight = max<f64>(lower, min<f64>(upper, -soft(g, alpha) / h));
  const other = max<f64>(lower, min<f64>(upper, -soft(otherG, alpha) / otherH));
  const sign = <i32>load<i8>(<usize>load<u32>(job, SIGNS) + feature);
  if ((sign > 0 && weight > other) || (sign < 0 && weight < other)) return;
  const score =
    -(2 * g * weight + h * weight * weight) - (2 * otherG * other + otherH * other * other);
  if (!(score > load<f64>(best))) return;
  store<f64>(best, score);
  store<i64>(best, left, 8);
  store<i32>(best, lastLeft, 16);
  store<i32>(best, missingLeft, 20);
}
