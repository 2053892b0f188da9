import { LN2_HIGH, LN2_LOW } from './ln2';
import { splitExponent } from './parts';

/** log((1 + f) * 2^k) for 1 + f in [sqrt(1/2), sqrt(2)); `rest` is what f lost to rounding. */
export function logReduced(f: number, k: number, rest: number): number {
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

/** Natural logarithm. NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  const { k, m } = splitExponent(x);
  return logReduced(m - 1, k, 0);
}
