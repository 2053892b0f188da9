import { quantileOfSorted } from '../query/quantiles';
import { countAtMost, countBelow } from './sorted-values';
import type { Bar, Distribution } from './types';

/** Bars at most, but for one more at a border. */
const BARS = 24;
/** Values further out than so many interquartile ranges are counted beside the bars. */
const FAR = 3;
/** Borders that are a larger multiple of the width are not exact any more. */
const MOST_WIDTHS = 1e15;

/** Equal widths of 1, 2 or 5 times a power of ten. */
interface Scale {
  readonly factor: number;
  readonly exponent: number;
}

/**
 * How ascending values are spread: bars of a round width whose borders are its multiples, over all
 * values but those more than three interquartile ranges outside the quartiles. One bar where all
 * values are equal or differ in their last bits alone. Cost: O(bars log n).
 */
export function distributionOf(sorted: Float64Array): Distribution {
  const [low, high] = rangeOf(sorted);
  const [start, end] = [countBelow(sorted, low), countAtMost(sorted, high)];
  return {
    bars: barsOf(sorted, low, high) ?? [{ from: low, to: high, count: end - start }],
    below: start,
    above: sorted.length - end,
  };
}

function rangeOf(sorted: Float64Array): [low: number, high: number] {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const [q1, q3] = [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)];
  const reach = FAR * (q3 - q1);
  if (reach === 0) return [first, last];
  const outermost = countAtMost(sorted, q3 + reach) - 1;
  return [sorted[countBelow(sorted, q1 - reach)], sorted[outermost]];
}

function barsOf(sorted: Float64Array, low: number, high: number): Bar[] | null {
  const scale = scaleFor((high - low) / BARS);
  const width = multiple(1, scale);
  const most = Math.max(-low, high) / width;
  if (low === high || !(most < MOST_WIDTHS)) return null;
  const [first, last] = [Math.floor(low / width), Math.floor(high / width)];
  const bars: Bar[] = [];
  for (let i = first; i <= last; i++) {
    const [from, to] = [multiple(i, scale), multiple(i + 1, scale)];
    const start = countBelow(sorted, i === first ? low : from);
    const end = i === last ? countAtMost(sorted, high) : countBelow(sorted, to);
    bars.push({ from, to, count: end - start });
  }
  return bars;
}

/** The least scale whose width is not below `width`. */
function scaleFor(width: number): Scale {
  const [digits, exponent] = width.toExponential().split('e').map(Number);
  const factor = [1, 2, 5, 10].find((each) => each >= digits) ?? 10;
  return { factor, exponent };
}

/** `i` widths, rounded once: 3 x 0.1 is 0.3. */
function multiple(i: number, { factor, exponent }: Scale): number {
  const power = Number(`1e${Math.abs(exponent)}`);
  return exponent < 0 ? (i * factor) / power : i * factor * power;
}
