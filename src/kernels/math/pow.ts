import { expm1Pair, reduceByLn2 } from './exp-pair';
import { logPair } from './log-pair';
import { productOf, sumOf } from './pair';
import { scale } from './parts';

/** From here on every double is an even integer. */
const ALL_EVEN = 9007199254740992;

function isOdd(y: number): boolean {
  return Math.abs(y) < ALL_EVEN && Math.floor(y) === y && Math.floor(y / 2) * 2 !== y;
}

/** x^y for finite x above 0 and finite y: e^(y log x). */
function powPositive(x: number, y: number): number {
  if (x === 1) return 1;
  // The closest x to 1 is 2^-53 away, so that its power is 0 or Infinity from here on.
  if (Math.abs(y) > 1e20) return x > 1 === y > 0 ? Infinity : 0;
  const log = logPair(x);
  const product = productOf(y, log.high);
  const t = sumOf(product.high, product.low + y * log.low);
  if (t.high > 710) return Infinity;
  if (t.high < -746) return 0;
  const { k, r } = reduceByLn2(t);
  const e = expm1Pair(r);
  const high = sumOf(1, e.high);
  return scale(high.high + (high.low + e.low), k);
}

/**
 * x^y as ECMAScript's Number::exponentiate has it: NaN^0 is 1, 1^NaN and (-1)^Infinity are NaN, a
 * negative x with a y that is no integer is NaN, and -0 and -Infinity keep their sign for odd y.
 */
export function pow(x: number, y: number): number {
  if (Number.isNaN(y)) return NaN;
  if (y === 0) return 1;
  if (Number.isNaN(x)) return NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const isNegative = x < 0 || Object.is(x, -0);
  const sign = isNegative && isOdd(y) ? -1 : 1;
  if (size === 0 || size === Infinity) return sign * (size > 1 === y > 0 ? Infinity : 0);
  if (isNegative && Math.floor(y) !== y) return NaN;
  return sign * powPositive(size, y);
}
