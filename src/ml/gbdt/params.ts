import { LeadbenchError } from '../../util/errors';

/** Hyperparameters by XGBoost's names and meaning. */
export interface GbdtParams {
  /** Learning rate, above 0 and at most 1. */
  readonly eta: number;
  /** `depthwise` grows level by level, `lossguide` the leaf that gains most first. */
  readonly grow_policy: 'depthwise' | 'lossguide';
  /** Levels of splits, 1 to 12; for `lossguide` up to 64, and 0 for as many as it takes. */
  readonly max_depth: number;
  /** Leaves of a tree, at most; 0 for as many as its levels allow, which `lossguide` may not with max_depth 0. */
  readonly max_leaves: number;
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
  /** Share of a tree's columns that a node sees; at least one. */
  readonly colsample_bynode: number;
  /** Most codes a column is cut into, the one for missing included: 3 to 256. */
  readonly max_bin: number;
  /** Weight of the positive rows. */
  readonly scale_pos_weight: number;
  readonly num_boost_round: number;
  /** Rounds without a better validation log loss before training stops; 0 never stops. */
  readonly early_stopping_rounds: number;
  /** By feature: 1 where the probability may only rise with it, -1 only fall. What is left out is free. */
  readonly monotone_constraints?: Readonly<Record<string, number>> | undefined;
  /** Groups of features: below a cut at one follow only it and those that share a group with the whole path. */
  readonly interaction_constraints?: readonly (readonly string[])[] | undefined;
}

/** Parameters that have no default. */
const CONSTRAINTS = ['monotone_constraints', 'interaction_constraints'] as const;
type ConstraintName = (typeof CONSTRAINTS)[number];

/** Defaults for noisy lead data: shallow trees, small steps. */
export const GBDT_DEFAULTS: Omit<GbdtParams, ConstraintName> = {
  eta: 0.05,
  grow_policy: 'depthwise',
  max_depth: 4,
  max_leaves: 0,
  min_child_weight: 8,
  gamma: 0,
  lambda: 1,
  alpha: 0,
  subsample: 0.8,
  colsample_bytree: 0.7,
  colsample_bynode: 1,
  max_bin: 256,
  scale_pos_weight: 1,
  num_boost_round: 600,
  early_stopping_rounds: 40,
};

type NumberName = Exclude<keyof GbdtParams, 'grow_policy' | ConstraintName>;
type Range = readonly [low: number, high: number];

const RANGES: Readonly<Record<NumberName, Range>> = {
  eta: [1e-6, 1],
  max_depth: [1, 12],
  max_leaves: [0, 4096],
  min_child_weight: [0, 1e12],
  gamma: [0, 1e12],
  lambda: [0, 1e12],
  alpha: [0, 1e12],
  subsample: [1e-6, 1],
  colsample_bytree: [1e-6, 1],
  colsample_bynode: [1e-6, 1],
  max_bin: [3, 256],
  scale_pos_weight: [1e-6, 1e6],
  num_boost_round: [1, 100_000],
  early_stopping_rounds: [0, 100_000],
};
const POLICIES = ['depthwise', 'lossguide'];
/** Deeper than any tree of so many leaves is on data. */
const DEEPEST = 64;

const WHOLE = new Set<string>([
  ...['max_depth', 'max_leaves', 'max_bin', 'num_boost_round', 'early_stopping_rounds'],
]);

/** Whether there is such a parameter. */
export function isGbdtParam(name: string): boolean {
  return Object.hasOwn(GBDT_DEFAULTS, name) || CONSTRAINTS.some((one) => one === name);
}

/** What a parameter may be, given the others. */
function rangeOf(name: NumberName, { grow_policy: policy, max_depth: depth }: GbdtParams): Range {
  if (policy === 'lossguide' && name === 'max_depth') return [0, DEEPEST];
  if (name !== 'max_leaves') return RANGES[name];
  const isBounded = policy === 'depthwise' || (depth > 0 && depth <= RANGES.max_depth[1]);
  return [isBounded ? 0 : 2, RANGES.max_leaves[1]];
}

/**
 * Fills what is left out with the defaults. Throws LeadbenchError('PARAM_OUT_OF_RANGE',
 * {name, value, low, high}) for a value outside its range or with a fraction where there is none, and
 * PARAM_CHOICE {name, value, choices} for a policy that is none.
 */
export function completeGbdtParams(given: Partial<GbdtParams>): GbdtParams {
  const params = { ...GBDT_DEFAULTS, ...given };
  const { grow_policy: policy } = params;
  if (!POLICIES.includes(policy)) {
    const choices = POLICIES.join(', ');
    throw new LeadbenchError('PARAM_CHOICE', { name: 'grow_policy', value: policy, choices });
  }
  for (const name of Object.keys(RANGES) as NumberName[]) {
    const value = params[name];
    const [low, high] = rangeOf(name, params);
    const isInside = typeof value === 'number' && value >= low && value <= high;
    if (!isInside || (WHOLE.has(name) && !Number.isInteger(value))) {
      throw new LeadbenchError('PARAM_OUT_OF_RANGE', { name, value, low, high });
    }
  }
  return params;
}

/** Leaves that a tree on so many rows can have at most: each has a row. */
export function leafLimit(
  { max_depth: depth, max_leaves: leaves }: GbdtParams,
  rows: number,
): number {
  const isShallow = depth > 0 && depth <= RANGES.max_depth[1];
  const byDepth = isShallow ? 1 << depth : Infinity;
  return Math.min(rows, byDepth, leaves === 0 ? Infinity : leaves);
}
