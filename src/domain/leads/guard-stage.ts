import type { JobControl } from '../../util/progress';
import { Rng } from '../../util/rng';
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
  const order = Uint32Array.from(labels, (_, i) => i);
  rng.shuffle(order);
  const folds = new Uint8Array(labels.length);
  const dealt = [0, 0];
  for (const i of order) folds[i] = dealt[labels[i]]++ % FOLDS;
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
    const rows: number[] = [];
    for (let row = 0; row < outcome.known.length; row++) {
      const reached = i === 0 || outcomes[0].labels[row] === 1;
      if (reached && outcome.known[row] === 1) rows.push(row);
    }
    const labels = Uint8Array.from(rows, (row) => outcome.labels[row]);
    const positives = labels.reduce((sum, label) => sum + label, 0);
    const folds = dealFolds(labels, rng);
    return {
      stage: i + 1,
      outcome: outcome.column,
      rows: Uint32Array.from(rows),
      labels,
      folds,
      positives,
    };
  });
}
