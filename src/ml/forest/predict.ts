import type { FeatureMatrix } from '../matrix';
import type { ForestModel, ForestTree } from './model';

/** Rows are walked in blocks of this many, one tree after the other, so their columns stay in cache. */
const BLOCK_ROWS = 256;
/** Training takes infinity for it. */
const MAX_FLOAT32 = 3.4028234663852886e38;

function leafOf(tree: ForestTree, { values, rows }: FeatureMatrix, row: number): number {
  const { feature, threshold, defaultLeft, left } = tree;
  let node = 0;
  while (left[node] !== 0) {
    const x = Math.min(values[feature[node] * rows + row], MAX_FLOAT32);
    const goesLeft = x === x ? x < threshold[node] : defaultLeft[node] === 1;
    node = left[node] + (goesLeft ? 0 : 1);
  }
  return node;
}

/** P(1) of every row: the mean of the trees' leaves. Columns are read by position. O(rows x trees x depth). */
export function predictForest({ trees }: ForestModel, matrix: FeatureMatrix): Float64Array {
  const sums = new Float64Array(matrix.rows);
  for (let start = 0; start < matrix.rows; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, matrix.rows);
    for (const tree of trees) {
      for (let row = start; row < end; row++) sums[row] += tree.value[leafOf(tree, matrix, row)];
    }
  }
  return sums.map((sum) => sum / trees.length);
}
