// Gradients of the log loss as integers. Twin: src/kernels/gradients-reference.ts.
//
//   entry   8 B  { row u16, hessian u24, gradient i24 }, the row counted from the first of its block
//   params  f64   { weight of rows with the outcome, gradient scale, hessian scale }

const ENTRY: usize = 8;
const MIN_HESSIAN: f64 = 1e-16;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INV_LN2: f64 = 1.4426950408889634;

/** Below it e^x is no normal number, or 0. */
const LEAST: f64 = -708;

/** 2^k of both lanes for -1022 <= k <= 0, k a whole number. */
function powersOfTwo(k: v128): v128 {
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k));
  return i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
}

/** e^x of both lanes with the bits of src/kernels/math/exp.ts, for LEAST <= x <= 0. */
function exps(x: v128): v128 {
  const k = f64x2.trunc(f64x2.sub(f64x2.mul(x, f64x2.splat(INV_LN2)), f64x2.splat(0.5)));
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  const low = f64x2.mul(k, f64x2.splat(LN2_LOW));
  const r = f64x2.sub(high, low);
  const t = f64x2.mul(r, r);
  let sum = f64x2.splat(4.13813679705723846039e-8);
  sum = f64x2.add(f64x2.splat(-1.6533902205465251539e-6), f64x2.mul(t, sum));
  sum = f64x2.add(f64x2.splat(6.61375632143793436117e-5), f64x2.mul(t, sum));
  sum = f64x2.add(f64x2.splat(-2.77777777770155933842e-3), f64x2.mul(t, sum));
  sum = f64x2.add(f64x2.splat(1.66666666666666019037e-1), f64x2.mul(t, sum));
  const c = f64x2.sub(r, f64x2.mul(t, sum));
  const part = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
  const y = f64x2.sub(f64x2.splat(1), f64x2.sub(f64x2.sub(low, part), high));
  return f64x2.mul(y, powersOfTwo(k));
}

/** 1 / (1 + e^-x) of both lanes; what is so sure that e^-|x| is no normal number counts as LEAST. */
function sigmoids(x: v128): v128 {
  const e = exps(f64x2.max(f64x2.neg(f64x2.abs(x)), f64x2.splat(LEAST)));
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
