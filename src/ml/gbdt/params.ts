import { LeadbenchError } from '../../util/errors';

/** Hyperparameters by XGBoost's names and meaning. */
export interface GbdtParams {
  /** Learning rate, above 0 and at most 1. */
  readonly eta: number;
  /** Levels of splits, 1 to 12. */
  readonly max_depth: number;
  /** Smallest sum of hessians a child may have. */
  readonly min_child_weight: number;
  /** Smallest gain a split must bring. */
  readonly gamma: number;
  /** L2 penalty on leaf weights. */
  readonly lambda: number;
  /** L1 penalty on leaf weights. */
  readonly alpha: number;
  /** Share of rows a tree sees. */
  readonly subsample: number;
  /** Share of columns a tree sees; at least one. */
  readonly colsample_bytree: number;
  /** Most codes a column is cut into, the one for missing included: 3 to 256. */
  readonly max_bin: number;
  /** Weight of the positive rows. */
  readonly scale_pos_weight: number;
  readonly num_boost_round: number;
  /** Rounds without a better validation log loss before training stops; 0 never stops. */
  readonly early_stopping_rounds: number;
}

/** Defaults for noisy lead data: shallow trees, small steps. */
export const GBDT_DEFAULTS: GbdtParams = {
  eta: 0.05,
  max_depth: 4,
  min_child_weight: 8,
  gamma: 0,
  lambda: 1,
  alpha: 0,
  subsample: 0.8,
  colsample_bytree: 0.7,
  max_bin: 256,
  scale_pos_weight: 1,
  num_boost_round: 600,
  early_stopping_rounds: 40,
};

const RANGES: Readonly<Record<keyof GbdtParams, readonly [low: number, high: number]>> = {
  eta: [1e-6, 1],
  max_depth: [1, 12],
  min_child_weight: [0, 1e12],
  gamma: [0, 1e12],
  lambda: [0, 1e12],
  alpha: [0, 1e12],
  subsample: [1e-6, 1],
  colsample_bytree: [1e-6, 1],
  max_bin: [3, 256],
  scale_pos_weight: [1e-6, 1e6],
  num_boost_round: [1, 100_000],
  early_stopping_rounds: [0, 100_000],
};

const WHOLE = new Set<string>(['max_depth', 'max_bin', 'num_boost_round', 'early_stopping_rounds']);

/**
 * Fills what is left out with the defaults. Throws LeadbenchError('PARAM_OUT_OF_RANGE',
 * {name, value, low, high}) for a value outside its range or with a fraction where there is none.
 */
export function completeGbdtParams(given: Partial<GbdtParams>): GbdtParams {
  const params = { ...GBDT_DEFAULTS, ...given };
  for (const name of Object.keys(RANGES) as (keyof GbdtParams)[]) {
    const value = params[name];
    const [low, high] = RANGES[name];
    if (!(value >= low && value <= high) || (WHOLE.has(name) && !Number.isInteger(value))) {
      throw new LeadbenchError('PARAM_OUT_OF_RANGE', { name, value, low, high });
    }
  }
  return params;
}
