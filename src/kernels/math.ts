/**
 * Elementary functions with the same bits in every engine. The language leaves the last bits of
 * Math.exp and its kin to the implementation, and Node, Chromium and Firefox differ, so one trained
 * model would not be equal in all three. Reduction and polynomials are those of fdlibm 5.3 (Sun
 * Microsystems, 1993), whose error is below 1 ulp.
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INV_LN2 = 1.4426950408889634;
const SQRT_HALF = Math.SQRT1_2;

const bits = new DataView(new ArrayBuffer(8));

/** 2^k for -1022 <= k <= 1023, exact. */
function powerOfTwo(k: number): number {
  bits.setInt32(0, (k + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

/** x * 2^k without losing subnormal results twice. */
function scale(x: number, k: number): number {
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023));
  if (k < -1022) return x * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return x * powerOfTwo(k);
}

/** e^x. NaN for NaN, Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.abs(x) < 0.34657359 ? 0 : Math.trunc(x * INV_LN2 + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 +
                t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  return scale(1 - (low - (r * c) / (2 - c) - high), k);
}

/** log((1 + f) * 2^k) for 1 + f in [sqrt(1/2), sqrt(2)); `rest` is what f lost to rounding. */
function logReduced(f: number, k: number, rest: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const even =
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const half = 0.5 * f * f;
  const tail = s * (half + odd + even);
  if (k === 0) return f - (half - tail);
  return k * LN2_HIGH - (half - (tail + (k * LN2_LOW + rest)) - f);
}

/** k and m with x = m * 2^k and m in [sqrt(1/2), sqrt(2)); x is finite and above 0. */
function splitExponent(x: number): { k: number; m: number } {
  const shift = x < 2.2250738585072014e-308 ? 54 : 0;
  bits.setFloat64(0, x * powerOfTwo(shift));
  const top = bits.getInt32(0);
  const k = (top >> 20) - 1022;
  bits.setInt32(0, (top & 0x000fffff) | 0x3fe00000);
  const m = bits.getFloat64(0);
  return m < SQRT_HALF ? { k: k - 1 - shift, m: m * 2 } : { k: k - shift, m };
}

/** Natural logarithm. NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  const { k, m } = splitExponent(x);
  return logReduced(m - 1, k, 0);
}

/** log(1 + x), exact near 0. NaN below -1, -Infinity at -1. */
export function log1p(x: number): number {
  if (x === -1) return -Infinity;
  if (!(x > -1) || x === Infinity) return x > -1 ? x : NaN;
  if (Math.abs(x) < 5.551115123125783e-17) return x;
  if (x > -0.2928932188134524 && x < 0.41421356237309503) return logReduced(x, 0, 0);
  const u = 1 + x;
  const { k, m } = splitExponent(u);
  const lost = k > 0 ? 1 - (u - x) : x - (u - 1);
  return logReduced(m - 1, k, lost / u);
}

/** e^x - 1, exact near 0. */
export function expm1(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -37.42994775023705) return -1;
  if (Math.abs(x) < 5.551115123125783e-17) return x;
  const k = Math.abs(x) <= 0.34657359 ? 0 : Math.trunc(x * INV_LN2 + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const rest = high - r - low;
  const half = 0.5 * r;
  const square = r * half;
  const q =
    1 +
    square *
      (-3.33333333333331316428e-2 +
        square *
          (1.58730158725481460165e-3 +
            square *
              (-7.93650757867487942473e-5 +
                square * (4.00821782732936239552e-6 + square * -2.01099218183624371326e-7))));
  const t = 3 - q * half;
  const e = square * ((q - t) / (6 - r * t));
  if (k === 0) return r - (r * e - square);
  return expm1Scaled(r, r * (e - rest) - rest - square, k);
}

/** Puts 2^k (1 + r - e) - 1 together in the order that keeps the most bits. */
function expm1Scaled(r: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) return scale(1 - (e - r), k) - 1;
  if (k < 20) return scale(1 - powerOfTwo(-k) - (e - r), k);
  return scale(r - (e + powerOfTwo(-k)) + 1, k);
}

/** 1 / (1 + e^-x), without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** log(p / (1 - p)); -Infinity at 0, Infinity at 1. */
export function logit(p: number): number {
  return log(p) - log1p(-p);
}
