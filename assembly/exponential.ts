// e^x of two numbers at a time, with the bits of src/kernels/math/exp.ts.

const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INV_LN2: f64 = 1.4426950408889634;

/** Below it e^x is no normal number, or 0. */
export const LEAST: f64 = -708;

/** 2^k of both lanes for -1022 <= k <= 0, k a whole number. */
function powersOfTwo(k: v128): v128 {
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k));
  return i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
}

/** A class, because the compiler warns of every function with a v128 that a file exports. */
export class Exponential {
  /** e^x of both lanes with the bits of src/kernels/math/exp.ts, for LEAST <= x <= 0. */
  static ofPair(x: v128): v128 {
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
}
