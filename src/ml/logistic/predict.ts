import { sigmoid } from '../../kernels/math';
import { featureColumn, type FeatureMatrix } from '../matrix';
import type { LogisticModel } from './model';

const MAX_FLOAT32 = 3.4028234663852886e38;

/**
 * P(1) of every row by the formula of LogisticModel, float64, terms added in column order. A missing
 * value becomes `fill`; an infinity counts as the largest float32, so the result is never NaN.
 * Columns are read by position. O(rows x columns).
 */
export function predictLogistic(model: LogisticModel, matrix: FeatureMatrix): Float64Array {
  const margins = new Float64Array(matrix.rows).fill(model.intercept);
  for (let j = 0; j < matrix.names.length; j++) {
    const column = featureColumn(matrix, j);
    const coefficient = model.coefficients[j];
    const missing = coefficient * model.fill[j] + model.missingCoefficients[j];
    if (coefficient === 0 && missing === 0) continue;
    for (let i = 0; i < matrix.rows; i++) {
      const x = column[i];
      if (Number.isNaN(x)) margins[i] += missing;
      else margins[i] += coefficient * Math.max(-MAX_FLOAT32, Math.min(MAX_FLOAT32, x));
    }
  }
  return margins.map(sigmoid);
}
