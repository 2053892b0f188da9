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
