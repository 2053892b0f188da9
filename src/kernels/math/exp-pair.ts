import { INV_LN2, LN2_HIGH, LN2_LOW } from './ln2';
import { divide, lostIn, sumOf, type Pair } from './pair';

/** 1 / 1!, ..., 1 / 18!; a factorial up to 18! is exact. */
const INVERSE_FACTORIALS: readonly Pair[] = Array.from({ length: 18 }, (_, i) => {
  let factorial = 1;
  for (let n = 2; n <= i + 1; n++) factorial *= n;
  return divide(1, { high: factorial, low: 0 });
});

/** The first terms need more than a double's bits; what follows is below 2^-17 of the sum. */
const PAIR_TERMS = 5;

/** e^r - 1 for |r| <= 0.35, with a relative error below 2^-69. Taylor's series. */
export function expm1Pair(r: Pair): Pair {
  let tail = 0;
  for (let n = INVERSE_FACTORIALS.length; n > PAIR_TERMS; n--) {
    tail = INVERSE_FACTORIALS[n - 1].high + tail * r.high;
  }
  let high = tail * r.high;
  let low = 0;
  for (let n = PAIR_TERMS; n >= 1; n--) {
    const term = INVERSE_FACTORIALS[n - 1];
    const sum = term.high + high;
    const rest = term.high - sum + high + (term.low + low);
    high = sum * r.high;
    low = lostIn(high, sum, r.high) + (sum * r.low + rest * r.high);
  }
  return sumOf(high, low);
}

/** k and r with t = k ln 2 + r and |r| <= 0.35, for |t| < 1500. */
export function reduceByLn2(t: Pair): { readonly k: number; readonly r: Pair } {
  const k = Math.floor(t.high * INV_LN2 + 0.5);
  const high = sumOf(t.high, -k * LN2_HIGH);
  return { k, r: sumOf(high.high, high.low + (t.low - k * LN2_LOW)) };
}
