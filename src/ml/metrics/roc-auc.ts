import { rankOutcomes, visitCuts, type RankedOutcomes, type Scores } from './ranking';

/** rocAuc of outcomes that are sorted already. O(n). */
export function rankedRocAuc(ranked: RankedOutcomes): number {
  const rows = ranked.labels.length;
  let pairs = 0;
  let eventsBefore = 0;
  let rowsBefore = 0;
  visitCuts(ranked, (events, seen) => {
    const nonEvents = seen - rowsBefore - (events - eventsBefore);
    pairs += nonEvents * ((events + eventsBefore) / 2);
    eventsBefore = events;
    rowsBefore = seen;
  });
  return pairs / (ranked.events * (rows - ranked.events));
}

/**
 * P(score of an event > score of a non-event), ties counting one half: the area under the ROC curve.
 * NaN when one of the classes is absent. O(n).
 */
export function rocAuc(scores: Scores, labels: Uint8Array): number {
  return rankedRocAuc(rankOutcomes(scores, labels));
}
