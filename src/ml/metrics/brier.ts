import { blockSum, blockSumOf } from '../../kernels/sum';
import type { Scores } from './ranking';

/** Mean squared distance of probability and outcome. NaN with only one class or no rows. O(n). */
export function brier(scores: Scores, labels: Uint8Array): number {
  const events = blockSum(labels);
  const sum = blockSumOf(labels.length, (i) => (scores[i] - labels[i]) * (scores[i] - labels[i]));
  return events === 0 || events === labels.length ? NaN : sum / labels.length;
}
