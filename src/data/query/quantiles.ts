import { LeadbenchError } from '../../util/errors';
import type { Column } from '../table/column';
import type { Groups } from './groups';
import { presentValues, type Values } from './present-values';
import { selectRanks } from './select-ranks';

/**
 * Quantiles of a column, exact, by numpy's default definition ('linear', type 7 of Hyndman and Fan,
 * 1996): the value at place (n - 1) p of the n present ones in order, interpolated as
 * numpy.quantile does, to the same bits. Booleans are 0 and 1, timestamps milliseconds; missing cells
 * are left out, and NaN stands for the quantiles of none. `probabilities` are from 0 to 1, in any
 * order. Cost: O(rows), and sorting the values that lie close to a place. Throws LeadbenchError
 * COLUMN_TYPE {column, expected, found} for text.
 */
export function quantiles(column: Column, probabilities: readonly number[]): Float64Array {
  if (column.type === 'text') {
    const { name, type } = column;
    throw new LeadbenchError('COLUMN_TYPE', { column: name, expected: 'number', found: type });
  }
  const present = presentOf(presentValues(column));
  if (present.length === 0) return new Float64Array(probabilities.length).fill(NaN);
  const places = probabilities.map((p) => placeOf(p, present.length));
  const ranks = places.flatMap(({ below }) => [below, Math.min(below + 1, present.length - 1)]);
  const found = selectRanks(present, ranks);
  return Float64Array.from(places, ({ share }, i) =>
    between(found[2 * i], found[2 * i + 1], share),
  );
}

/** A quantile of values that are there and ascending, as `quantiles` has it; NaN of none. Cost: O(1). */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) return NaN;
  const { below, share } = placeOf(probability, sorted.length);
  return between(sorted[below], sorted[Math.min(below + 1, sorted.length - 1)], share);
}

/** One quantile of each group's present values, NaN where there is none. Cost: O(rows log rows). */
export function groupQuantiles(values: Values, groups: Groups, probability: number): Float64Array {
  const { sorted, ends } = sortedByGroup(values, groups);
  return Float64Array.from(groups.order, (slot) => {
    const from = slot === 0 ? 0 : ends[slot - 1];
    const count = ends[slot] - from;
    if (count === 0) return NaN;
    const { below, share } = placeOf(probability, count);
    const above = Math.min(below + 1, count - 1);
    return between(sorted[from + below], sorted[from + above], share);
  });
}

/** Where a quantile of `count` values in order lies: `share` of the way from place `below` to the next. */
function placeOf(probability: number, count: number): { below: number; share: number } {
  if (!(probability >= 0 && probability <= 1)) throw new Error('a probability is from 0 to 1');
  const place = (count - 1) * probability;
  const below = Math.floor(place);
  return { below, share: place - below };
}

/** As numpy's `_lerp`, which goes from the nearer end; infinite ends that are one value stay it. */
function between(low: number, high: number, share: number): number {
  if (low === high) return low;
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

function presentOf(values: Values): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === value) present[count++] = value + 0;
  }
  return present.subarray(0, count);
}

/** The present values slot by slot, ascending within each, and where each slot ends. */
function sortedByGroup(values: Values, { slots, size }: Groups) {
  const ends = new Uint32Array(size + 1);
  for (let row = 0; row < values.length; row++) {
    if (values[row] === values[row]) ends[slots[row] + 1]++;
  }
  for (let slot = 0; slot < size; slot++) ends[slot + 1] += ends[slot];
  const sorted = new Float64Array(ends[size]);
  // Each end, moved one slot down, begins as the slot's start and is its end once its values are placed.
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === value) sorted[ends[slots[row]]++] = value + 0;
  }
  for (let slot = 0, from = 0; slot < size; slot++) {
    if (ends[slot] - from > 1) sorted.subarray(from, ends[slot]).sort();
    from = ends[slot];
  }
  return { sorted, ends };
}
