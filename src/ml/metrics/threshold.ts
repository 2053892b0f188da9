import { descendingFloatKey, identityOrder, sortOrderByKey } from '../../kernels/radix-sort';
import { tieKeysOfRows } from './tie-key';

/** Scores sorted once, with running sums, so that every threshold is a look-up. */
export interface RankedScores {
  /** Rows, best score first; ties by key, then by row. NaN last. */
  readonly order: Uint32Array;
  /** Scores in that order. */
  readonly sorted: Float32Array;
  /** Events among the first k rows, k = 0 to n; null where outcomes are not known. */
  readonly cumulativeEvents: Uint32Array | null;
  /** Sum of the scores of the first k rows, k = 0 to n; NaN counts 0. */
  readonly cumulativeExpected: Float64Array;
}

/** What calling the best rows brings. Counts of outcomes are null where outcomes are not known. */
export interface Cut {
  readonly calls: number;
  /** Called are the scores at or above it. Infinity when nobody is called. */
  readonly threshold: number;
  readonly tp: number | null;
  readonly fp: number | null;
  readonly fn: number | null;
  readonly tn: number | null;
  /** NaN when nobody is called. */
  readonly precision: number | null;
  /** NaN when there are no events. */
  readonly recall: number | null;
  /** Sum of the scores of the called rows: events expected if the scores are calibrated. */
  readonly expected: number;
}

/**
 * Running sums over rows whose rank order is known. `outcome` is 0 or 1 a row, or empty where it is
 * not known. O(n).
 */
export function rankInOrder(
  order: Uint32Array,
  scores: Float32Array,
  outcome: Uint8Array,
): RankedScores {
  const rows = order.length;
  const sorted = new Float32Array(rows);
  const cumulativeEvents = outcome.length === rows && rows > 0 ? new Uint32Array(rows + 1) : null;
  const cumulativeExpected = new Float64Array(rows + 1);
  for (let i = 0; i < rows; i++) {
    const score = scores[order[i]];
    sorted[i] = score;
    cumulativeExpected[i + 1] = cumulativeExpected[i] + (Number.isNaN(score) ? 0 : score);
    if (cumulativeEvents) cumulativeEvents[i + 1] = cumulativeEvents[i] + outcome[order[i]];
  }
  return { order, sorted, cumulativeEvents, cumulativeExpected };
}

/**
 * Sorts scores for threshold look-ups. `outcome` is 0 or 1 a row, or empty where it is not known;
 * `tieKeys` is a fixed hash of each row's identifier (see hashId), of its position unless told.
 * Radix sort, O(n).
 */
export function rankScores(
  scores: Float32Array,
  outcome: Uint8Array,
  tieKeys: Uint32Array = tieKeysOfRows(scores.length),
): RankedScores {
  const order = identityOrder(scores.length);
  sortOrderByKey(order, tieKeys);
  const keys = new Uint32Array(scores.length);
  for (let row = 0; row < keys.length; row++) keys[row] = descendingFloatKey(scores[row]);
  sortOrderByKey(order, keys);
  return rankInOrder(order, scores, outcome);
}

function cutAfter(ranked: RankedScores, calls: number, threshold: number): Cut {
  const rows = ranked.sorted.length;
  const expected = ranked.cumulativeExpected[calls];
  const events = ranked.cumulativeEvents;
  if (events === null) {
    const unknown = { tp: null, fp: null, fn: null, tn: null, precision: null, recall: null };
    return { calls, threshold, ...unknown, expected };
  }
  const tp = events[calls];
  const fn = events[rows] - tp;
  const fp = calls - tp;
  return {
    calls,
    threshold,
    tp,
    fp,
    fn,
    tn: rows - calls - fn,
    precision: tp / calls,
    recall: tp / events[rows],
    expected,
  };
}

/** How many of `sorted`, best first and NaN last, are at or above `score`. O(log n). */
export function countAtLeast(sorted: ArrayLike<number>, score: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] >= score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls every row whose score is at or above `threshold`: tied rows all together. O(log n). */
export function cutAtScore(ranked: RankedScores, threshold: number): Cut {
  return cutAfter(ranked, countAtLeast(ranked.sorted, threshold), threshold);
}

/**
 * Calls the best `calls` rows (held between 0 and all); where scores tie at the border the hash
 * decides. O(1).
 */
export function cutAtCount(ranked: RankedScores, calls: number): Cut {
  const count = Math.max(0, Math.min(ranked.sorted.length, Math.floor(calls)));
  return cutAfter(ranked, count, count === 0 ? Infinity : ranked.sorted[count - 1]);
}
