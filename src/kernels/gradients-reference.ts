import type { TwinOf } from './histogram-reference';
import { sigmoid } from './math';

/*
 * Plain TypeScript twins of the kernels that make integer gradients of the log loss. Addresses are bytes
 * into one little-endian buffer:
 *
 *   params  f64  { weight of rows with the outcome, gradient scale, hessian scale }
 */

/** Bytes of the params. */
export const PARAMS_BYTES = 24;
/** XGBoost's floor of a hessian. */
const MIN_HESSIAN = 1e-16;

/** Margins further out count as this: beyond it e^-x is no normal number. */
const SUREST = 708;

/** Writes the probability of each row, and sums |p - y| and p (1 - p), weighted, from top to bottom. O(count). */
export const predictRowsReference: TwinOf<'predictRows'> = (
  buffer,
  rows,
  count,
  margins,
  labels,
  params,
  predicted,
  sums,
) => {
  const [positive] = new Float64Array(buffer, params, 1);
  const all = new Float64Array(buffer);
  const outcomes = new Uint8Array(buffer);
  let [gradients, hessians] = [0, 0];
  new Uint32Array(buffer, rows, count).forEach((row, k) => {
    const x = all[margins / 8 + row];
    const p = sigmoid(Math.max(-SUREST, Math.min(x, SUREST)));
    const label = outcomes[labels + row];
    const weight = label === 1 ? positive : 1;
    all[predicted / 8 + k] = p;
    gradients += Math.abs(p - label) * weight;
    hessians += Math.max(p * (1 - p), MIN_HESSIAN) * weight;
  });
  all[sums / 8] = gradients;
  all[sums / 8 + 1] = hessians;
};

/** Writes the entries of rows whose probabilities are known. O(count). */
export const quantiseRowsReference: TwinOf<'quantiseRows'> = (
  buffer,
  rows,
  count,
  labels,
  params,
  predicted,
  entries,
) => {
  const [positive, gradientScale, hessianScale] = new Float64Array(buffer, params, 3);
  const probabilities = new Float64Array(buffer, predicted, count);
  const outcomes = new Uint8Array(buffer);
  const words = new Int32Array(buffer);
  new Uint32Array(buffer, rows, count).forEach((row, k) => {
    const p = probabilities[k];
    const label = outcomes[labels + row];
    const weight = label === 1 ? positive : 1;
    const hessian = Math.max(p * (1 - p), MIN_HESSIAN) * weight;
    const at = entries / 4 + 3 * k;
    words[at] = row;
    words[at + 1] = Math.round((p - label) * weight * gradientScale);
    words[at + 2] = Math.round(hessian * hessianScale);
  });
};
