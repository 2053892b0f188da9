import type { TreeKernels } from '../../kernels/tree-kernels';

/** What one unit of an integer sum is worth: real = integer * step. Both are powers of two. */
export interface GradientSteps {
  readonly gradient: number;
  readonly hessian: number;
}

/** Rows of a block: what is known of them fits a core's second cache, and their number 16 bits. */
export const BLOCK_ROWS = 8192;

/** Sums stay below these, and what a row has below these others. */
const MOST_GRADIENTS = 2 ** 31;
const MOST_HESSIANS = 2 ** 32;
const MOST_GRADIENT = 2 ** 23;
const MOST_HESSIAN = 2 ** 24;
/** The hessian of the log loss is at most this, times the row's weight. */
const LARGEST_HESSIAN = 0.25;

/** Blocks of so many rows. */
export function blockCount(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS);
}

/** Where the gradients of a tree's rows come from and go to: addresses in the memory of the kernels. */
export interface GradientMemory {
  /** The rows of the sample, u32, ascending. */
  readonly sample: number;
  /** Where each block begins in the sample, u32, and its end. */
  readonly starts: number;
  /** f64 by row: the margins so far. */
  readonly margins: number;
  /** 0 or 1 by row, u8. */
  readonly labels: number;
  readonly params: number;
  /** OUT: f32, one for each row of the sample. */
  readonly predicted: number;
  /** Scratch, two f64 a block. */
  readonly sums: number;
}

/** The largest power of two p with total * p + slack < limit, between 2^-64 and 2^64. */
function largestScale(total: number, slack: number, limit: number): number {
  let scale = 1;
  while (total * scale + slack >= limit && scale > 5.421010862427522e-20) scale /= 2;
  while (total * scale * 2 + slack < limit && scale < 1.8446744073709552e19) scale *= 2;
  return scale;
}

/**
 * Predicts the rows of `blocks` blocks of a sample and chooses how gradients p - y and hessians
 * p (1 - p) of the log loss become integers: scaled by the largest power of two for which no sum over
 * any subset of the rows leaves 32 bits and no row 24. So sums are exact, in any order, and the error
 * of a row is below 2^-31 of the sum of all, or 2^-22 of the largest weight. `params` is written for the
 * kernels that make the integers. O(rows).
 */
export function chooseSteps(
  kernels: TreeKernels,
  at: GradientMemory,
  blocks: number,
  positiveWeight: number,
): GradientSteps {
  const doubles = new Float64Array(kernels.buffer);
  const params = doubles.subarray(at.params / 8, at.params / 8 + 3);
  params[0] = positiveWeight;
  const starts = new Uint32Array(kernels.buffer, at.starts, blocks + 1);
  const shards = Array.from({ length: blocks }, (_, block) => [
    ...[at.sample + 4 * starts[block], starts[block + 1] - starts[block], at.margins],
    ...[at.labels, at.params, at.predicted + 4 * starts[block], at.sums + 16 * block],
  ]);
  kernels.run('predictRows', shards);
  let [gradients, hessians] = [0, 0];
  for (let block = 0; block < blocks; block++) {
    gradients += doubles[at.sums / 8 + 2 * block];
    hessians += doubles[at.sums / 8 + 2 * block + 1];
  }
  const slack = starts[blocks] / 2 + 1;
  const weight = Math.max(1, positiveWeight);
  const gradientScale = Math.min(
    largestScale(gradients, slack, MOST_GRADIENTS),
    largestScale(weight, 1, MOST_GRADIENT),
  );
  const hessianScale = Math.min(
    largestScale(hessians, slack, MOST_HESSIANS),
    largestScale(LARGEST_HESSIAN * weight, 1, MOST_HESSIAN),
  );
  params.set([gradientScale, hessianScale], 1);
  return { gradient: 1 / gradientScale, hessian: 1 / hessianScale };
}
