import { INV_LN2, LN2_HIGH, LN2_LOW } from './ln2';
import { powerOfTwo, scale } from './parts';

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
