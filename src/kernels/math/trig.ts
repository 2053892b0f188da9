import type { Pair } from './pair';
import { takeQuarterTurns } from './quarter-turns';

/** Coefficients of x^5, x^7, ..., x^17 and of x^4, x^6, ..., x^18 in Taylor's series. */
const SIN = [
  1 / 120,
  -1 / 5040,
  1 / 362880,
  -1 / 39916800,
  1 / 6227020800,
  -1 / 1307674368000,
  1 / 355687428096000,
];
const COS = [
  1 / 24,
  -1 / 720,
  1 / 40320,
  -1 / 3628800,
  1 / 479001600,
  -1 / 87178291200,
  1 / 20922789888000,
  -1 / 6402373705728000,
];

function seriesOf(coefficients: readonly number[], z: number): number {
  let sum = 0;
  for (let n = coefficients.length - 1; n >= 0; n--) sum = coefficients[n] + sum * z;
  return sum;
}

/** sin(high + low) for |high| <= pi / 4 and a tiny bit more. */
function sinNear({ high, low }: Pair): number {
  const z = high * high;
  return high + (high * z * (z * seriesOf(SIN, z) - 1 / 6) + low * (1 - 0.5 * z));
}

/** cos(high + low) for |high| <= pi / 4 and a tiny bit more. */
function cosNear({ high, low }: Pair): number {
  const z = high * high;
  const half = 0.5 * z;
  const top = 1 - half;
  return top + (1 - top - half + (z * z * seriesOf(COS, z) - high * low));
}

/** sin of `quarter` quarter turns and `rest`. */
function sinTurned(quarter: number, rest: Pair): number {
  const size = quarter % 2 === 0 ? sinNear(rest) : cosNear(rest);
  return quarter < 2 ? size : -size;
}

/** Sine of radians; NaN for infinities and NaN, -0 stays -0. About 1 us above 1e5. */
export function sin(x: number): number {
  if (Math.abs(x) < 1e-9) return x;
  if (!(Math.abs(x) < Infinity)) return NaN;
  const { quarter, rest } = takeQuarterTurns(Math.abs(x));
  const result = sinTurned(quarter, rest);
  return x < 0 ? -result : result;
}

/** Cosine of radians; NaN for infinities and NaN. About 1 us above 1e5. */
export function cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  const { quarter, rest } = takeQuarterTurns(Math.abs(x));
  return sinTurned((quarter + 1) % 4, rest);
}
