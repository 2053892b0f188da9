import { log, sigmoid } from '../../kernels/math';
import { NO_CONTROL, type JobControl } from '../../util/progress';
import type { FeatureMatrix } from '../matrix';
import type { GbdtModel, Tree } from './model';

/** Rows are walked in blocks of this many, one tree after the other, so their columns stay in cache. */
const BLOCK_ROWS = 256;
/** Blocks from one report to the next. */
const REPORTED_BLOCKS = 64;

interface FlatTree {
  /** -1 in a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly defaultLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float32Array;
}

function flatten(tree: Tree): FlatTree {
  return {
    feature: Int32Array.from(tree.feature, (feature, node) => (tree.left[node] < 0 ? -1 : feature)),
    threshold: Float32Array.from(tree.threshold),
    defaultLeft: Uint8Array.from(tree.defaultLeft),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    value: Float32Array.from(tree.value),
  };
}

function leafOf(tree: FlatTree, { values, rows }: FeatureMatrix, row: number): number {
  let node = 0;
  let feature = tree.feature[0];
  while (feature >= 0) {
    const x = values[feature * rows + row];
    const goesLeft = Number.isNaN(x) ? tree.defaultLeft[node] === 1 : x < tree.threshold[node];
    node = goesLeft ? tree.left[node] : tree.right[node];
    feature = tree.feature[node];
  }
  return tree.value[node];
}

/**
 * The margin of base_score, in float32 step by step as XGBoost takes it: -log(1 / p - 1).
 */
export function baseMargin(baseScore: number): number {
  const odds = Math.fround(Math.fround(1 / Math.fround(baseScore)) - 1);
  return Math.fround(-log(odds));
}

/**
 * Log-odds of every row: base margin plus the leaves, added in float32 in the order of the trees as
 * XGBoost adds them. Columns are read by position. Cost O(rows x trees x depth). Throws CANCELLED.
 */
export function predictMargin(
  model: GbdtModel,
  matrix: FeatureMatrix,
  control: JobControl = NO_CONTROL,
): Float64Array {
  const trees = model.trees.map(flatten);
  const margins = new Float32Array(matrix.rows).fill(baseMargin(model.baseScore));
  for (let start = 0; start < matrix.rows; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, matrix.rows);
    if (start % (BLOCK_ROWS * REPORTED_BLOCKS) === 0) {
      control.checkpoint();
      control.report({ phase: 'predict', done: start, total: matrix.rows, unit: 'rows' });
    }
    for (const tree of trees) {
      for (let row = start; row < end; row++) margins[row] += leafOf(tree, matrix, row);
    }
  }
  return Float64Array.from(margins);
}

/** P(1) of every row: the sigmoid of predictMargin. */
export function predictGbdt(model: GbdtModel, matrix: FeatureMatrix): Float64Array {
  return predictMargin(model, matrix).map(sigmoid);
}
