import type { FeatureMatrix } from './matrix';
import type { Model } from './model';
import { predictGbdt } from './gbdt/predict';
import { predictLogistic } from './logistic/predict';

/**
 * P(1) of every row by whichever model it is. Columns are read by position: `matrix.names` must be
 * the model's featureNames in their order, else an Error. Missing is NaN; the result never is.
 */
export function predict(model: Model, matrix: FeatureMatrix): Float64Array {
  const { featureNames } = model;
  const same =
    matrix.names.length === featureNames.length &&
    featureNames.every((name, j) => name === matrix.names[j]);
  if (!same) throw new Error('features differ from those of the model');
  switch (model.algorithm) {
    case 'gbdt':
      return predictGbdt(model, matrix);
    case 'logistic':
      return predictLogistic(model, matrix);
  }
}
