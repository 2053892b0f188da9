import { describe, expect, it } from 'vitest';
import { trainGbdt } from '../../../src/ml/gbdt/train';
import { predictGbdt } from '../../../src/ml/gbdt/predict';
import { predictLogistic } from '../../../src/ml/logistic/predict';
import { trainLogistic } from '../../../src/ml/logistic/train';
import { predict } from '../../../src/ml/predict';
import { NO_CONTROL } from '../../../src/util/progress';
import { noisyRows } from './gbdt/data';

describe('predict', () => {
  const data = noisyRows(200, 3, 1);
  const logistic = trainLogistic({ ...data, control: NO_CONTROL });
  const params = { num_boost_round: 3 };
  const gbdt = trainGbdt({ ...data, params, seed: 1, control: NO_CONTROL, kernels: null }).model;

  it('asks whichever model it is', () => {
    expect(predict(logistic, data.matrix)).toEqual(predictLogistic(logistic, data.matrix));
    expect(predict(gbdt, data.matrix)).toEqual(predictGbdt(gbdt, data.matrix));
  });

  it('refuses a matrix with other columns', () => {
    const other = { ...data.matrix, names: ['x', 'y', 'z'] };
    expect(() => predict(gbdt, other)).toThrow('features differ');
  });
});
