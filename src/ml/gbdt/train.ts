import {
  HISTOGRAM_BYTES,
  ENTRY_BYTES,
  MemoryLayout,
  NODE_BYTES,
  openTreeKernels,
  type TreeKernels,
} from '../../kernels/histogram';
import { exp, log1p } from '../../kernels/math';
import type { KernelModule } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import type { JobControl } from '../../util/progress';
import { Rng } from '../../util/rng';
import type { FeatureMatrix } from '../matrix';
import { binMatrix, findCuts, type BinCuts } from './binning';
import { quantiseGradients } from './gradients';
import { histogramSlots, TreeGrower } from './grow';
import type { GbdtModel, Tree } from './model';
import { completeGbdtParams, type GbdtParams } from './params';
import { baseMargin } from './predict';
import { sampleColumns, sampleRows } from './sampling';
import type { GrownTree } from './tree-builder';

/** Rows with the outcome of each: 0 or 1. */
export interface LabelledMatrix {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
}

/** What training boosted trees needs. */
export interface GbdtTask extends LabelledMatrix {
  /** Rows training does not learn from; they say when to stop. */
  readonly validation?: LabelledMatrix | null | undefined;
  readonly params?: Partial<GbdtParams> | undefined;
  readonly seed: number;
  readonly control: JobControl;
  /** From loadKernels; null runs the TypeScript twins, which give the same model more slowly. */
  readonly kernels: KernelModule | null;
}

/** A fitted model and how its training went. */
export interface GbdtFit {
  readonly model: GbdtModel;
  /** Trees kept: those up to the round with the lowest validation log loss, or all of them. */
  readonly bestIteration: number;
  /** After each round; empty without validation rows. */
  readonly validationLogLoss: readonly number[];
}

interface BinnedRows {
  readonly rows: number;
  readonly bins: number;
  readonly marginsAt: number;
  readonly margins: Float64Array;
  readonly labels: Uint8Array;
}

interface Session {
  readonly kernels: TreeKernels;
  readonly cuts: BinCuts;
  readonly train: BinnedRows;
  readonly validation: BinnedRows | null;
  readonly grower: TreeGrower;
  readonly nodes: number;
  readonly entries: Int32Array;
  /** Scratch: the rows of the current tree. */
  readonly sample: Uint32Array;
  /** Scratch: their probabilities. */
  readonly predicted: Float64Array;
}

function checkTask({ matrix, labels }: LabelledMatrix): number {
  if (labels.length !== matrix.rows) throw new Error('labels and rows differ in length');
  if (matrix.names.length === 0) throw new LeadbenchError('NO_FEATURES');
  let events = 0;
  for (const label of labels) events += label;
  if (events === 0 || events === matrix.rows) {
    throw new LeadbenchError('ONE_CLASS', { rows: matrix.rows, events });
  }
  return events;
}

function openSession(task: GbdtTask, params: GbdtParams, base: number): Session {
  const { matrix, labels, validation } = task;
  const columns = matrix.names.length;
  const layout = new MemoryLayout();
  const place = (rows: number) => ({
    rows,
    bins: layout.take(rows * columns),
    marginsAt: layout.take(rows * 8),
  });
  const trainAt = place(matrix.rows);
  const validationAt =
    validation && validation.matrix.rows > 0 ? place(validation.matrix.rows) : null;
  const nodes = layout.take(NODE_BYTES * 2 ** (params.max_depth + 1));
  const memory = {
    entries: layout.take(matrix.rows * ENTRY_BYTES),
    spareEntries: layout.take(matrix.rows * ENTRY_BYTES),
    bins: trainAt.bins,
    histograms: layout.take(histogramSlots(params.max_depth) * columns * HISTOGRAM_BYTES),
  };
  const cuts = findCuts(matrix, params.max_bin);
  const kernels = openTreeKernels(task.kernels, layout.bytes);
  const fill = (at: ReturnType<typeof place>, from: LabelledMatrix): BinnedRows => {
    binMatrix(from.matrix, cuts, new Uint8Array(kernels.buffer, at.bins, at.rows * columns));
    const margins = new Float64Array(kernels.buffer, at.marginsAt, at.rows).fill(base);
    return { ...at, margins, labels: from.labels };
  };
  return {
    kernels,
    cuts,
    train: fill(trainAt, { matrix, labels }),
    validation: validationAt && validation ? fill(validationAt, validation) : null,
    grower: new TreeGrower({ kernels, cuts, params, memory }),
    nodes,
    entries: new Int32Array(kernels.buffer, memory.entries, matrix.rows * 3),
    sample: new Uint32Array(matrix.rows),
    predicted: new Float64Array(matrix.rows),
  };
}

/** Writes a grown tree where the kernels walk it. */
function writeNodes(session: Session, { tree, lastLeft }: GrownTree): void {
  const view = new DataView(session.kernels.buffer, session.nodes, tree.left.length * NODE_BYTES);
  for (let node = 0; node < tree.left.length; node++) {
    const at = node * NODE_BYTES;
    const isLeaf = tree.left[node] < 0;
    const low = isLeaf || tree.defaultLeft[node] === 1 ? 0 : 1;
    view.setInt32(at, tree.feature[node], true);
    view.setUint32(at + 4, low, true);
    view.setUint32(at + 8, isLeaf ? 256 : lastLeft[node] + 1 - low, true);
    view.setInt32(at + 12, isLeaf ? node : tree.left[node], true);
    view.setFloat64(at + 16, tree.value[node], true);
  }
}

function addToMargins(session: Session, rows: BinnedRows, depth: number): void {
  const columns = session.cuts.cuts.length;
  session.kernels.addTree(rows.bins, columns, rows.rows, session.nodes, depth, rows.marginsAt);
}

/** Mean log loss of margins, without leaving the log scale. */
function meanLogLoss({ margins, labels }: BinnedRows): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const towards = labels[i] === 1 ? margins[i] : -margins[i];
    sum += log1p(exp(-Math.abs(towards))) + (towards < 0 ? -towards : 0);
  }
  return sum / labels.length;
}

function growOne(session: Session, params: GbdtParams, rng: Rng): Tree {
  const { train, entries, cuts, grower, sample, predicted } = session;
  const count = sampleRows(sample, train.rows, params.subsample, rng.uint32());
  const features = sampleColumns(cuts.cuts.length, params.colsample_bytree, rng);
  const steps = quantiseGradients({
    margins: train.margins,
    labels: train.labels,
    positiveWeight: params.scale_pos_weight,
    rows: sample.subarray(0, count),
    entries,
    predicted,
  });
  const grown = grower.grow(count, features, steps);
  writeNodes(session, grown);
  addToMargins(session, train, params.max_depth);
  if (session.validation) addToMargins(session, session.validation, params.max_depth);
  return grown.tree;
}

function boost(session: Session, task: GbdtTask, params: GbdtParams) {
  const rng = new Rng(task.seed);
  const trees: Tree[] = [];
  const curve: number[] = [];
  const total = params.num_boost_round;
  const patience = params.early_stopping_rounds === 0 ? Infinity : params.early_stopping_rounds;
  let best = 0;
  for (let round = 0; round < total; round++) {
    task.control.checkpoint();
    trees.push(growOne(session, params, rng));
    task.control.report({ phase: 'train', done: round + 1, total, unit: 'rounds' });
    if (!session.validation) {
      best = round;
      continue;
    }
    curve.push(meanLogLoss(session.validation));
    if (curve[round] < curve[best]) best = round;
    if (round - best >= patience) break;
  }
  return { trees: trees.slice(0, best + 1), curve };
}

/**
 * Fits gradient-boosted trees for the log loss: XGBoost's `binary:logistic` with `hist`, grown level
 * by level, missing values sent where they gain most. base_score is the mean of the labels. With
 * validation rows it stops once their log loss has not improved for early_stopping_rounds and keeps
 * the trees up to the best round. One thread; the same task gives the same model, bit for bit, with
 * kernels or without.
 *
 * Missing is NaN; infinities count as the largest float32. Cost about rounds x rows x (columns x
 * depth / 2 + 30) ns / 2, memory rows x (columns + 32) bytes.
 * Throws ONE_CLASS {rows, events}, NO_FEATURES, PARAM_OUT_OF_RANGE, MEMORY_FULL {megabytes},
 * CANCELLED.
 */
export function trainGbdt(task: GbdtTask): GbdtFit {
  const params = completeGbdtParams(task.params ?? {});
  const events = checkTask(task);
  const baseScore = Math.fround(Math.min(Math.max(events / task.matrix.rows, 1e-7), 1 - 2 ** -23));
  const session = openSession(task, params, baseMargin(baseScore));
  const { trees, curve } = boost(session, task, params);
  const model: GbdtModel = {
    algorithm: 'gbdt',
    version: 1,
    objective: 'binary:logistic',
    baseScore,
    featureNames: [...task.matrix.names],
    params: { ...params },
    trees,
  };
  return { model, bestIteration: trees.length, validationLogLoss: curve };
}
