import type { Scores } from './ranking';

/** Mean squared distance of probability and outcome. NaN with only one class or no rows. O(n). */
export function brier(scores: Scores, labels: Uint8Array): number {
  let sum = 0;
  let events = 0;
  for (let i = 0; i < labels.length; i++) {
    sum += (scores[i] - labels[i]) * (scores[i] - labels[i]);
    events += labels[i];
  }
  return events === 0 || events === labels.length ? NaN : sum / labels.length;
}
