import { hashRow } from '../../kernels/draw-rows-reference';
import type { TreeKernels } from '../../kernels/tree-kernels';
import type { Rng } from '../../util/rng';

/** Where a sample goes. */
export interface SampleMemory {
  readonly kernels: TreeKernels;
  /** u32, room for four more than there are rows. */
  readonly drawn: number;
  /** u32, one more than there are blocks. */
  readonly starts: number;
  readonly blockRows: number;
}

/**
 * Draws the rows of one tree's sample, ascending, and says where each block of `blockRows` rows begins
 * among them, with the end of the last one; returns their count. Each of the n rows is in with
 * probability `share`, by a hash of row and seed, so no order of work changes the sample. At least one
 * row. O(n).
 */
export function sampleRows(
  { kernels, drawn, starts, blockRows }: SampleMemory,
  n: number,
  share: number,
  seed: number,
): number {
  const blocks = Math.ceil(n / blockRows);
  const rows = new Uint32Array(kernels.buffer, drawn, n);
  const begins = new Uint32Array(kernels.buffer, starts, blocks + 1);
  // A sample of all rows is the same for every tree.
  if (share === 1 && rows[n - 1] === n - 1 && begins[blocks] === n) return n;
  const limit = Math.ceil(share * 4294967296) >>> 0;
  kernels.run('drawRows', [[n, blockRows, seed, limit, drawn, starts]]);
  if (begins[blocks] > 0) return begins[blocks];
  rows[0] = hashRow(seed, seed) % n;
  begins.fill(1, Math.floor(rows[0] / blockRows) + 1);
  return 1;
}

/** `share` of the columns 0 to n - 1, rounded down but at least one, ascending. */
export function sampleColumns(n: number, share: number, rng: Rng): Uint32Array {
  const columns = Uint32Array.from({ length: n }, (_, j) => j);
  return sampleOf(columns, share, rng);
}

/** `share` of some columns, rounded down but at least one, ascending as they are. */
export function sampleOf(columns: Uint32Array, share: number, rng: Rng): Uint32Array {
  const count = Math.max(1, Math.floor(share * columns.length));
  if (count >= columns.length) return columns;
  const shuffled = columns.slice();
  rng.shuffle(shuffled);
  return shuffled.slice(0, count).sort();
}
