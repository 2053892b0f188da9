import { expm1Pair, reduceByLn2 } from './exp-pair';
import { divide, sumOf } from './pair';
import { scale } from './parts';

/** Coefficients of x^3, x^5, ..., x^17 in Taylor's series of tanh. */
const SERIES = [
  -1 / 3,
  2 / 15,
  -17 / 315,
  62 / 2835,
  -1382 / 155925,
  21844 / 6081075,
  -929569 / 638512875,
  6404582 / 10854718875,
];

/** Above it the next double to tanh(x) is 1. */
const ALL_ONE = 22;

function tanhNearZero(x: number): number {
  const z = x * x;
  let sum = 0;
  for (let n = SERIES.length - 1; n >= 0; n--) sum = SERIES[n] + sum * z;
  return x + x * z * sum;
}

/** Hyperbolic tangent; -0 stays -0, NaN for NaN. From 0.125 on it is 1 - 2 / (e^2x + 1). */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size < 1e-8) return x;
  if (size < 0.125) return tanhNearZero(x);
  if (size > ALL_ONE) return x > 0 ? 1 : -1;
  const { k, r } = reduceByLn2({ high: 2 * size, low: 0 });
  const e = expm1Pair(r);
  const power = sumOf(scale(1, k), scale(e.high, k));
  const below = sumOf(power.high, 1);
  const part = divide(2, { high: below.high, low: below.low + (power.low + scale(e.low, k)) });
  const high = sumOf(1, -part.high);
  const result = high.high + (high.low - part.low);
  return x > 0 ? result : -result;
}
