import { LeadbenchError } from '../../util/errors';
import { featureColumn, type FeatureMatrix } from '../matrix';

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

function momentsOf(column: Float32Array) {
  let present = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const x of column) {
    if (Number.isNaN(x)) continue;
    present++;
    sum += x;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const mean = present > 0 ? sum / present : 0;
  let squares = 0;
  for (const x of column) if (!Number.isNaN(x)) squares += (x - mean) * (x - mean);
  return { present, mean, squares, low, high };
}

/**
 * Means and scales of every column, divisor n as scikit-learn's StandardScaler after SimpleImputer.
 * Throws LeadbenchError('FEATURE_INFINITE', {feature}) for a column with an infinity. O(values).
 */
export function fitStandardiser(matrix: FeatureMatrix): Standardiser {
  const columns = matrix.names.length;
  const fitted = {
    mean: new Float64Array(columns),
    scale: new Float64Array(columns),
    missingShare: new Float64Array(columns),
    missingScale: new Float64Array(columns),
  };
  for (let j = 0; j < columns; j++) {
    const { present, mean, squares, low, high } = momentsOf(featureColumn(matrix, j));
    if (present > 0 && (low === -Infinity || high === Infinity)) {
      throw new LeadbenchError('FEATURE_INFINITE', { feature: matrix.names[j] });
    }
    const share = 1 - present / matrix.rows;
    fitted.mean[j] = low === high ? low : mean;
    fitted.scale[j] = low < high && squares > 0 ? 1 / Math.sqrt(squares / matrix.rows) : 0;
    fitted.missingShare[j] = share;
    fitted.missingScale[j] = share > 0 && share < 1 ? 1 / Math.sqrt(share * (1 - share)) : 0;
  }
  return fitted;
}
