import { bootstrapIntervals, defaultReplicates } from './bootstrap';
import { curvesOf } from './curves';
import { rankedDecileTable } from './decile-table';
import { ksDecileOf } from './ks';
import { rankOutcomes, type RankedOutcomes, type Scores } from './ranking';

/** A point estimate with its 95 % bootstrap interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One row of a decile table; bin 1 holds the highest scores. */
export interface DecileRow {
  readonly decile: number;
  readonly leads: number;
  readonly events: number;
  readonly rate: number;
  /** Wilson 95 % interval of `rate`. */
  readonly rateLow: number;
  readonly rateHigh: number;
  /** Mean score of the bin. */
  readonly predicted: number;
  readonly capture: number;
  readonly cumulativeCapture: number;
  readonly lift: number;
  readonly cumulativeLift: number;
}

/** A curve thinned to at most 201 points, ends kept. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** How well scores rank and predict one binary outcome on rows training never saw. */
export interface Evaluation {
  readonly rows: number;
  readonly events: number;
  readonly baseRate: number;
  readonly rocAuc: Interval;
  readonly prAuc: Interval;
  readonly logLoss: Interval;
  readonly brier: Interval;
  readonly ksExact: Interval;
  readonly ksDecile: number;
  readonly deciles: readonly DecileRow[];
  /** Share of rows whose score another row has too. */
  readonly tiedShare: number;
  readonly roc: Curve;
  readonly precisionRecall: Curve;
  /** x = share of rows called, best first; y = share of events found. */
  readonly capture: Curve;
}

/** How an evaluation is made. */
export interface EvaluateOptions {
  readonly seed: number;
  /** Bootstrap replicates; defaultReplicates(rows) unless told. */
  readonly reps?: number | undefined;
  /** Bins of the decile table; 10 unless told. */
  readonly bins?: number | undefined;
  /** A fixed hash of each row's identifier, which splits tied scores. */
  readonly tieKeys?: Uint32Array | undefined;
}

function tiedShareOf({ isGroupEnd }: RankedOutcomes): number {
  let tied = 0;
  for (let i = 0; i < isGroupEnd.length; i++) {
    if (isGroupEnd[i] === 0 || (i > 0 && isGroupEnd[i - 1] === 0)) tied++;
  }
  return tied / isGroupEnd.length;
}

/**
 * Everything about how well `scores` rank and predict `labels` (0 or 1), with bootstrap intervals.
 * Metrics are NaN and curves empty when one of the classes is absent; it never throws for that.
 * Cost about n x 0.3 us plus replicates x n x 30 ns.
 */
export function evaluate(scores: Scores, labels: Uint8Array, options: EvaluateOptions): Evaluation {
  const ranked = rankOutcomes(scores, labels, options.tieKeys);
  const rows = labels.length;
  const deciles = rankedDecileTable(ranked, options.bins ?? 10);
  const replicates = options.reps ?? defaultReplicates(rows);
  return {
    rows,
    events: ranked.events,
    baseRate: ranked.events / rows,
    ...bootstrapIntervals(ranked, { seed: options.seed, replicates }),
    ksDecile: ksDecileOf(deciles),
    deciles,
    tiedShare: tiedShareOf(ranked),
    ...curvesOf(ranked),
  };
}
