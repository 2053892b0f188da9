import { MemoryLayout } from '../../kernels/tree-kernels';
import type { Kernels } from '../../kernels/wasm';
import { NO_CONTROL, type JobControl } from '../../util/progress';
import { placeTrees, runBlockJob, shapeOf } from '../gbdt/row-blocks';
import type { FeatureMatrix } from '../matrix';
import type { ForestModel, ForestTree } from './model';

/** Rows are walked in blocks of this many, one tree after the other, so their columns stay in cache. */
const BLOCK_ROWS = 256;
const HEADER_WORDS = 4;
const NODE_WORDS = 4;

function leafOf(tree: ForestTree, { values, rows }: FeatureMatrix, row: number): number {
  const { feature, threshold, defaultLeft, left } = tree;
  let node = 0;
  while (left[node] !== 0) {
    const x = values[feature[node] * rows + row];
    const goesLeft = x === x ? x < threshold[node] : defaultLeft[node] === 1;
    node = left[node] + (goesLeft ? 0 : 1);
  }
  return node;
}

/** Levels of splits. Children stand behind their parents. */
function depthOf({ left }: ForestTree): number {
  const levels = new Uint32Array(left.length);
  let depth = 0;
  for (let node = 0; node < left.length; node++) {
    if (left[node] === 0) continue;
    levels.fill(levels[node] + 1, left[node], left[node] + 2);
    depth = Math.max(depth, levels[node] + 1);
  }
  return depth;
}

/** A tree as assembly/predict.ts walks it; `places` says where the values of a feature are laid out. */
function flatten(tree: ForestTree, places: Uint32Array): Uint8Array {
  const nodes = tree.left.length;
  const words = HEADER_WORDS + (NODE_WORDS + 1) * nodes;
  const bytes = 4 * HEADER_WORDS * Math.ceil(words / HEADER_WORDS);
  const flat = new Uint32Array(bytes / 4);
  const floats = new Float32Array(flat.buffer);
  flat.set([nodes, depthOf(tree), bytes]);
  for (let node = 0, at = HEADER_WORDS; node < nodes; node++, at += NODE_WORDS) {
    const isLeaf = tree.left[node] === 0;
    flat[at] = isLeaf ? 0 : places[tree.feature[node]];
    floats[at + 1] = isLeaf ? NaN : tree.threshold[node];
    flat[at + 2] = isLeaf ? node : tree.left[node];
    flat[at + 3] = isLeaf || tree.defaultLeft[node] === 1 ? 0 : 1;
  }
  floats.set(tree.value, HEADER_WORDS + NODE_WORDS * nodes);
  return new Uint8Array(flat.buffer);
}

/**
 * P(1) of every row: the mean of the values of the trees' leaves, which are added in float32 in the order
 * of the trees, by kernels on all threads or, with the same bits, without. Columns are read by position.
 * O(rows x trees x depth). Throws CANCELLED.
 */
export function predictForest(
  model: ForestModel,
  matrix: FeatureMatrix,
  kernels: Kernels | null = null,
  control: JobControl = NO_CONTROL,
): Float64Array {
  const sums = (kernels && sumByKernels(model, matrix, { kernels, control })) ?? sum(model, matrix);
  return sums.map((one) => one / model.trees.length);
}

function sum({ trees }: ForestModel, matrix: FeatureMatrix): Float64Array {
  const sums = new Float64Array(matrix.rows);
  for (let start = 0; start < matrix.rows; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, matrix.rows);
    for (const tree of trees) {
      for (let row = start; row < end; row++) {
        sums[row] = Math.fround(sums[row] + tree.value[leafOf(tree, matrix, row)]);
      }
    }
  }
  return sums;
}

/** Null where the memory cannot be had. */
function sumByKernels(
  { trees, featureNames }: ForestModel,
  matrix: FeatureMatrix,
  { kernels, control }: { readonly kernels: Kernels; readonly control: JobControl },
): Float64Array | null {
  const isUsed = new Uint8Array(featureNames.length);
  for (const { feature } of trees) for (const one of feature) isUsed[one] = 1;
  const columns = featureNames.map((_, feature) => feature).filter((one) => isUsed[one] === 1);
  const places = new Uint32Array(featureNames.length);
  columns.forEach((feature, place) => (places[feature] = place));
  const layout = new MemoryLayout();
  const shape = shapeOf(matrix, columns.length);
  const placed = placeTrees(
    layout,
    trees.map((tree) => flatten(tree, places)),
  );
  const staging = layout.take(4 * shape.stride * columns.length);
  const at = layout.take(4 * shape.rows);
  const sums = new Float64Array(matrix.rows);
  const sumsIn = (buffer: ArrayBufferLike, rows: number) => new Float32Array(buffer, at, rows);
  const isDone = runBlockJob({
    ...{ kernels, matrix, control, phase: 'predict', columns, shape, staging },
    bytes: layout.bytes,
    write: placed.write,
    begin: (buffer, _, rows) => sumsIn(buffer, rows).fill(0),
    shard: ({ first, rows }) => [
      'walkTrees',
      ...[placed.first, trees.length, staging + 4 * first, shape.stride, rows, at + 4 * first],
    ],
    end: (buffer, start, rows) => {
      sums.set(sumsIn(buffer, rows), start);
    },
  });
  return isDone ? sums : null;
}
