import type { Kernels } from '../kernels/wasm';
import type { FeatureMatrix } from './matrix';
import type { Model } from './model';
import { predictForest } from './forest/predict';
import { GbdtPredictor } from './gbdt/predictor';
import { predictLogistic } from './logistic/predict';

/**
 * P(1) of every row by whichever model it is. Columns are read by position: `matrix.names` must be
 * the model's featureNames in their order, else an Error. Missing is NaN; the result never is. Trees
 * run by kernels where they are given, with the same bits.
 */
export function predict(
  model: Model,
  matrix: FeatureMatrix,
  kernels: Kernels | null = null,
): Float64Array {
  const { featureNames } = model;
  const same =
    matrix.names.length === featureNames.length &&
    featureNames.every((name, j) => name === matrix.names[j]);
  if (!same) throw new Error('features differ from those of the model');
  switch (model.algorithm) {
    case 'gbdt':
      return new GbdtPredictor(model, kernels).predict(matrix);
    case 'forest':
      return predictForest(model, matrix, kernels);
    case 'logistic':
      return predictLogistic(model, matrix);
  }
}
