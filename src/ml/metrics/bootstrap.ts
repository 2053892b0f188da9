import { Rng } from '../../util/rng';
import type { Interval } from './evaluation';
import { rowLogLoss } from './log-loss';
import type { RankedOutcomes } from './ranking';

/** Metrics that get an interval. */
export interface BootstrappedMetrics {
  readonly rocAuc: number;
  readonly prAuc: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ksExact: number;
}

const LOW = 0.025;
const HIGH = 0.975;

/**
 * Replicates for `rows` rows: 500 up to 20,000 rows, then fewer so that rows x replicates stays at
 * 10^7, at least 60. An interval of that many rows is narrow, so its ends need fewer replicates to be
 * as exact in absolute terms.
 */
export function defaultReplicates(rows: number): number {
  return Math.max(60, Math.min(500, Math.floor(1e7 / Math.max(rows, 1))));
}

/** Losses of every row, in ranked order, so a replicate only adds them up. */
export interface RowLosses {
  readonly log: Float64Array;
  readonly square: Float64Array;
}

/** Log loss and squared error of every row in ranked order. O(n). */
export function rowLosses({ scores, labels }: RankedOutcomes): RowLosses {
  return {
    log: scores.map((score, i) => rowLogLoss(score, labels[i])),
    square: scores.map((score, i) => (score - labels[i]) * (score - labels[i])),
  };
}

/**
 * All metrics in one pass over sorted rows, row i counted counts[i] times, of which `events` are
 * events. Equal to rocAuc, prAuc, logLoss, brier and ksExact of the repeated rows. O(n).
 */
export function countedMetrics(
  ranked: RankedOutcomes,
  losses: RowLosses,
  counts: Uint32Array,
  events: number,
): BootstrappedMetrics {
  const { labels, isGroupEnd } = ranked;
  const rows = labels.length;
  const others = rows - events;
  let [tp, fp, pairs, precision, ks, logs, squares] = [0, 0, 0, 0, 0, 0, 0];
  let groupEvents = 0;
  let groupOthers = 0;
  for (let i = 0; i < rows; i++) {
    const count = counts[i];
    if (labels[i] === 1) groupEvents += count;
    else groupOthers += count;
    logs += count * losses.log[i];
    squares += count * losses.square[i];
    if (isGroupEnd[i] === 0 || groupEvents + groupOthers === 0) continue;
    pairs += groupOthers * (tp + groupEvents / 2);
    tp += groupEvents;
    fp += groupOthers;
    precision += groupEvents * (tp / (tp + fp));
    ks = Math.max(ks, Math.abs(tp / events - fp / others));
    groupEvents = groupOthers = 0;
  }
  return {
    rocAuc: pairs / (events * others),
    prAuc: precision / events,
    logLoss: logs / rows,
    brier: squares / rows,
    ksExact: events > 0 && others > 0 ? ks : NaN,
  };
}

/** Draws as many rows as there are, with replacement; returns the events among them. */
function drawCounts(counts: Uint32Array, labels: Uint8Array, rng: Rng): number {
  const share = labels.length / 4294967296;
  let events = 0;
  counts.fill(0);
  for (let k = 0; k < labels.length; k++) {
    const row = Math.floor(rng.uint32() * share);
    counts[row]++;
    events += labels[row];
  }
  return events;
}

function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

function intervalOf(value: number, draws: readonly number[]): Interval {
  const sorted = Float64Array.from(draws).sort();
  if (Number.isNaN(value) || sorted.length === 0) return { value, low: NaN, high: NaN };
  return { value, low: percentile(sorted, LOW), high: percentile(sorted, HIGH) };
}

/**
 * 95 % percentile bootstrap intervals of all metrics around their values. Rows are drawn as counts
 * over the sorted rows, so nothing is sorted twice; a draw without one of the classes is left out. A
 * row's chance differs from 1 / n by less than n / 2^32. Same seed, same intervals. Cost about
 * replicates x n x 30 ns.
 */
export function bootstrapIntervals(
  ranked: RankedOutcomes,
  options: { seed: number; replicates: number },
): Record<keyof BootstrappedMetrics, Interval> {
  const rng = new Rng(options.seed);
  const losses = rowLosses(ranked);
  const counts = new Uint32Array(ranked.labels.length).fill(1);
  const isScored = ranked.events > 0 && ranked.events < ranked.labels.length;
  const point = countedMetrics(ranked, losses, counts, ranked.events);
  const draws: BootstrappedMetrics[] = [];
  for (let k = 0; isScored && k < options.replicates; k++) {
    const events = drawCounts(counts, ranked.labels, rng);
    if (events === 0 || events === counts.length) continue;
    draws.push(countedMetrics(ranked, losses, counts, events));
  }
  const of = (name: keyof BootstrappedMetrics): Interval =>
    intervalOf(
      isScored ? point[name] : NaN,
      draws.map((draw) => draw[name]),
    );
  return {
    rocAuc: of('rocAuc'),
    prAuc: of('prAuc'),
    logLoss: of('logLoss'),
    brier: of('brier'),
    ksExact: of('ksExact'),
  };
}
