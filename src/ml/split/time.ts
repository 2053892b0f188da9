import { LeadbenchError } from '../../util/errors';
import { withoutNaN } from '../../util/rows';
import type { Milliseconds } from '../../util/units';
import { splitByMark, type Split } from './split';

/** A split by time, with the moment at which test begins. */
export interface TimeSplit extends Split {
  /** Every test row is at or after it, every dated training row before it. */
  readonly testFrom: Milliseconds;
}

/** Of the two ends of the group of equal times around `at`, the one nearer to it that leaves both sides rows. */
function nearestBorder(sorted: Float64Array, at: number, undated: number): number {
  const value = sorted[at];
  let start = at;
  let end = at;
  while (start > 0 && sorted[start - 1] === value) start--;
  while (end < sorted.length && sorted[end] === value) end++;
  const startWorks = start > 0 || undated > 0;
  const endWorks = end < sorted.length;
  if (startWorks && (!endWorks || at - start <= end - at)) return start;
  return endWorks ? end : -1;
}

/**
 * A split by time: the latest round(n x testShare) rows test, moved to the nearest border between
 * different times, because rows of one moment never straddle it. Rows without a time (NaN) train.
 * Throws LeadbenchError('TIME_SPLIT_IMPOSSIBLE', {rows, dated}) when no border leaves rows on both
 * sides. O(n log n).
 */
export function timeSplit(timestamps: Float64Array, testShare: number): TimeSplit {
  const sorted = withoutNaN(timestamps).sort();
  const dated = sorted.length;
  const rows = timestamps.length;
  const wanted = Math.max(1, Math.round(rows * testShare));
  const at = Math.max(0, dated - wanted);
  const border = dated === 0 ? -1 : nearestBorder(sorted, at, rows - dated);
  if (border < 0) throw new LeadbenchError('TIME_SPLIT_IMPOSSIBLE', { rows, dated });
  const testFrom = sorted[border];
  const isTest = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) if (timestamps[row] >= testFrom) isTest[row] = 1;
  return { ...splitByMark(isTest), testFrom };
}
