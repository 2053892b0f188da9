// Moments of columns and standardised columns. Twin: src/kernels/standardise-reference.ts.
//
//   moments  f64  { values present, mean, squares about it, low, high }
//   scales   f64  { mean, 1 / standard deviation, indicator where present, where missing }

/** Rows of a block of a sum, as in src/kernels/sum.ts. */
const BLOCK_BYTES: usize = 8192;

function pairAt(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/** Moments of the values of a column that are no NaN; one behind an odd end is NaN. */
export function columnMoments(
  values: usize, // IN, f32
  rows: i32,
  moments: usize, // OUT
): void {
  const end = values + ((<usize>((rows + 1) & ~1)) << 2);
  const one = f64x2.splat(1);
  let present: f64 = 0;
  let total: f64 = 0;
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  for (let from = values; from < end;) {
    const stop = min<usize>(from + BLOCK_BYTES, end);
    let count = f64x2.splat(0);
    let sum = count;
    for (; from < stop; from += 8) {
      const x = pairAt(from);
      const isThere = f64x2.eq(x, x);
      count = f64x2.add(count, v128.and(isThere, one));
      sum = f64x2.add(sum, v128.and(isThere, x));
      low = f64x2.pmin(low, x);
      high = f64x2.pmax(high, x);
    }
    present += f64x2.extract_lane(count, 0) + f64x2.extract_lane(count, 1);
    total += f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  }
  const mean = present > 0 ? total / present : 0;
  store<f64>(moments, present);
  store<f64>(moments, mean, 8);
  store<f64>(moments, squaresAbout(mean, values, end), 16);
  store<f64>(moments, min<f64>(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)), 24);
  store<f64>(moments, max<f64>(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 32);
}

function squaresAbout(mean: f64, values: usize, end: usize): f64 {
  const middle = f64x2.splat(mean);
  let total: f64 = 0;
  for (let from = values; from < end;) {
    const stop = min<usize>(from + BLOCK_BYTES, end);
    let sum = f64x2.splat(0);
    for (; from < stop; from += 8) {
      const x = pairAt(from);
      const away = f64x2.sub(x, middle);
      sum = f64x2.add(sum, v128.and(f64x2.eq(x, x), f64x2.mul(away, away)));
    }
    total += f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  }
  return total;
}

/** Standardises a column where it is, missing values as 0, and writes its indicator beside. */
export function standardiseColumn(
  values: usize, // IN and OUT, f32
  rows: i32,
  scales: usize, // IN
  indicator: usize, // OUT, f32; 0 where there is none
): void {
  const end = values + ((<usize>((rows + 1) & ~1)) << 2);
  const mean = v128.load64_splat(scales);
  const scale = v128.load64_splat(scales, 8);
  const present = v128.load64_splat(scales, 16);
  const missing = v128.load64_splat(scales, 24);
  const hasIndicator = indicator !== 0;
  for (; values < end; values += 8) {
    const x = pairAt(values);
    const isThere = f64x2.eq(x, x);
    const z = v128.and(isThere, f64x2.mul(f64x2.sub(x, mean), scale));
    v128.store64_lane(values, f32x4.demote_f64x2_zero(z), 0);
    if (hasIndicator) {
      const flag = v128.bitselect(present, missing, isThere);
      v128.store64_lane(indicator, f32x4.demote_f64x2_zero(flag), 0);
      indicator += 8;
    }
  }
  // What is behind an odd end counts nowhere.
  if (rows & 1) {
    store<f32>(values - 4, 0);
    if (hasIndicator) store<f32>(indicator - 4, 0);
  }
}
