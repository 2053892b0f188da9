import { ENTRY_BYTES, type TreeKernels } from '../../kernels/histogram';

/** What one unit of an integer sum is worth: real = integer * step. Both are powers of two. */
export interface GradientSteps {
  readonly gradient: number;
  readonly hessian: number;
}

/** Rows whose sums are added up together; fixed, so that no number of threads changes a bit. */
const BLOCK_ROWS = 16_384;

/** Blocks of so many rows. */
export function gradientBlocks(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS);
}

/** Where the gradients of a tree's rows come from and go to: addresses in the memory of the kernels. */
export interface GradientMemory {
  /** The rows of the sample, u32. */
  readonly rows: number;
  /** f64 by row: the margins so far. */
  readonly margins: number;
  /** 0 or 1 by row, u8. */
  readonly labels: number;
  readonly params: number;
  /** Scratch, f64, one for each row of the sample. */
  readonly predicted: number;
  /** Scratch, two f64 a block. */
  readonly sums: number;
  /** OUT: entries of 3 words each, see src/kernels/histogram-reference.ts. */
  readonly entries: number;
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
 * and the error of a row is below 2^-31 of the sum of all. `count` is the size of the sample. O(count).
 */
export function quantiseGradients(
  kernels: TreeKernels,
  at: GradientMemory,
  count: number,
  positiveWeight: number,
): GradientSteps {
  const doubles = new Float64Array(kernels.buffer);
  const params = doubles.subarray(at.params / 8, at.params / 8 + 3);
  params[0] = positiveWeight;
  const blocks = Array.from({ length: gradientBlocks(count) }, (_, block) => {
    const first = block * BLOCK_ROWS;
    return { first, rows: Math.min(BLOCK_ROWS, count - first), sums: at.sums + 16 * block };
  });
  const predicted = (first: number): number => at.predicted + 8 * first;
  kernels.run(
    'predictRows',
    blocks.map(({ first, rows, sums }) => [
      ...[at.rows + 4 * first, rows, at.margins, at.labels, at.params],
      ...[predicted(first), sums],
    ]),
  );
  let [gradients, hessians] = [0, 0];
  for (const { sums } of blocks) {
    gradients += doubles[sums / 8];
    hessians += doubles[sums / 8 + 1];
  }
  const gradientScale = largestScale(gradients, count / 2 + 1, 2147483648);
  const hessianScale = largestScale(hessians, count / 2 + 1, 4294967296);
  params.set([gradientScale, hessianScale], 1);
  kernels.run(
    'quantiseRows',
    blocks.map(({ first, rows }) => [
      ...[at.rows + 4 * first, rows, at.labels, at.params, predicted(first)],
      at.entries + ENTRY_BYTES * first,
    ]),
  );
  return { gradient: 1 / gradientScale, hessian: 1 / hessianScale };
}
