import { multiply, sumOf, type Pair } from './pair';
import { splitInteger } from './parts';

/** An angle as whole quarter turns (0 to 3) and a rest of at most an eighth turn, in radians. */
export interface Turned {
  readonly quarter: number;
  readonly rest: Pair;
}

const TWO_OVER_PI = 0.6366197723675814;
const HALF_PI: Pair = { high: 1.5707963267948966, low: 6.123233995736766e-17 };

/** pi / 2 in three parts; up to 2^20 times each of the first two is exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/** Up to here three parts of pi / 2 are enough, unless the rest is almost 0. */
const SMALL_ANGLE = 1e5;
const LEAST_REST = 1e-9;

/** floor(2^1280 * 2 / pi) */
const TWO_OVER_PI_BITS = BigInt(
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561' +
    'b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484' +
    'e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f' +
    'ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b' +
    '3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d',
);
const TOTAL_BITS = 1280;
const FRACTION_BITS = 160;
const HALF = 1n << BigInt(FRACTION_BITS - 1);

/** Of any x of 1e-9 or more, by whole numbers: x * 2 / pi has as many right bits as are asked. About 1 us. */
function reduceExactly(x: number): Turned {
  const { n, e } = splitInteger(x);
  const quarters = (n * TWO_OVER_PI_BITS) >> BigInt(TOTAL_BITS - FRACTION_BITS - e);
  const nearest = (quarters + HALF) >> BigInt(FRACTION_BITS);
  const fraction = quarters - (nearest << BigInt(FRACTION_BITS));
  const high = Number(fraction);
  const low = Number(fraction - BigInt(high));
  const unit = 2 ** -160;
  return {
    quarter: Number(nearest & 3n),
    rest: multiply({ high: high * unit, low: low * unit }, HALF_PI),
  };
}

/**
 * Takes quarter turns off a finite angle x >= 0. The rest has a relative error below 2^-70: by three
 * parts of pi / 2 (Cody and Waite, 1980), and by 1,280 bits of 2 / pi for large x and where almost
 * nothing is left (the idea of Payne and Hanek, 1983).
 */
export function takeQuarterTurns(x: number): Turned {
  if (x > SMALL_ANGLE) return reduceExactly(x);
  const turns = Math.floor(x * TWO_OVER_PI + 0.5);
  const first = sumOf(x, -turns * HALF_PI_1);
  const second = sumOf(first.high, -turns * HALF_PI_2);
  const rest = sumOf(second.high, second.low + (first.low - turns * HALF_PI_3));
  if (turns > 0 && Math.abs(rest.high) < LEAST_REST) return reduceExactly(x);
  return { quarter: turns % 4, rest };
}
