import type { RankedScores } from '../../ml/metrics/threshold';
import type { Curve } from '../../ml/metrics/evaluate';

const NOBODY = Number.POSITIVE_INFINITY;

/** Calls the `visit`or sees: after every group of equal scores, how many rows and events came first. */
function visitEnds(
  ranked: RankedScores,
  events: Uint32Array,
  visit: (calls: number, tp: number) => void,
): void {
  const { sorted } = ranked;
  for (let k = 1; k <= sorted.length; k++) {
    if (k === sorted.length || sorted[k] !== sorted[k - 1]) visit(k, events[k]);
  }
}

/** The score at which `value` is largest over all cuts; Infinity where outcomes are not known. O(n). */
function scoreOfLargest(
  ranked: RankedScores,
  value: (calls: number, tp: number, events: number) => number,
): number {
  const cumulative = ranked.cumulativeEvents;
  if (!cumulative) return NOBODY;
  const all = cumulative[cumulative.length - 1];
  let best = Number.NEGATIVE_INFINITY;
  let at = 0;
  visitEnds(ranked, cumulative, (calls, tp) => {
    const now = value(calls, tp, all);
    if (now > best) [best, at] = [now, calls];
  });
  return at === 0 ? NOBODY : ranked.sorted[at - 1];
}

/** F-beta of calling `calls` rows of which `tp` are events; recall weighs beta times as much as precision. */
export function fBeta(calls: number, tp: number, events: number, beta: number): number {
  const weight = beta * beta;
  return ((1 + weight) * tp) / (weight * events + calls || 1);
}

/** The lowest score called where F-beta is largest. O(n). */
export function scoreOfLargestF(ranked: RankedScores, beta: number): number {
  return scoreOfLargest(ranked, (calls, tp, events) => fBeta(calls, tp, events, beta));
}

/** The lowest score called where recall minus the false positive rate is largest (Youden, 1950). O(n). */
export function scoreOfYouden(ranked: RankedScores): number {
  const rows = ranked.sorted.length;
  return scoreOfLargest(
    ranked,
    (calls, tp, events) => tp / (events || 1) - (calls - tp) / (rows - events || 1),
  );
}

/** The highest score from which at least `recall` of the events are called. O(log n). */
export function scoreOfRecall(ranked: RankedScores, recall: number): number {
  const events = ranked.cumulativeEvents;
  if (!events || ranked.sorted.length === 0) return NOBODY;
  const needed = Math.ceil(events[events.length - 1] * recall - 1e-9);
  let low = 1;
  let high = ranked.sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle] >= needed) high = middle;
    else low = middle + 1;
  }
  return ranked.sorted[low - 1];
}

/** Events (or expected events where outcomes are not known) among the first calls, at 201 points. */
export function gainCurve(ranked: RankedScores): Curve {
  const rows = ranked.sorted.length;
  const sums = ranked.cumulativeEvents ?? ranked.cumulativeExpected;
  const x = Array.from({ length: 201 }, (_, i) => Math.round((rows * i) / 200));
  return { x, y: x.map((calls) => sums[calls]) };
}
