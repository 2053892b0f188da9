import { exp, log1p, logit } from '../../kernels/math';
import { BLOCK_ROWS } from '../../kernels/sum';
import type { JobControl } from '../../util/progress';
import { countEvents, type LabelledMatrix } from '../labelled-matrix';
import { featureColumn, type FeatureMatrix } from '../matrix';
import { minimise, type Objective } from './lbfgs';
import type { LogisticModel } from './model';
import { completeLogisticParams, type LogisticParams } from './params';
import { fitStandardiser, type Standardiser } from './standardise';

export { LOGISTIC_DEFAULTS } from './params';

/** What fitting a logistic regression needs. */
export interface LogisticTask extends LabelledMatrix {
  readonly params?: Partial<LogisticParams> | undefined;
  readonly control: JobControl;
}

/** The mean loss of rows [start, end) and what it adds to the gradient; see lossOf for the weights. */
class BlockLoss {
  readonly #matrix: FeatureMatrix;
  readonly #labels: Uint8Array;
  readonly #by: Standardiser;
  readonly #margins = new Float64Array(BLOCK_ROWS);

  constructor(matrix: FeatureMatrix, labels: Uint8Array, by: Standardiser) {
    this.#matrix = matrix;
    this.#labels = labels;
    this.#by = by;
  }

  add(start: number, weights: Float64Array, gradient: Float64Array): number {
    const end = Math.min(start + BLOCK_ROWS, this.#matrix.rows);
    const columns = this.#matrix.names.length;
    this.#margins.fill(weights[2 * columns]);
    for (let j = 0; j < columns; j++) this.#addMargins(j, start, end, weights);
    const loss = this.#toResiduals(start, end);
    for (let j = 0; j < columns; j++) this.#addGradient(j, start, end, gradient);
    for (let i = 0; i < end - start; i++) gradient[2 * columns] += this.#margins[i];
    return loss;
  }

  #addMargins(j: number, start: number, end: number, weights: Float64Array): void {
    const columns = this.#matrix.names.length;
    const column = featureColumn(this.#matrix, j);
    const mean = this.#by.mean[j];
    const slope = weights[j] * this.#by.scale[j];
    const indicator = weights[columns + j] * this.#by.missingScale[j];
    const absent = -indicator * this.#by.missingShare[j];
    const missing = indicator + absent;
    if (slope === 0 && indicator === 0) return;
    for (let i = start; i < end; i++) {
      const x = column[i];
      this.#margins[i - start] += x === x ? (x - mean) * slope + absent : missing;
    }
  }

  /** Turns margins into p - y and returns the sum of the log losses. */
  #toResiduals(start: number, end: number): number {
    let loss = 0;
    for (let i = start; i < end; i++) {
      const margin = this.#margins[i - start];
      const isEvent = this.#labels[i] === 1;
      const e = exp(-Math.abs(margin));
      const p = margin >= 0 ? 1 / (1 + e) : e / (1 + e);
      const towards = isEvent ? margin : -margin;
      loss += log1p(e) + (towards < 0 ? -towards : 0);
      this.#margins[i - start] = isEvent ? p - 1 : p;
    }
    return loss;
  }

  #addGradient(j: number, start: number, end: number, gradient: Float64Array): void {
    const columns = this.#matrix.names.length;
    const column = featureColumn(this.#matrix, j);
    const { mean, scale, missingShare, missingScale } = this.#by;
    if (scale[j] === 0 && missingScale[j] === 0) return;
    let values = 0;
    let missing = 0;
    let all = 0;
    for (let i = start; i < end; i++) {
      const x = column[i];
      const residual = this.#margins[i - start];
      all += residual;
      if (x === x) values += (x - mean[j]) * residual;
      else missing += residual;
    }
    gradient[j] += values * scale[j];
    gradient[columns + j] += (missing - missingShare[j] * all) * missingScale[j];
  }
}

/**
 * Mean log loss + |w|^2 / (2 C n): scikit-learn's objective divided by C n. Weights are one a column,
 * one an indicator, then the intercept, which is not penalised.
 */
function objectiveOf(task: LogisticTask, by: Standardiser, strength: number): Objective {
  const { matrix, labels } = task;
  const blocks = new BlockLoss(matrix, labels, by);
  return (weights, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let start = 0; start < matrix.rows; start += BLOCK_ROWS) {
      loss += blocks.add(start, weights, gradient);
    }
    const last = weights.length - 1;
    let squares = 0;
    for (let k = 0; k < last; k++) {
      squares += weights[k] * weights[k];
      gradient[k] = gradient[k] / matrix.rows + weights[k] / (strength * matrix.rows);
    }
    gradient[last] /= matrix.rows;
    return loss / matrix.rows + squares / (2 * strength * matrix.rows);
  };
}

function toModel(task: LogisticTask, by: Standardiser, weights: Float64Array): LogisticModel {
  const columns = task.matrix.names.length;
  const coefficients: number[] = [];
  const missingCoefficients: number[] = [];
  let intercept = weights[2 * columns];
  for (let j = 0; j < columns; j++) {
    coefficients.push(weights[j] * by.scale[j]);
    missingCoefficients.push(weights[columns + j] * by.missingScale[j]);
    intercept -= coefficients[j] * by.mean[j] + missingCoefficients[j] * by.missingShare[j];
  }
  return {
    algorithm: 'logistic',
    version: 1,
    featureNames: [...task.matrix.names],
    params: { ...completeLogisticParams(task.params ?? {}) },
    intercept,
    coefficients,
    fill: Array.from(by.mean),
    missingCoefficients,
  };
}

/**
 * Fits logistic regression with scikit-learn's L2 penalty C on columns that are filled with their mean
 * (missing is NaN), given a missing indicator where training lacks values, and standardised; the
 * coefficients returned are for raw values. Constant and all-missing columns get 0. Solved by L-BFGS
 * for any number of columns: on standardised columns it takes 20 to 60 passes over the data, where a
 * Newton step alone costs columns^2. The penalty keeps it finite when the classes can be separated.
 *
 * Cost about passes x values x 3 ns; no copy of the matrix. One thread; same input, same bits.
 * Throws ONE_CLASS {rows, events}, NO_FEATURES, FEATURE_INFINITE {feature}, PARAM_OUT_OF_RANGE,
 * CANCELLED.
 */
export function trainLogistic(task: LogisticTask): LogisticModel {
  const params = completeLogisticParams(task.params ?? {});
  const events = countEvents(task);
  const by = fitStandardiser(task.matrix);
  const start = new Float64Array(2 * task.matrix.names.length + 1);
  start[start.length - 1] = logit(events / task.matrix.rows);
  const weights = minimise(objectiveOf(task, by, params.C), start, {
    maxIterations: params.max_iter,
    tolerance: params.tol,
    onIteration: (done) => {
      task.control.checkpoint();
      task.control.report({ phase: 'train', done, total: 0, unit: 'steps' });
    },
  });
  return toModel(task, by, weights);
}
