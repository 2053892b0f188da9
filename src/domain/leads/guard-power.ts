import type { Codes } from './guard-codes';
import { FOLDS, type GuardStage } from './guard-stage';

/** Rows of the stage's own rate that every group's mean is mixed with. */
const SMOOTHING = 10;
/** With fewer rows of the rarer class nothing is measured. */
const MINIMUM_CLASS = 10;

/** What one column's groups say about one outcome. */
export interface Power {
  /** |2 AUC - 1| of the group means, out of fold; null where the stage is too small. */
  readonly gini: number | null;
  /** Correlation of a column that makes just two groups with the outcome, -1 to 1; 0 with more. */
  readonly phi: number;
}

/** Rows and positives of every group in every fold, [fold * groups + group]. */
interface Counts {
  readonly rows: Float64Array;
  readonly positives: Float64Array;
}

function countGroups({ codes, groups }: Codes, stage: GuardStage): Counts {
  const rows = new Float64Array(FOLDS * groups);
  const positives = new Float64Array(FOLDS * groups);
  for (let i = 0; i < codes.length; i++) {
    const at = stage.folds[i] * groups + codes[i];
    rows[at]++;
    positives[at] += stage.labels[i];
  }
  return { rows, positives };
}

/** Sums over the folds, by group. */
function totals(perFold: Float64Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (let i = 0; i < perFold.length; i++) sums[i % groups] += perFold[i];
  return sums;
}

/**
 * AUC of rows that come in groups of equal score, ties one half. Counting groups instead of sorting
 * rows makes a column cost one pass.
 */
export function aucOfGroups(
  scores: Float64Array,
  rows: Float64Array,
  positives: Float64Array,
): number {
  const order = Uint32Array.from(scores, (_, i) => i)
    .filter((group) => rows[group] > 0)
    .sort((a, b) => scores[a] - scores[b]);
  let pairs = 0;
  let negativesBelow = 0;
  let allPositives = 0;
  for (let i = 0, end = 0; i < order.length; i = end) {
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; end < order.length && scores[order[end]] === scores[order[i]]; end++) {
      const group = order[end];
      tiedPositives += positives[group];
      tiedNegatives += rows[group] - positives[group];
    }
    pairs += tiedPositives * (negativesBelow + tiedNegatives / 2);
    negativesBelow += tiedNegatives;
    allPositives += tiedPositives;
  }
  return pairs / (allPositives * negativesBelow);
}

/** Mean over folds of the AUC of group means that were learned on the other folds. */
function outOfFoldAuc(counts: Counts, groups: number): number {
  const rows = totals(counts.rows, groups);
  const positives = totals(counts.positives, groups);
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const foldRows = counts.rows.subarray(fold * groups, (fold + 1) * groups);
    const foldPositives = counts.positives.subarray(fold * groups, (fold + 1) * groups);
    const others = rows.map((n, g) => n - foldRows[g]);
    const events = positives.map((n, g) => n - foldPositives[g]);
    const rate = events.reduce((s, n) => s + n, 0) / others.reduce((s, n) => s + n, 0);
    const scores = events.map((n, g) => (n + SMOOTHING * rate) / (others[g] + SMOOTHING));
    sum += aucOfGroups(scores, foldRows, foldPositives);
  }
  return sum / FOLDS;
}

/** Phi coefficient where exactly two groups have rows, else 0. */
function phiOfTwo(counts: Counts, groups: number): number {
  const rows = totals(counts.rows, groups);
  const positives = totals(counts.positives, groups);
  const used = [...rows.keys()].filter((group) => rows[group] > 0);
  if (used.length !== 2) return 0;
  const [a, b] = used;
  const [p, q] = [positives[a], positives[b]];
  const [m, n] = [rows[a] - p, rows[b] - q];
  return (q * m - p * n) / Math.sqrt((p + m) * (q + n) * (p + q) * (m + n));
}

/**
 * How well one column alone tells the outcome: smoothed means of its groups on four folds score the
 * fifth, AUC is taken in each fold and averaged, so that rates differing between folds cannot tilt
 * it. Cost: O(rows + groups log groups).
 */
export function measurePower(codes: Codes, stage: GuardStage): Power {
  const rarer = Math.min(stage.positives, stage.rows.length - stage.positives);
  if (rarer < MINIMUM_CLASS) return { gini: null, phi: 0 };
  const counts = countGroups(codes, stage);
  const gini = Math.abs(2 * outOfFoldAuc(counts, codes.groups) - 1);
  return { gini, phi: phiOfTwo(counts, codes.groups) };
}

/** Two standard errors of a Gini that is really 0 (Hanley and McNeil, 1982, at AUC 0.5). */
export function giniNoise(stage: GuardStage): number {
  const { positives, rows } = stage;
  const negatives = rows.length - positives;
  return 4 * Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));
}
