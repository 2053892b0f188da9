import { LeadbenchError } from '../../util/errors';

/** Hyperparameters by scikit-learn's names and meaning. */
export interface ForestParams {
  readonly n_estimators: number;
  /** Levels of splits; 0 for as many as it takes, scikit-learn's None. */
  readonly max_depth: number;
  /** Rows that a node must have to be split. */
  readonly min_samples_split: number;
  /** Rows that each side of a split must have. */
  readonly min_samples_leaf: number;
  /** Columns that a node looks at: the root of their number, its logarithm, a share below 1, or so many. */
  readonly max_features: 'sqrt' | 'log2' | number;
  /** Whether each row is told by the trees that have not seen it. */
  readonly oob_score: boolean;
}

export const FOREST_DEFAULTS: ForestParams = {
  n_estimators: 100,
  max_depth: 0,
  min_samples_split: 2,
  min_samples_leaf: 5,
  max_features: 'sqrt',
  oob_score: false,
};

const RANGES = {
  n_estimators: [1, 10_000],
  max_depth: [0, 1_000_000],
  min_samples_split: [2, 1e9],
  min_samples_leaf: [1, 1e9],
} as const;
const CHOICES = ['sqrt', 'log2'];

/**
 * Fills what is left out with the defaults. Throws PARAM_OUT_OF_RANGE {name, value, low, high} and
 * PARAM_CHOICE {name, value, choices}.
 */
export function completeForestParams(given: Partial<ForestParams>): ForestParams {
  const params = { ...FOREST_DEFAULTS, ...given };
  for (const name of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    const value = params[name];
    const [low, high] = RANGES[name];
    if (!(Number.isInteger(value) && value >= low && value <= high)) {
      throw new LeadbenchError('PARAM_OUT_OF_RANGE', { name, value, low, high });
    }
  }
  const { oob_score: isWanted } = params;
  if (typeof isWanted !== 'boolean') {
    const choices = 'true, false';
    throw new LeadbenchError('PARAM_CHOICE', {
      name: 'oob_score',
      value: String(isWanted),
      choices,
    });
  }
  const { max_features: value } = params;
  const name = 'max_features';
  if (typeof value === 'string' && !CHOICES.includes(value)) {
    throw new LeadbenchError('PARAM_CHOICE', { name, value, choices: CHOICES.join(', ') });
  }
  if (typeof value === 'number' && !(value > 0 && (value < 1 || Number.isInteger(value)))) {
    throw new LeadbenchError('PARAM_OUT_OF_RANGE', { name, value, low: 0, high: 1e9 });
  }
  return params;
}

/** Whether a parsed value has all parameters of a forest. */
export function isForestParams(value: unknown): value is ForestParams {
  if (typeof value !== 'object' || value === null) return false;
  const given = new Map<string, unknown>(Object.entries(value));
  return Object.entries(FOREST_DEFAULTS).every(([name, one]) => {
    const type = typeof given.get(name);
    return name === 'max_features' ? type === 'number' || type === 'string' : type === typeof one;
  });
}

/** Columns that a node looks at, of so many: at least one. */
export function featuresOfNode(value: ForestParams['max_features'], columns: number): number {
  const wanted =
    value === 'sqrt'
      ? Math.floor(Math.sqrt(columns))
      : value === 'log2'
        ? 31 - Math.clz32(columns)
        : value < 1
          ? Math.floor(value * columns)
          : value;
  return Math.min(columns, Math.max(1, wanted));
}
