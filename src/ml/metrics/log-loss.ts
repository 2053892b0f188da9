import { log } from '../../kernels/math';
import { blockSum, blockSumOf } from '../../kernels/sum';
import type { Scores } from './ranking';

/** Scores are kept this far from 0 and 1. */
const CLIP = 1e-15;

/** Minus the log of the probability given to what happened. `label` is 0 or 1. */
export function rowLogLoss(score: number, label: number): number {
  const p = Math.min(Math.max(score, CLIP), 1 - CLIP);
  return -log(label === 1 ? p : 1 - p);
}

/**
 * Mean log loss of probabilities, clipped to [1e-15, 1 - 1e-15]. NaN without rows or with only one
 * class, where it says nothing. O(n).
 */
export function logLoss(scores: Scores, labels: Uint8Array): number {
  const events = blockSum(labels);
  const sum = blockSumOf(labels.length, (i) => rowLogLoss(scores[i], labels[i]));
  return events === 0 || events === labels.length ? NaN : sum / labels.length;
}
