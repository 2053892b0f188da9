import { rankOutcomes, visitCuts, type RankedOutcomes, type Scores } from './ranking';

/** prAuc of outcomes that are sorted already. O(n). */
export function rankedPrAuc(ranked: RankedOutcomes): number {
  let sum = 0;
  let before = 0;
  visitCuts(ranked, (events, rows) => {
    sum += (events - before) * (events / rows);
    before = events;
  });
  return sum / ranked.events;
}

/**
 * Average precision: the sum over distinct scores of (recall gained) x precision, tied rows counted
 * together; scikit-learn's average_precision_score. Its floor is the base rate. NaN without events.
 * O(n).
 */
export function prAuc(scores: Scores, labels: Uint8Array): number {
  return rankedPrAuc(rankOutcomes(scores, labels));
}
