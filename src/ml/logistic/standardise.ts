import { LeadbenchError } from '../../util/errors';

/**
 * What turns a column into a standardised one: z = (x - mean) * scale, and missing becomes the mean,
 * so z = 0. The missing indicator m is standardised too: (m - missingShare) * missingScale.
 */
export interface Standardiser {
  /** Mean of the values that are there; 0 when none is. */
  readonly mean: Float64Array;
  /** 1 / standard deviation after filling; 0 for a constant column. */
  readonly scale: Float64Array;
  readonly missingShare: Float64Array;
  /** 1 / standard deviation of the indicator; 0 where nothing or everything is missing. */
  readonly missingScale: Float64Array;
}

/** Of the values of a column that are there; of none, low is above high. */
export interface Moments {
  readonly present: number;
  readonly mean: number;
  /** Sum of squares about the mean. */
  readonly squares: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Means and scales of columns with these moments, divisor n as scikit-learn's StandardScaler after
 * SimpleImputer. Throws LeadbenchError('FEATURE_INFINITE', {feature}) for a column with an infinity.
 */
export function standardiserOf(
  moments: readonly Moments[],
  { names, rows }: { readonly names: readonly string[]; readonly rows: number },
): Standardiser {
  const fitted = {
    mean: new Float64Array(names.length),
    scale: new Float64Array(names.length),
    missingShare: new Float64Array(names.length),
    missingScale: new Float64Array(names.length),
  };
  moments.forEach(({ present, mean, squares, low, high }, j) => {
    if (present > 0 && (low === -Infinity || high === Infinity)) {
      throw new LeadbenchError('FEATURE_INFINITE', { feature: names[j] });
    }
    const share = 1 - present / rows;
    // Of equal zeros of both signs it is the positive one.
    fitted.mean[j] = (low === high ? low : mean) + 0;
    fitted.scale[j] = low < high && squares > 0 ? 1 / Math.sqrt(squares / rows) : 0;
    fitted.missingShare[j] = share;
    fitted.missingScale[j] = share > 0 && share < 1 ? 1 / Math.sqrt(share * (1 - share)) : 0;
  });
  return fitted;
}
