import { expm1Pair } from './exp-pair';
import { LN2_HIGH, LN2_LOW } from './ln2';
import { log } from './log';
import { sumOf, type Pair } from './pair';
import { splitExponent } from './parts';

/**
 * log(x) with a relative error below 2^-70, for finite x above 0: one step of Newton's method from
 * the double, log(m) = l + log(m / e^l), where m / e^l is 1 + d with |d| near 2^-53.
 */
export function logPair(x: number): Pair {
  const { k, m } = splitExponent(x);
  const first = log(m);
  const e = expm1Pair({ high: first, low: 0 });
  const d = m - 1 - e.high - e.low;
  const reduced = sumOf(first, d / m);
  const high = sumOf(k * LN2_HIGH, reduced.high);
  return sumOf(high.high, high.low + (reduced.low + k * LN2_LOW));
}
