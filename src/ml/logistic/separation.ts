import type { JobControl } from '../../util/progress';
import type { MeanLogLoss } from './mean-log-loss';
import { minimiseByNewton } from './newton';

/** Probabilities closer than this are the same: that of a row with the outcome is known to 1e-16. */
const SAME = 1e-12;
/** Classes that more of the rows have in common are not worth looking for a better cut. */
const MOST_SHARED = 0.5;
/** A penalty of no account: weights of standardised columns may go to a million. */
const SLIGHT_C = 1e12;
const SEARCH = { maxIterations: 50, tolerance: 1e-12 };

/** Lowest and highest probability of the rows of each class. */
function spreadsOf(residuals: Float64Array, labels: Uint8Array) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    const p = residuals[i] + label;
    low[label] = Math.min(low[label], p);
    high[label] = Math.max(high[label], p);
  }
  return { low, high };
}

/** Whether a cut through the scores parts the classes, rows on the cut itself not counted. */
function isParted(residuals: Float64Array, labels: Uint8Array): boolean {
  const { low, high } = spreadsOf(residuals, labels);
  return high[0] <= low[1] + SAME && low[0] + SAME < high[1];
}

/** The share of rows whose scores both classes have. */
function sharedOf(residuals: Float64Array, labels: Uint8Array): number {
  const { low, high } = spreadsOf(residuals, labels);
  let shared = 0;
  for (let i = 0; i < labels.length; i++) {
    const p = residuals[i] + labels[i];
    if (p >= low[1] && p <= high[0]) shared++;
  }
  return shared / labels.length;
}

/**
 * Whether a plane parts the classes, rows on the plane itself not counted: then without a penalty the
 * coefficients would grow for ever (Albert and Anderson 1984). The fitted plane is looked at first; a
 * penalty may keep it from the right one, so where it shows that classes have few scores in common the
 * fit goes on with next to none. Classes of which only a small part can be parted so are not found.
 * O(rows), where it goes on up to 50 Newton steps. Throws CANCELLED.
 */
export function isSeparated(
  loss: MeanLogLoss,
  weights: Float64Array,
  labels: Uint8Array,
  control: JobControl,
): boolean {
  loss.moveTo(weights);
  if (isParted(loss.residuals(), labels)) return true;
  if (sharedOf(loss.residuals(), labels) > MOST_SHARED) return false;
  const onIteration = (): void => {
    control.checkpoint();
  };
  const ridge = 1 / (SLIGHT_C * loss.rows);
  const { x } = minimiseByNewton(loss, { lasso: 0, ridge }, weights, { ...SEARCH, onIteration });
  loss.moveTo(x);
  return isParted(loss.residuals(), labels);
}
