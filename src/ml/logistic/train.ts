import type { Kernels } from '../../kernels/wasm';
import { logit } from '../../kernels/math';
import type { JobControl } from '../../util/progress';
import { countEvents, type LabelledMatrix } from '../labelled-matrix';
import { openDesign, type Design } from './design';
import { inferWeights, type Estimate, type ScaledEstimates } from './inference';
import { MeanLogLoss } from './mean-log-loss';
import type { LogisticModel } from './model';
import { completeLogisticParams, type LogisticParams } from './params';
import type { Penalty } from './penalty';
import { isSeparated } from './separation';
import { planFor, solveLogistic, type Plan, type Solver } from './solve';

export { LOGISTIC_DEFAULTS } from './params';

/** What fitting a logistic regression needs. */
export interface LogisticTask extends LabelledMatrix {
  readonly params?: Partial<LogisticParams> | undefined;
  /** Null chooses by the number of columns. */
  readonly solver?: Solver | null | undefined;
  readonly control: JobControl;
  /** From loadKernels; null runs the TypeScript twins, which give the same model more slowly. */
  readonly kernels?: Kernels | null | undefined;
}

/** A fitted model and what is known about it. */
export interface LogisticFit {
  readonly model: LogisticModel;
  readonly solver: Solver;
  /** Iterations of the solver. */
  readonly n_iter: number;
  /** False where max_iter or float64 ended it before `tol` was reached. */
  readonly converged: boolean;
  /** Whether a plane parts the classes: without a penalty there would be no finite model. */
  readonly separated: boolean;
  readonly estimates: ScaledEstimates;
}

/** Standardised columns, and what is to be minimised over them. */
interface Problem {
  readonly params: LogisticParams;
  readonly plan: Plan;
  readonly design: Design;
  readonly penalty: Penalty;
  /** Of rows with the outcome. */
  readonly share: number;
}

function openProblem(task: LogisticTask, infers: boolean): Problem {
  const params = completeLogisticParams(task.params ?? {});
  const share = countEvents(task) / task.matrix.rows;
  const plan = (slots: number) => planFor(slots, params.l1_ratio, task.solver ?? null);
  const design = openDesign(task, {
    kernels: task.kernels ?? null,
    information: (slots) => infers || plan(slots).readsInformation,
  });
  const strength = 1 / (params.C * task.matrix.rows);
  const penalty = { lasso: params.l1_ratio * strength, ridge: (1 - params.l1_ratio) * strength };
  return { params, plan: plan(design.slots), design, penalty, share };
}

/** Below the tolerance a lasso has to be seen, or it would end before a weight is 0. */
const LASSO_SHARE = 0.01;
const LEAST_TOLERANCE = 1e-12;

function toleranceOf({ tol }: LogisticParams, { lasso }: Penalty): number {
  return lasso > 0 ? Math.max(LEAST_TOLERANCE, Math.min(tol, LASSO_SHARE * lasso)) : tol;
}

function minimiseProblem(problem: Problem, loss: MeanLogLoss, control: JobControl) {
  const { params, plan, penalty, share, design } = problem;
  const start = new Float64Array(design.columns.length + 1);
  start[start.length - 1] = logit(share);
  return solveLogistic(loss, penalty, start, {
    ...{ plan, share },
    maxIterations: params.max_iter,
    tolerance: toleranceOf(params, penalty),
    onIteration: (done) => {
      control.checkpoint();
      control.report({ phase: 'train', done, total: 0, unit: 'steps' });
    },
  });
}

function toModel(task: LogisticTask, problem: Problem, estimates: ScaledEstimates): LogisticModel {
  const valuesOf = (some: readonly Estimate[]): number[] => some.map(({ value }) => value);
  const { intercept, coefficients, missingCoefficients } = estimates.original;
  return {
    algorithm: 'logistic',
    version: 1,
    featureNames: [...task.matrix.names],
    params: { ...problem.params },
    intercept: intercept.value,
    coefficients: valuesOf(coefficients),
    fill: Array.from(problem.design.by.mean),
    missingCoefficients: valuesOf(missingCoefficients),
  };
}

function estimate(problem: Problem, loss: MeanLogLoss, weights: Float64Array, infers: boolean) {
  const { design, penalty } = problem;
  if (!infers || penalty.lasso > 0) return inferWeights({ ...design, weights }, null);
  loss.moveTo(weights);
  const information = loss.information();
  const observed = { information, rows: design.rows, ridge: penalty.ridge };
  return inferWeights({ ...design, weights }, observed);
}

/** What is not asked for stays undone: without `infers` there are no errors and no separation. */
function fitProblem(task: LogisticTask, problem: Problem, infers: boolean): LogisticFit {
  const loss = new MeanLogLoss(problem.design);
  const { x: weights, iterations, converged } = minimiseProblem(problem, loss, task.control);
  const estimates = estimate(problem, loss, weights, infers);
  return {
    model: toModel(task, problem, estimates),
    solver: problem.plan.solver,
    n_iter: iterations,
    converged,
    separated: infers && isSeparated(loss, weights, task.labels, task.control),
    estimates,
  };
}

/** The threads go home however the fit ends. */
function fitAndClose(task: LogisticTask, infers: boolean): LogisticFit {
  const problem = openProblem(task, infers);
  try {
    return fitProblem(task, problem, infers);
  } finally {
    problem.design.kernels.close();
  }
}

/**
 * Fits logistic regression with scikit-learn's penalty (C, l1_ratio), never of the intercept, on columns
 * that are filled with their mean (missing is NaN), given a missing indicator where training lacks
 * values, and standardised; the coefficients returned are for raw values. Constant and all-missing
 * columns get 0. Few columns and every L1 penalty are solved by Newton's method, more by L-BFGS that
 * starts from sampled second derivatives. With an L1 part it stops at the lower of tol and a hundredth
 * of the penalty's own slope. The penalty keeps the model finite when the classes can be separated.
 *
 * Standard errors and 95 % intervals are Wald's, from the observed information with the L2 penalty on
 * its diagonal; with an L1 part there are none.
 *
 * Cost about passes x values x 1 ns and, for the intervals, rows x columns^2 / 5 ns; memory 4 bytes a
 * value and indicator, 64 times the square of the columns. The same task gives the same bits on any
 * number of threads, with kernels or without.
 * Throws ONE_CLASS {rows, events}, NO_FEATURES, FEATURE_INFINITE {feature}, PARAM_OUT_OF_RANGE,
 * MEMORY_FULL {megabytes}, CANCELLED.
 */
export function fitLogistic(task: LogisticTask): LogisticFit {
  return fitAndClose(task, true);
}

/** The model of `fitLogistic` alone, which spares what intervals and `separated` cost. */
export function trainLogistic(task: LogisticTask): LogisticModel {
  return fitAndClose(task, false).model;
}
