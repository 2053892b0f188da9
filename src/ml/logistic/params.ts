import { LeadbenchError } from '../../util/errors';

/** Hyperparameters by scikit-learn's names and with its meaning. */
export interface LogisticParams {
  /** Inverse strength of the penalty, above 0. */
  readonly C: number;
  /** 0 is the L2 penalty, 1 is L1, in between the elastic net; takes `penalty`'s place from scikit-learn 1.8 on. */
  readonly l1_ratio: number;
  readonly max_iter: number;
  /** Largest component of the gradient of the mean loss at which it stops. */
  readonly tol: number;
}

export const LOGISTIC_DEFAULTS: LogisticParams = { C: 1, l1_ratio: 0, max_iter: 500, tol: 1e-4 };

const RANGES: Readonly<Record<keyof LogisticParams, readonly [low: number, high: number]>> = {
  C: [1e-9, 1e9],
  l1_ratio: [0, 1],
  max_iter: [1, 100_000],
  tol: [1e-12, 1],
};

/** Fills in the defaults. Throws LeadbenchError('PARAM_OUT_OF_RANGE', {name, value, low, high}). */
export function completeLogisticParams(given: Partial<LogisticParams>): LogisticParams {
  const params = { ...LOGISTIC_DEFAULTS, ...given };
  for (const name of Object.keys(RANGES) as (keyof LogisticParams)[]) {
    const value = params[name];
    const [low, high] = RANGES[name];
    if (!(value >= low && value <= high)) {
      throw new LeadbenchError('PARAM_OUT_OF_RANGE', { name, value, low, high });
    }
  }
  return params;
}
