// Gradients of the log loss as integers. Twin: src/kernels/gradients-reference.ts.
//
//   entry   8 B  { row u16, hessian u24, gradient i24 }, the row counted from the first of its block
//   params  f64   { weight of rows with the outcome, gradient scale, hessian scale }

import { Exponential, LEAST } from './exponential';

const ENTRY: usize = 8;
const MIN_HESSIAN: f64 = 1e-16;

/** 1 / (1 + e^-x) of both lanes; what is so sure that e^-|x| is no normal number counts as LEAST. */
function sigmoids(x: v128): v128 {
  const e = Exponential.ofPair(f64x2.max(f64x2.neg(f64x2.abs(x)), f64x2.splat(LEAST)));
  const one = f64x2.splat(1);
  const above = v128.bitselect(one, e, f64x2.ge(x, f64x2.splat(0)));
  return f64x2.div(above, f64x2.add(one, e));
}

/** Writes the probability of each row, and sums |p - y| and p (1 - p), weighted, from top to bottom. */
export function predictRows(
  rows: usize, // IN, u32
  count: i32,
  margins: usize, // IN, f64 by row
  labels: usize, // IN, u8 by row
  params: usize, // IN
  predicted: usize, // OUT, f64
  sums: usize, // OUT, two f64
): void {
  const positive = load<f64>(params);
  let gradients: f64 = 0;
  let hessians: f64 = 0;
  const end = rows + ((<usize>count) << 2);
  const pairs = rows + ((<usize>(count & ~1)) << 2);
  for (; rows < end; rows += 8, predicted += 16) {
    const isPair = rows < pairs;
    const row = <usize>load<u32>(rows);
    const next = isPair ? <usize>load<u32>(rows, 4) : row;
    const x = f64x2.replace_lane(
      f64x2.splat(load<f64>(margins + (row << 3))),
      1,
      load<f64>(margins + (next << 3)),
    );
    const p = sigmoids(x);
    const first = f64x2.extract_lane(p, 0);
    store<f64>(predicted, first);
    const label = load<u8>(labels + row);
    const weight = label === 1 ? positive : 1;
    gradients += abs<f64>(first - <f64>label) * weight;
    hessians += max<f64>(first * (1 - first), MIN_HESSIAN) * weight;
    if (!isPair) break;
    const second = f64x2.extract_lane(p, 1);
    store<f64>(predicted, second, 8);
    const other = load<u8>(labels + next);
    const otherWeight = other === 1 ? positive : 1;
    gradients += abs<f64>(second - <f64>other) * otherWeight;
    hessians += max<f64>(second * (1 - second), MIN_HESSIAN) * otherWeight;
  }
  store<f64>(sums, gradients);
  store<f64>(sums, hessians, 8);
}

/** The nearest integer, the greater one of two. */
function rounded(x: f64): f64 {
  const below = floor<f64>(x);
  return x - below >= 0.5 ? below + 1 : below;
}

/** Writes the entries of rows whose probabilities are known. */
export function quantiseRows(
  rows: usize, // IN, u32
  count: i32,
  first: u32, // the row that entries count from
  labels: usize, // IN, u8 by row
  params: usize, // IN
  predicted: usize, // IN, f64
  entries: usize, // OUT
): void {
  const positive = load<f64>(params);
  const gradientScale = load<f64>(params, 8);
  const hessianScale = load<f64>(params, 16);
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4, predicted += 8, entries += ENTRY) {
    const row = load<u32>(rows);
    const p = load<f64>(predicted);
    const label = load<u8>(labels + <usize>row);
    const weight = label === 1 ? positive : 1;
    const hessian = max<f64>(p * (1 - p), MIN_HESSIAN) * weight;
    const g = <i64>rounded((p - <f64>label) * weight * gradientScale);
    const h = <i64>rounded(hessian * hessianScale);
    store<i64>(entries, (g << 40) | (h << 16) | (<i64>(row - first)));
  }
}
