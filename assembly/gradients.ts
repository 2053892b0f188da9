// Gradients of the log loss as integers, in float32 as XGBoost has them. Twin:
// src/kernels/gradients-reference.ts.
//
//   entry   8 B  { row u16, hessian u24, gradient i24 }, the row counted from the first of its block
//   params  f64   { weight of rows with the outcome, gradient scale, hessian scale }

const MIN_HESSIAN: f32 = 1e-16;
/** Below it e^x is no normal float32. */
const LEAST: f32 = -87;
const INV_LN2: f32 = 1.44269504;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/** e^x of four float32 for LEAST <= x <= 0. Source: Cephes, expf. */
function exps(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(INV_LN2)));
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let sum = f32x4.splat(1.98756915e-4);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.3981999507e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(8.3334519073e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(4.1665795894e-2));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.6666665459e-1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(5.0000001201e-1));
  const y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(sum, r), r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, power);
}

/** 1 / (1 + e^-x) of four; what is so sure that e^-|x| is no normal number counts as LEAST. */
function sigmoids(x: v128): v128 {
  const e = exps(f32x4.max(f32x4.neg(f32x4.abs(x)), f32x4.splat(LEAST)));
  const one = f32x4.splat(1);
  const above = v128.bitselect(one, e, f32x4.ge(x, f32x4.splat(0)));
  return f32x4.div(above, f32x4.add(one, e));
}

/** Four labels as float32. */
function labelsOf(labels: usize, a: usize, b: usize, c: usize, d: usize): v128 {
  let four = i32x4.splat(<i32>load<u8>(labels + a));
  four = i32x4.replace_lane(four, 1, <i32>load<u8>(labels + b));
  four = i32x4.replace_lane(four, 2, <i32>load<u8>(labels + c));
  four = i32x4.replace_lane(four, 3, <i32>load<u8>(labels + d));
  return f32x4.convert_i32x4_s(four);
}

/** Two margins as float32, in the lower lanes. */
function marginsOf(margins: usize, a: usize, b: usize): v128 {
  const pair = f64x2.replace_lane(
    f64x2.splat(load<f64>(margins + (a << 3))),
    1,
    load<f64>(margins + (b << 3)),
  );
  return f32x4.demote_f64x2_zero(pair);
}

/** 1, or the weight of rows with the outcome. */
function weightsOf(labels: v128, positive: f32): v128 {
  const ones = f32x4.splat(1);
  return v128.bitselect(f32x4.splat(positive), ones, f32x4.eq(labels, ones));
}

/** All bits in the first `count` lanes. */
function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** Float64 sums of the lanes, those of the lower two added to those of the upper two first. */
function addLanes(sums: v128, values: v128): v128 {
  const upper = v128.shuffle<i64>(values, values, 1, 0);
  return f64x2.add(
    sums,
    f64x2.add(f64x2.promote_low_f32x4(values), f64x2.promote_low_f32x4(upper)),
  );
}

/** Writes the probability of each row, and sums |p - y| and p (1 - p), weighted, four rows at a time. */
export function predictRows(
  rows: usize, // IN, u32
  count: i32,
  margins: usize, // IN, f64 by row
  labels: usize, // IN, u8 by row
  params: usize, // IN
  predicted: usize, // OUT, f32
  sums: usize, // OUT, two f64
): void {
  const positive = <f32>load<f64>(params);
  const one = f32x4.splat(1);
  let gradients = f64x2.splat(0);
  let hessians = f64x2.splat(0);
  for (; count > 0; count -= 4, rows += 16, predicted += 16) {
    const last = min(count, 4) - 1;
    const a = <usize>load<u32>(rows);
    const b = <usize>load<u32>(rows + ((<usize>min(1, last)) << 2));
    const c = <usize>load<u32>(rows + ((<usize>min(2, last)) << 2));
    const d = <usize>load<u32>(rows + ((<usize>last) << 2));
    const x = v128.shuffle<i64>(marginsOf(margins, a, b), marginsOf(margins, c, d), 0, 2);
    const p = sigmoids(x);
    const y = labelsOf(labels, a, b, c, d);
    const weights = v128.and(weightsOf(y, positive), firstLanes(count));
    const curved = f32x4.max(f32x4.mul(p, f32x4.sub(one, p)), f32x4.splat(MIN_HESSIAN));
    gradients = addLanes(gradients, f32x4.mul(f32x4.abs(f32x4.sub(p, y)), weights));
    hessians = addLanes(hessians, f32x4.mul(curved, weights));
    if (last === 3) v128.store(predicted, p);
    else {
      store<f32>(predicted, f32x4.extract_lane(p, 0));
      if (last > 0) store<f32>(predicted, f32x4.extract_lane(p, 1), 4);
      if (last > 1) store<f32>(predicted, f32x4.extract_lane(p, 2), 8);
    }
  }
  store<f64>(sums, f64x2.extract_lane(gradients, 0) + f64x2.extract_lane(gradients, 1));
  store<f64>(sums, f64x2.extract_lane(hessians, 0) + f64x2.extract_lane(hessians, 1), 8);
}

/** Writes the entries of rows whose probabilities are known. Reads 12 bytes behind these. */
export function quantiseRows(
  rows: usize, // IN, u32
  count: i32,
  first: u32, // the row that entries count from
  labels: usize, // IN, u8 by row
  params: usize, // IN
  predicted: usize, // IN, f32
  entries: usize, // OUT
): void {
  const positive = <f32>load<f64>(params);
  const gradientScale = f32x4.splat(<f32>load<f64>(params, 8));
  const hessianScale = f32x4.splat(<f32>load<f64>(params, 16));
  const one = f32x4.splat(1);
  for (; count > 0; count -= 4, rows += 16, predicted += 16, entries += 32) {
    const last = min(count, 4) - 1;
    const a = load<u32>(rows);
    const b = load<u32>(rows + ((<usize>min(1, last)) << 2));
    const c = load<u32>(rows + ((<usize>min(2, last)) << 2));
    const d = load<u32>(rows + ((<usize>last) << 2));
    const p = v128.load(predicted);
    const y = labelsOf(labels, a, b, c, d);
    const weights = weightsOf(y, positive);
    const curved = f32x4.max(f32x4.mul(p, f32x4.sub(one, p)), f32x4.splat(MIN_HESSIAN));
    const gradient = f32x4.mul(f32x4.mul(f32x4.sub(p, y), weights), gradientScale);
    const hessian = f32x4.mul(f32x4.mul(curved, weights), hessianScale);
    const g = i32x4.trunc_sat_f32x4_s(f32x4.nearest(gradient));
    const h = i32x4.trunc_sat_f32x4_s(f32x4.nearest(hessian));
    const four = i32x4.sub(i32x4(a, b, c, d), i32x4.splat(first));
    const low = v128.or(four, i32x4.shl(h, 16));
    const high = v128.or(i32x4.shr_u(h, 16), i32x4.shl(g, 8));
    const pair = v128.shuffle<i32>(low, high, 0, 4, 1, 5);
    const other = v128.shuffle<i32>(low, high, 2, 6, 3, 7);
    if (last === 3) {
      v128.store(entries, pair);
      v128.store(entries, other, 16);
      continue;
    }
    store<i64>(entries, i64x2.extract_lane(pair, 0));
    if (last > 0) store<i64>(entries, i64x2.extract_lane(pair, 1), 8);
    if (last > 1) store<i64>(entries, i64x2.extract_lane(other, 0), 16);
  }
}
