import {
  FOREST_DONE,
  FOREST_GROWN,
  FOREST_JOB_BYTES,
  FOREST_NODE_BYTES,
  FOREST_OUT_OF_BAG_BYTES,
  FOREST_PHASE,
  FOREST_SEED,
  FOREST_STACK_BYTES,
  FOREST_SUMS_BYTES,
} from '../../kernels/forest-reference';
import { identityOrder } from '../../kernels/radix-sort';
import {
  COUNTS_BYTES,
  CUTS_BYTES,
  MemoryLayout,
  openTreeKernels,
  PLACE_BYTES,
  type TreeKernels,
} from '../../kernels/tree-kernels';
import type { Kernels } from '../../kernels/wasm';
import type { JobControl } from '../../util/progress';
import { Rng } from '../../util/rng';
import { findCuts, writeCuts } from '../gbdt/binning';
import { countEvents, type LabelledMatrix } from '../labelled-matrix';
import { featureColumn, type FeatureMatrix } from '../matrix';
import type { ForestModel, ForestTree } from './model';
import { completeForestParams, featuresOfNode, type ForestParams } from './params';

/** Codes of a column, the one for missing included. */
const MOST_CODES = 256;
/** Rows of a column that are coded by one shard. */
const CODED_ROWS = 1 << 14;
const NO_LIMIT = 0xffffffff;
/** What a probability of 1 is in sums out of bag. */
const UNIT = 4294967296;
const NODE_WORDS = FOREST_NODE_BYTES / 4;

/** What training a forest needs. */
export interface ForestTask extends LabelledMatrix {
  readonly params?: Partial<ForestParams> | undefined;
  readonly seed: number;
  readonly control: JobControl;
  /** From loadKernels; null runs the TypeScript twins, which give the same forest far more slowly. */
  readonly kernels: Kernels | null;
}

/** A fitted forest, and how it does on rows that it has not seen. */
export interface ForestFit {
  readonly model: ForestModel;
  /** P(1) of each row by the trees that have not seen it, NaN where all have; null without `oob_score`. */
  readonly oobDecision: Float64Array | null;
}

/** Memory in which one tree at a time is grown; `outOfBag` is 0 where that is not wanted. */
interface Slot {
  readonly job: number;
  readonly nodes: number;
  readonly outOfBag: number;
}

interface Session {
  readonly kernels: TreeKernels;
  readonly cuts: readonly Float32Array[];
  readonly slots: readonly Slot[];
}

/**
 * Fits a random forest for one outcome: bootstrap samples (Poisson with mean 1), `max_features` columns
 * drawn for each split, and more while all of them are constant in the node, Gini impurity, probabilities of leaves. Columns
 * are cut into at most 255 codes; missing goes with either side, whichever is purer. The same task gives
 * the same forest, bit for bit, on any number of threads, with kernels or without.
 *
 * Missing is NaN; infinities count as the largest float32. Cost about trees x rows x columns of a node x
 * depth x 5 ns / threads, memory rows x (columns + 33 + threads x (8 + 48 / min_samples_leaf)) bytes. Throws ONE_CLASS {rows, events},
 * NO_FEATURES, PARAM_OUT_OF_RANGE, PARAM_CHOICE, MEMORY_FULL {megabytes}, CANCELLED.
 */
export function trainForest(task: ForestTask): ForestFit {
  const params = completeForestParams(task.params ?? {});
  countEvents(task);
  const session = openSession(task, params);
  try {
    const trees = growTrees(session, task, params.n_estimators);
    const featureNames = [...task.matrix.names];
    return {
      model: { algorithm: 'forest', version: 1, featureNames, params, trees },
      oobDecision: params.oob_score ? decisionOf(session, task.matrix.rows) : null,
    };
  } finally {
    session.kernels.close();
  }
}

function growTrees(
  { kernels, cuts, slots }: Session,
  task: ForestTask,
  total: number,
): ForestTree[] {
  const rng = new Rng(task.seed);
  const trees: ForestTree[] = [];
  while (trees.length < total) {
    const some = slots.slice(0, total - trees.length).map((slot) => ({
      ...slot,
      words: new Uint32Array(kernels.buffer, slot.job, FOREST_JOB_BYTES / 4),
    }));
    for (const { words } of some) {
      words[FOREST_SEED] = rng.uint32();
      words[FOREST_PHASE] = 0;
    }
    for (let open = some; open.length > 0;) {
      task.control.checkpoint();
      kernels.run(
        'growForestTree',
        open.map(({ job }) => [job]),
      );
      open = open.filter(({ words }) => words[FOREST_PHASE] !== FOREST_DONE);
    }
    for (const slot of some) trees.push(readTree(kernels, slot, cuts));
    task.control.report({ phase: 'train', done: trees.length, total, unit: 'steps' });
  }
  return trees;
}

function openSession({ matrix, labels, kernels }: ForestTask, params: ForestParams): Session {
  const { rows, names } = matrix;
  const columns = names.length;
  const layout = new MemoryLayout();
  const at = {
    codes: layout.take(rows * columns),
    labels: layout.take(rows),
    values: layout.take(12 * rows),
    counts: layout.take(COUNTS_BYTES),
    cuts: layout.take(columns * CUTS_BYTES),
    place: layout.take(PLACE_BYTES),
  };
  const slots = Array.from({ length: kernels?.parallel.threads ?? 1 }, () => ({
    job: layout.take(FOREST_JOB_BYTES),
    order: layout.take(4 * rows + 4),
    spare: layout.take(4 * rows + 4),
    shuffled: layout.take(4 * columns),
    sums: layout.take(FOREST_SUMS_BYTES),
    stack: layout.take(FOREST_STACK_BYTES),
    nodes: layout.take(FOREST_NODE_BYTES * mostNodes(rows, params)),
    outOfBag: params.oob_score ? layout.take(FOREST_OUT_OF_BAG_BYTES * rows) : 0,
  }));
  const opened = openTreeKernels(kernels, layout.bytes);
  try {
    const { buffer } = opened;
    new Uint8Array(buffer, at.labels, rows).set(labels);
    const { cuts } = findCuts(opened, matrix, MOST_CODES, [at]);
    writeCuts(buffer, cuts, at.cuts);
    codeColumns(opened, matrix, at);
    const depth = params.max_depth === 0 ? NO_LIMIT : params.max_depth;
    const features = featuresOfNode(params.max_features, columns);
    for (const { job, order, spare, shuffled, sums, stack, nodes, outOfBag } of slots) {
      new Uint32Array(buffer, job, FOREST_JOB_BYTES / 4).set([
        ...[at.codes, rows, columns, at.labels, 0, features],
        ...[params.min_samples_leaf, params.min_samples_split, depth],
        ...[order, spare, shuffled, sums, stack, nodes, 0, outOfBag],
      ]);
    }
    return { kernels: opened, cuts, slots };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The mean of what the trees say of rows that they have not seen; whole numbers, so that order does not matter. */
function decisionOf({ kernels, slots }: Session, rows: number): Float64Array {
  const decision = new Float64Array(rows);
  const trees = new Uint32Array(rows);
  for (const { outOfBag } of slots) {
    const words = new Uint32Array(kernels.buffer, outOfBag, (FOREST_OUT_OF_BAG_BYTES * rows) / 4);
    for (let row = 0, at = 0; row < rows; row++, at += 4) {
      decision[row] += words[at] + words[at + 1] * UNIT;
      trees[row] += words[at + 2];
    }
  }
  return decision.map((sum, row) => sum / UNIT / trees[row]);
}

/** Each leaf has `min_samples_leaf` rows, and a tree one inner node less than leaves. */
function mostNodes(rows: number, { min_samples_leaf: least, max_depth: depth }: ForestParams) {
  const byRows = 2 * Math.max(1, Math.floor(rows / least));
  return depth > 0 && depth < 30 ? Math.min(byRows, 2 << depth) : byRows;
}

/** Codes one column after the other. */
function codeColumns(
  kernels: TreeKernels,
  matrix: FeatureMatrix,
  at: { codes: number; values: number; cuts: number; place: number },
): void {
  new Uint32Array(kernels.buffer, at.place, 2).set([0, 1]);
  const { rows } = matrix;
  for (let j = 0; j < matrix.names.length; j++) {
    new Float32Array(kernels.buffer, at.values, rows).set(featureColumn(matrix, j));
    const shards: number[][] = [];
    for (let from = 0; from < rows; from += CODED_ROWS) {
      const some = Math.min(CODED_ROWS, rows - from);
      const cuts = at.cuts + j * CUTS_BYTES;
      const into = at.codes + j * rows + from;
      shards.push([at.values + 4 * from, some, some, 1, cuts, at.place, 1, into]);
    }
    kernels.run('binRows', shards);
  }
}

function readTree({ buffer }: TreeKernels, { job, nodes }: Slot, cuts: readonly Float32Array[]) {
  const grown = new Uint32Array(buffer, job, FOREST_JOB_BYTES / 4)[FOREST_GROWN];
  const words = new Uint32Array(buffer, nodes, grown * NODE_WORDS);
  const tree: ForestTree = {
    feature: new Uint32Array(grown),
    threshold: new Float32Array(grown),
    defaultLeft: new Uint8Array(grown),
    left: new Uint32Array(grown),
    value: new Float32Array(grown),
    weight: new Uint32Array(grown),
  };
  const from = identityOrder(grown);
  for (let node = 0; node < grown; node++) {
    const at = from[node] * NODE_WORDS;
    const [column, code, left, missing, weight, positives] = words.subarray(at, at + NODE_WORDS);
    tree.weight[node] = weight;
    tree.value[node] = weight === 0 ? 0 : positives / weight;
    if (left === 0) continue;
    tree.feature[node] = column;
    tree.left[node] = left;
    // A code is at most `code` where the value is below this cut. Behind the last one there is none: all
    // that is there goes left, missing goes right; said the other way round no value is an exception.
    const cut = cuts[column].at(code - 1);
    tree.threshold[node] = cut ?? -Infinity;
    tree.defaultLeft[node] = cut === undefined ? 1 : missing;
    if (cut === undefined) from.set([left + 1, left], left);
  }
  return tree;
}
