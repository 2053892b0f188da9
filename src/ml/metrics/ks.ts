import { decileTable, type DecileOptions } from './decile-table';
import type { DecileRow } from './evaluation';
import { rankOutcomes, visitCuts, type RankedOutcomes, type Scores } from './ranking';

/** ksExact of outcomes that are sorted already. O(n). */
export function rankedKs(ranked: RankedOutcomes): number {
  const nonEvents = ranked.labels.length - ranked.events;
  if (ranked.events === 0 || nonEvents === 0) return NaN;
  let most = 0;
  visitCuts(ranked, (events, rows) => {
    most = Math.max(most, Math.abs(events / ranked.events - (rows - events) / nonEvents));
  });
  return most;
}

/**
 * Kolmogorov and Smirnov's distance between the scores of events and of non-events, over every
 * threshold; from 0 to 1. NaN when one of the classes is absent. O(n).
 */
export function ksExact(scores: Scores, labels: Uint8Array): number {
  return rankedKs(rankOutcomes(scores, labels));
}

/**
 * The same distance seen only at the borders of a decile table, so at most ksExact when no scores tie.
 * NaN when one of the classes is absent.
 */
export function ksDecileOf(table: readonly DecileRow[]): number {
  const allEvents = table.reduce((sum, row) => sum + row.events, 0);
  const allOthers = table.reduce((sum, row) => sum + row.leads, 0) - allEvents;
  if (allEvents === 0 || allOthers === 0) return NaN;
  let [events, others, most] = [0, 0, 0];
  for (const row of table) {
    events += row.events;
    others += row.leads - row.events;
    most = Math.max(most, Math.abs(events / allEvents - others / allOthers));
  }
  return most;
}

/** ksDecileOf the decile table of these scores. O(n). */
export function ksDecile(scores: Scores, labels: Uint8Array, options: DecileOptions = {}): number {
  return ksDecileOf(decileTable(scores, labels, options));
}
