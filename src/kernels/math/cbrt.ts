import { productOf } from './pair';
import { powerOfTwo, scale, splitExponent } from './parts';

/** Cube root of a in [0.7, 5.7): a parabola within 2 %, two steps of Halley, one of Newton. */
function cbrtReduced(a: number): number {
  let t = 0.678 + a * (0.3387 - 0.02627 * a);
  for (let step = 0; step < 2; step++) {
    const cube = t * t * t;
    t = (t * (cube + 2 * a)) / (2 * cube + a);
  }
  const square = productOf(t, t);
  const cube = productOf(square.high, t);
  return t - (cube.high - a + (cube.low + square.low * t)) / (3 * square.high);
}

/** Cube root, of negative numbers too; 0, -0, infinities and NaN stay what they are. */
export function cbrt(x: number): number {
  if (x === 0 || !(Math.abs(x) < Infinity)) return x;
  const { k, m } = splitExponent(Math.abs(x));
  const third = Math.floor(k / 3);
  const root = scale(cbrtReduced(m * powerOfTwo(k - 3 * third)), third);
  return x > 0 ? root : -root;
}
