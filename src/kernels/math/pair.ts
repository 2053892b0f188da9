/**
 * Numbers of about 106 bits, each an unevaluated sum of two doubles. Every step is one IEEE
 * operation, so the bits are the same everywhere. Source: Dekker, Numerische Mathematik 18 (1971);
 * Knuth, TAOCP 2, 4.2.2.
 */

/** high + low, where |low| is at most half a unit in the last place of `high`. */
export interface Pair {
  readonly high: number;
  readonly low: number;
}

const SPLITTER = 134217729;

/** a + b, exact unless it overflows. */
export function sumOf(a: number, b: number): Pair {
  const high = a + b;
  const shadow = high - a;
  return { high, low: a - (high - shadow) + (b - shadow) };
}

/** What a * b lost when it was rounded to `product`; see productOf for where it is exact. */
export function lostIn(product: number, a: number, b: number): number {
  const scaledA = SPLITTER * a;
  const scaledB = SPLITTER * b;
  const topA = scaledA - (scaledA - a);
  const topB = scaledB - (scaledB - b);
  const restA = a - topA;
  const restB = b - topB;
  return topA * topB - product + topA * restB + restA * topB + restA * restB;
}

/** a * b, exact where |a| and |b| are below 2^996 and the product's low half does not underflow. */
export function productOf(a: number, b: number): Pair {
  const high = a * b;
  return { high, low: lostIn(high, a, b) };
}

/** x * y with a relative error near 2^-102. */
export function multiply(x: Pair, y: Pair): Pair {
  const { high, low } = productOf(x.high, y.high);
  return sumOf(high, low + (x.high * y.low + x.low * y.high));
}

/** n / x with a relative error near 2^-102. */
export function divide(n: number, x: Pair): Pair {
  const high = n / x.high;
  const back = productOf(high, x.high);
  return sumOf(high, (n - back.high - back.low - high * x.low) / x.high);
}
