import { sigmoid } from '../../kernels/math';

/** XGBoost's floor of a hessian. */
const MIN_HESSIAN = 1e-16;

/** What one unit of an integer sum is worth: real = integer * step. Both are powers of two. */
export interface GradientSteps {
  readonly gradient: number;
  readonly hessian: number;
}

/** Where the gradients of a tree's rows come from and go to. */
export interface GradientTask {
  /** f64 by row: the margins so far. */
  readonly margins: Float64Array;
  /** 0 or 1 by row. */
  readonly labels: Uint8Array;
  readonly positiveWeight: number;
  /** The rows of the sample. */
  readonly rows: Uint32Array;
  /** OUT: entries { row, gradient, hessian } of 3 words each, see src/kernels/histogram-reference.ts. */
  readonly entries: Int32Array;
  /** Scratch, as long as `rows` or longer. */
  readonly predicted: Float64Array;
}

/** The largest power of two p with total * p + slack < limit, between 2^-64 and 2^64. */
function largestScale(total: number, slack: number, limit: number): number {
  let scale = 1;
  while (total * scale + slack >= limit && scale > 5.421010862427522e-20) scale /= 2;
  while (total * scale * 2 + slack < limit && scale < 1.8446744073709552e19) scale *= 2;
  return scale;
}

/**
 * Gradients p - y and hessians p (1 - p) of the log loss, as integers: scaled by the largest power of
 * two for which no sum over any subset of the rows leaves 32 bits. So sums are exact, in any order,
 * and the error of a row is below 2^-31 of the sum of all. O(rows).
 */
export function quantiseGradients(task: GradientTask): GradientSteps {
  const { margins, labels, positiveWeight, rows, entries, predicted } = task;
  let gradients = 0;
  let hessians = 0;
  for (let k = 0; k < rows.length; k++) {
    const p = sigmoid(margins[rows[k]]);
    const weight = labels[rows[k]] === 1 ? positiveWeight : 1;
    predicted[k] = p;
    gradients += Math.abs(p - labels[rows[k]]) * weight;
    hessians += Math.max(p * (1 - p), MIN_HESSIAN) * weight;
  }
  const gradientScale = largestScale(gradients, rows.length / 2 + 1, 2147483648);
  const hessianScale = largestScale(hessians, rows.length / 2 + 1, 4294967296);
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    const p = predicted[k];
    const weight = labels[row] === 1 ? positiveWeight : 1;
    entries[3 * k] = row;
    entries[3 * k + 1] = Math.round((p - labels[row]) * weight * gradientScale);
    entries[3 * k + 2] = Math.round(Math.max(p * (1 - p), MIN_HESSIAN) * weight * hessianScale);
  }
  return { gradient: 1 / gradientScale, hessian: 1 / hessianScale };
}
