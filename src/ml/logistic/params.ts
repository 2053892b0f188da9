import { LeadbenchError } from '../../util/errors';

/** Hyperparameters by scikit-learn's names. */
export interface LogisticParams {
  /** Inverse strength of the L2 penalty, above 0. */
  readonly C: number;
  readonly max_iter: number;
  /** Largest component of the gradient of the mean loss at which it stops. */
  readonly tol: number;
}

export const LOGISTIC_DEFAULTS: LogisticParams = { C: 1, max_iter: 500, tol: 1e-4 };

const RANGES: Readonly<Record<keyof LogisticParams, readonly [low: number, high: number]>> = {
  C: [1e-9, 1e9],
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
