import { blockSum } from '../../kernels/sum';
import { rowLogLoss } from '../../ml/metrics/log-loss';
import { ALGORITHMS, type Algorithm } from '../../ml/model';

/** What a finished cell of the board did on the rows held back from its training rows. */
export interface Candidate {
  readonly algorithm: Algorithm;
  /** One loss a held-back row, the same rows in the same order for every candidate. */
  readonly losses: Float64Array;
}

/** Log loss of each row; see metrics/log-loss for clipping. */
export function rowLogLosses(probabilities: Float64Array, labels: Uint8Array): Float64Array {
  return probabilities.map((p, i) => rowLogLoss(p, labels[i]));
}

export function mean(values: Float64Array): number {
  return blockSum(values) / values.length;
}

/** Upper end of the 95 % interval of mean(a - b) minus its centre, and the centre. */
function pairedDifference(a: Float64Array, b: Float64Array): { centre: number; half: number } {
  const differences = a.map((value, i) => value - b[i]);
  const centre = mean(differences);
  const variance = mean(differences.map((d) => (d - centre) * (d - centre)));
  return { centre, half: 1.96 * Math.sqrt(variance / Math.max(1, differences.length - 1)) };
}

/**
 * The simplest candidate whose paired 95 % interval of mean log loss against the best covers 0.
 * Judged on rows held back from training, never on test rows.
 */
export function chooseChampion(candidates: readonly Candidate[]): {
  algorithm: Algorithm;
  reason: 'best' | 'simplest';
} {
  const best = candidates.reduce((a, b) => (mean(b.losses) < mean(a.losses) ? b : a));
  for (const algorithm of ALGORITHMS) {
    const candidate = candidates.find((c) => c.algorithm === algorithm);
    if (!candidate) continue;
    if (candidate === best) break;
    const { centre, half } = pairedDifference(candidate.losses, best.losses);
    if (centre - half <= 0) return { algorithm, reason: 'simplest' };
  }
  return { algorithm: best.algorithm, reason: 'best' };
}
