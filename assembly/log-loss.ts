// The log loss of margins, in sums of blocks. Twin: src/kernels/log-loss-reference.ts.

import { Exponential, LEAST } from './exponential';

/** Rows of a block of a sum, as in src/kernels/sum.ts. */
const BLOCK: i32 = 2048;
/** sqrt(2) - 1 and sqrt(1/2): from there on log1p takes a power of two out. */
const REDUCED: f64 = 0.41421356237309503;
const SQRT_HALF: f64 = 0.7071067811865476;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** log(1 + x) of both lanes with the bits of src/kernels/math/log1p.ts, for 0 <= x <= 1. */
function log1ps(x: v128): v128 {
  const one = f64x2.splat(1);
  const u = f64x2.add(one, x);
  const halved = f64x2.mul(u, f64x2.splat(0.5));
  const isLarge = f64x2.ge(x, f64x2.splat(REDUCED));
  const hasPower = v128.and(isLarge, f64x2.ge(halved, f64x2.splat(SQRT_HALF)));
  const m = v128.bitselect(halved, u, hasPower);
  const f = v128.bitselect(f64x2.sub(m, one), x, isLarge);
  const rest = f64x2.div(f64x2.sub(x, f64x2.sub(u, one)), u);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let odd = f64x2.mul(w, f64x2.splat(1.479819860511658591e-1));
  odd = f64x2.mul(w, f64x2.add(f64x2.splat(1.818357216161805012e-1), odd));
  odd = f64x2.mul(w, f64x2.add(f64x2.splat(2.857142874366239149e-1), odd));
  odd = f64x2.mul(z, f64x2.add(f64x2.splat(6.66666666666673513e-1), odd));
  let even = f64x2.mul(w, f64x2.splat(1.531383769920937332e-1));
  even = f64x2.mul(w, f64x2.add(f64x2.splat(2.222219843214978396e-1), even));
  even = f64x2.mul(w, f64x2.add(f64x2.splat(3.999999999940941908e-1), even));
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const tail = f64x2.mul(s, f64x2.add(f64x2.add(half, odd), even));
  const plain = f64x2.sub(f, f64x2.sub(half, tail));
  const low = f64x2.add(tail, f64x2.add(f64x2.splat(LN2_LOW), rest));
  const power = f64x2.sub(f64x2.splat(LN2_HIGH), f64x2.sub(f64x2.sub(half, low), f));
  return v128.bitselect(power, plain, hasPower);
}

/** log(1 + e^-t) of both lanes, t being the margin towards the label. */
function losses(t: v128): v128 {
  const zero = f64x2.splat(0);
  const away = f64x2.neg(t);
  const e = Exponential.ofPair(f64x2.max(f64x2.neg(f64x2.abs(t)), f64x2.splat(LEAST)));
  return f64x2.add(log1ps(e), v128.and(away, f64x2.lt(t, zero)));
}

/** The margin of a row where its label is 1, else less it. */
function towards(margin: f64, label: u8): f64 {
  return label === 1 ? margin : -margin;
}

/** The sum of each block of rows, from the first row to the last. */
export function sumLogLoss(
  margins: usize, // IN, f64
  labels: usize, // IN, u8
  rows: i32,
  sums: usize, // OUT, f64 a block
): void {
  for (let from = 0; from < rows; from += BLOCK, sums += 8) {
    const end = min(from + BLOCK, rows);
    let sum: f64 = 0;
    let row = from;
    for (; row + 1 < end; row += 2) {
      const at = margins + ((<usize>row) << 3);
      const label = labels + <usize>row;
      const first = f64x2.splat(towards(load<f64>(at), load<u8>(label)));
      const second = towards(load<f64>(at, 8), load<u8>(label, 1));
      const both = losses(f64x2.replace_lane(first, 1, second));
      sum += f64x2.extract_lane(both, 0);
      sum += f64x2.extract_lane(both, 1);
    }
    if (row < end) {
      const last = towards(load<f64>(margins + ((<usize>row) << 3)), load<u8>(labels + <usize>row));
      sum += f64x2.extract_lane(losses(f64x2.splat(last)), 0);
    }
    store<f64>(sums, sum);
  }
}
