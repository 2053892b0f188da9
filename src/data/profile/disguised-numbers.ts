import type { TimestampColumn } from '../table/column';
import { daysFromCivil } from '../table/civil';
import { writtenAs } from '../table/read-cell';
import { quantileOfSorted } from '../query/quantiles';
import { runsOf, type Run } from './sorted-values';
import type { DisguisedValue } from './types';

const DAY = 86_400_000;
/** A value that stands in for a missing one is seldom alone. */
const FEWEST = 2;

/**
 * Numbers that may stand in for a missing one, of ascending values. -1, -9, -99 and so on where no
 * other value is negative. 99, 999, 9999 and so on, where they are the largest
 * and further from the next one below than all others from each other. Cost: O(n).
 */
export function disguisedNumbers(sorted: Float64Array): DisguisedValue[] {
  const found: Run[] = [];
  const runs = [...edgeRuns(sorted)];
  if (runs.length < 2) return [];
  const [first, second] = runs;
  if (second.value >= 0 && isNines(-first.value)) found.push(first);
  const [last, before] = [runs[runs.length - 1], runs[runs.length - 2]];
  const rest = before.value - (found.length > 0 ? second.value : first.value);
  if (last.value >= 99 && isNines(last.value) && last.value - before.value > Math.max(rest, 1)) {
    found.push(last);
  }
  return found
    .filter(({ count }) => count >= FEWEST)
    .map(({ value, count }) => ({ value: String(value), count, reason: 'sentinel' }));
}

/** 1, or nothing but nines. */
function isNines(value: number): boolean {
  return value === 1 || /^9+$/.test(String(value));
}

/** The two lowest and the two highest different values. */
function edgeRuns(sorted: Float64Array): Run[] {
  const runs: Run[] = [];
  for (const run of runsOf(sorted)) {
    runs.push(run);
    if (runs.length > 4) runs.splice(2, 1);
  }
  return runs;
}

/** Days that programs write for "no date": the first of spreadsheets, of dates, the last of them. */
const NO_DATES = [
  [1, 1, 1],
  [1899, 12, 30],
  [1899, 12, 31],
  [1900, 1, 1],
  [2999, 12, 31],
  [9999, 12, 31],
].map(([year, month, day]) => daysFromCivil(year, month, day));
/** The first day of Unix time may be a day like others, unless it is far more frequent than they are. */
const UNIX_SPIKE = 10;

/** Dates that may stand in for a missing one, of ascending milliseconds. Cost: O(n). */
export function disguisedDates(sorted: Float64Array, column: TimestampColumn): DisguisedValue[] {
  const runs = [...runsOf(sorted)].filter(({ value }) => isNoDate(value) || value === 0);
  const typical = typicalCount(sorted);
  return runs
    .filter(({ value, count }) => isNoDate(value) || count >= UNIX_SPIKE * typical)
    .map(({ value, count }) => ({
      value: writtenAs(column, value),
      count,
      reason: 'placeholder-date',
    }));
}

function isNoDate(value: number): boolean {
  return value % DAY === 0 && NO_DATES.includes(value / DAY);
}

/** The median number of rows that a different value has. */
function typicalCount(sorted: Float64Array): number {
  const counts = Float64Array.from(runsOf(sorted), ({ count }) => count).sort();
  return quantileOfSorted(counts, 0.5);
}
