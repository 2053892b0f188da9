import { logReduced } from './log';
import { splitExponent } from './parts';

/** log(1 + x), exact near 0. NaN below -1, -Infinity at -1. */
export function log1p(x: number): number {
  if (x === -1) return -Infinity;
  if (!(x > -1) || x === Infinity) return x > -1 ? x : NaN;
  if (Math.abs(x) < 5.551115123125783e-17) return x;
  if (x > -0.2928932188134524 && x < 0.41421356237309503) return logReduced(x, 0, 0);
  const u = 1 + x;
  const { k, m } = splitExponent(u);
  const lost = x < 1 ? x - (u - 1) : 1 - (u - x);
  return logReduced(m - 1, k, lost / u);
}
