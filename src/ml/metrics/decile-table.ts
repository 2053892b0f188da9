import type { DecileRow } from './evaluation';
import { rankOutcomes, type RankedOutcomes, type Scores } from './ranking';
import { wilsonInterval } from './wilson';

/** How a decile table is cut. */
export interface DecileOptions {
  /** How many bins; 10 unless told. */
  readonly bins?: number | undefined;
  /** A fixed hash of each row's identifier, which splits tied scores; of its position unless told. */
  readonly tieKeys?: Uint32Array | undefined;
}

/** How many of `rows` rows stand before bin `bin` (from 0) of `bins`. */
export function binStart(rows: number, bins: number, bin: number): number {
  return Math.floor((rows * bin) / bins);
}

/** decileTable of outcomes that are sorted already. O(n). */
export function rankedDecileTable(ranked: RankedOutcomes, bins = 10): DecileRow[] {
  const rows = ranked.labels.length;
  const baseRate = ranked.events / rows;
  const table: DecileRow[] = [];
  let eventsSoFar = 0;
  for (let bin = 0; bin < bins; bin++) {
    const start = binStart(rows, bins, bin);
    const end = binStart(rows, bins, bin + 1);
    let events = 0;
    let predicted = 0;
    for (let i = start; i < end; i++) {
      events += ranked.labels[i];
      predicted += ranked.scores[i];
    }
    eventsSoFar += events;
    const { low, high } = wilsonInterval(events, end - start);
    const leads = end - start;
    table.push({
      decile: bin + 1,
      leads,
      events,
      rate: events / leads,
      rateLow: leads === 0 ? NaN : low,
      rateHigh: leads === 0 ? NaN : high,
      predicted: predicted / leads,
      capture: events / ranked.events,
      cumulativeCapture: eventsSoFar / ranked.events,
      lift: events / leads / baseRate,
      cumulativeLift: eventsSoFar / end / baseRate,
    });
  }
  return table;
}

/**
 * Bins of equal count by descending score, bin 1 the best: rate with its Wilson interval, mean score,
 * capture (share of all events) and lift (rate over base rate), alone and cumulative. Rates are NaN in
 * a bin without rows, captures and lifts NaN without events. O(n).
 */
export function decileTable(
  scores: Scores,
  labels: Uint8Array,
  options: DecileOptions = {},
): DecileRow[] {
  return rankedDecileTable(rankOutcomes(scores, labels, options.tieKeys), options.bins ?? 10);
}
