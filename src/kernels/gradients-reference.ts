import type { TwinOf } from './grow-reference';
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

/** Rows whose probabilities are known, and where their entries go. Addresses, but for counts. */
interface Quantised {
  readonly rows: number;
  readonly count: number;
  /** The row that entries count from. */
  readonly first: number;
  readonly labels: number;
  readonly params: number;
  readonly predicted: number;
  readonly entries: number;
}

/** Writes the entries of rows, two words each; see grow-reference.ts. O(count). */
export function quantiseRows(buffer: ArrayBufferLike, at: Quantised): void {
  const [positive, gradientScale, hessianScale] = new Float64Array(buffer, at.params, 3);
  const probabilities = new Float64Array(buffer, at.predicted, at.count);
  const outcomes = new Uint8Array(buffer);
  const words = new Int32Array(buffer, at.entries, 2 * at.count);
  new Uint32Array(buffer, at.rows, at.count).forEach((row, k) => {
    const p = probabilities[k];
    const label = outcomes[at.labels + row];
    const weight = label === 1 ? positive : 1;
    const hessian = Math.max(p * (1 - p), MIN_HESSIAN) * weight;
    const g = Math.round((p - label) * weight * gradientScale);
    const h = Math.round(hessian * hessianScale);
    words[2 * k] = (row - at.first) | (h << 16);
    words[2 * k + 1] = (h >>> 16) | (g << 8);
  });
}
