import { identityOrder } from '../../kernels/radix-sort';
import type { JobControl } from '../../util/progress';
import { Rng } from '../../util/rng';
import { filterRows, gather } from '../../util/rows';
import type { OutcomeLabels } from './outcomes';

/** Folds of the single-column power. */
export const FOLDS = 5;

/** The rows one outcome is read on, and their folds; arrays are parallel. */
export interface GuardStage {
  /** 1 or 2. */
  readonly stage: number;
  readonly outcome: string;
  readonly rows: Uint32Array;
  readonly labels: Uint8Array;
  readonly folds: Uint8Array;
  readonly positives: number;
}

/** Deals the positions of each class to the folds in turn, after a shuffle: folds have equal rates. */
function dealFolds(labels: Uint8Array, rng: Rng): Uint8Array {
  const order = identityOrder(labels.length);
  rng.shuffle(order);
  const folds = new Uint8Array(labels.length);
  const dealt = [0, 0];
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    folds[i] = dealt[labels[i]]++ % FOLDS;
  }
  return folds;
}

/**
 * The stages of one or two outcomes: stage 1 on all rows whose outcome is known, stage 2 on those
 * where stage 1 happened and stage 2 is known. Cost: O(rows).
 */
export function makeStages(
  outcomes: readonly (OutcomeLabels & { readonly column: string })[],
  seed: number,
  control: JobControl,
): GuardStage[] {
  const rng = new Rng(seed);
  return outcomes.map((outcome, i) => {
    control.checkpoint();
    const rows = filterRows(identityOrder(outcome.known.length), (row) => {
      const reached = i === 0 || outcomes[0].labels[row] === 1;
      return reached && outcome.known[row] === 1;
    });
    const labels = gather(new Uint8Array(rows.length), outcome.labels, rows);
    const positives = labels.reduce((sum, label) => sum + label, 0);
    const folds = dealFolds(labels, rng);
    return {
      stage: i + 1,
      outcome: outcome.column,
      rows,
      labels,
      folds,
      positives,
    };
  });
}
