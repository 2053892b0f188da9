import type { Column } from '../table/column';
import { isMissing, missingCount } from '../table/validity';

/** The numbers of a column that are there, ascending, -0 as 0; none of a text column. Cost: O(n log n). */
export function sortedValues(column: Column): Float64Array {
  if (column.type === 'text') return new Float64Array(0);
  const { values } = column;
  const sorted = new Float64Array(column.length - missingCount(column));
  let at = 0;
  for (let row = 0; row < values.length; row++) {
    if (!isMissing(column, row)) sorted[at++] = values[row] + 0;
  }
  return sorted.sort();
}

/** One value of a sorted column and how many rows have it. */
export interface Run {
  readonly value: number;
  readonly count: number;
}

/** The different values of a sorted array with their counts, ascending. Cost: O(n). */
export function* runsOf(sorted: Float64Array): Generator<Run> {
  let start = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && sorted[at] === sorted[start]) continue;
    yield { value: sorted[start], count: at - start };
    start = at;
  }
}

/** How many ascending values are below `limit`. Cost: O(log n). */
export function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many ascending values are at or below `limit`. Cost: O(log n). */
export function countAtMost(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
