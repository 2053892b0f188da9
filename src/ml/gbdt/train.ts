import type { Kernels } from '../../kernels/wasm';
import type { JobControl } from '../../util/progress';
import { Rng } from '../../util/rng';
import { countEvents, type LabelledMatrix } from '../labelled-matrix';
import { blockCount, chooseSteps } from './gradients';
import { growTree } from './grow';
import type { GbdtModel, Tree } from './model';
import { completeGbdtParams, type GbdtParams } from './params';
import { baseMargin } from './predict';
import { sampleColumns, sampleRows } from './sampling';
import { addGrownTree, meanLogLoss, openSession, type Session } from './session';

/** What training boosted trees needs. */
export interface GbdtTask extends LabelledMatrix {
  /** Rows training does not learn from; they say when to stop. */
  readonly validation?: LabelledMatrix | null | undefined;
  readonly params?: Partial<GbdtParams> | undefined;
  readonly seed: number;
  readonly control: JobControl;
  /** From loadKernels; null runs the TypeScript twins, which give the same model more slowly. */
  readonly kernels: Kernels | null;
}

/** A fitted model and how its training went. */
export interface GbdtFit {
  readonly model: GbdtModel;
  /** Trees kept: those up to the round with the lowest validation log loss, or all of them. */
  readonly bestIteration: number;
  /** After each round; empty without validation rows. */
  readonly validationLogLoss: readonly number[];
}

function growOne(session: Session, params: GbdtParams, rng: Rng): Tree {
  const { kernels, train, gradients, cuts, splitter, sample } = session;
  const seed = rng.uint32();
  const rows = sampleRows(sample, train.rows, params.subsample, seed);
  const features = sampleColumns(cuts.cuts.length, params.colsample_bytree, rng);
  const blocks = blockCount(train.rows);
  const steps = chooseSteps(kernels, gradients, blocks, params.scale_pos_weight);
  const addsLeaves = rows === train.rows;
  const task = { blocks, rows, features, seed, steps, addsLeaves };
  const grown = growTree(splitter, task, params);
  addGrownTree(session, grown, addsLeaves);
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
    curve.push(meanLogLoss(session, session.validation));
    if (curve[round] < curve[best]) best = round;
    if (round - best >= patience) break;
  }
  return { trees: trees.slice(0, best + 1), curve };
}

/** The threads go home however the training ends. */
function boostAndClose(session: Session, task: GbdtTask, params: GbdtParams) {
  try {
    return boost(session, task, params);
  } finally {
    session.kernels.close();
  }
}

/**
 * Fits gradient-boosted trees for the log loss: XGBoost's `binary:logistic` with `hist`, missing values
 * sent where they gain most. base_score is the mean of the labels. With validation rows it stops once
 * their log loss has not improved for early_stopping_rounds and keeps the trees up to the best round. The
 * same task gives the same model, bit for bit, on any number of threads, with kernels or without.
 *
 * Missing is NaN; infinities count as the largest float32. Cost about rounds x rows x (columns x
 * depth / 2 + 30) ns / 3, memory rows x (columns + 37) bytes and 2 KB a column
 * for each node of the deepest level, or for each leaf.
 * Throws ONE_CLASS {rows, events}, NO_FEATURES, PARAM_OUT_OF_RANGE, PARAM_CHOICE, MEMORY_FULL
 * {megabytes}, CANCELLED.
 */
export function trainGbdt(task: GbdtTask): GbdtFit {
  const params = completeGbdtParams(task.params ?? {});
  const events = countEvents(task);
  const baseScore = Math.fround(Math.min(Math.max(events / task.matrix.rows, 1e-7), 1 - 2 ** -23));
  const session = openSession({
    train: task,
    validation: task.validation ?? null,
    kernels: task.kernels,
    params,
    base: baseMargin(baseScore),
  });
  const { trees, curve } = boostAndClose(session, task, params);
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
