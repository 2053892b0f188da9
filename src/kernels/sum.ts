/**
 * Sums that no number of threads changes: floating-point addition is not associative, so the order
 * is fixed by the length alone.
 */

/** Rows a block; the last block of a sum may be shorter. */
export const BLOCK_ROWS = 2048;

/** Blocks of a sum of `length` terms. */
export function blockCount(length: number): number {
  return Math.ceil(length / BLOCK_ROWS);
}

/** The sum of term(i) over block `block` of `length` terms, from left to right. */
export function blockPart(block: number, length: number, term: (index: number) => number): number {
  const end = Math.min((block + 1) * BLOCK_ROWS, length);
  let sum = 0;
  for (let i = block * BLOCK_ROWS; i < end; i++) sum += term(i);
  return sum;
}

/** Adds the parts of all blocks in block order: the last step, whoever summed the blocks. */
export function addParts(parts: ArrayLike<number>): number {
  let sum = 0;
  for (let block = 0; block < parts.length; block++) sum += parts[block];
  return sum;
}

/**
 * The sum of term(0) ... term(length - 1), each block left to right and the blocks in order; NaN
 * where a term is NaN, 0 without terms. O(length).
 */
export function blockSumOf(length: number, term: (index: number) => number): number {
  const parts = new Float64Array(blockCount(length));
  return addParts(parts.map((_, block) => blockPart(block, length, term)));
}

/** The sum of values as blockSumOf has it. */
export function blockSum(values: ArrayLike<number>): number {
  return blockSumOf(values.length, (i) => values[i]);
}
