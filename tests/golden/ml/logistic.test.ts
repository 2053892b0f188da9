import { describe, expect, it } from 'vitest';
import { predictLogistic } from '../../../src/ml/logistic/predict';
import { trainLogistic } from '../../../src/ml/logistic/train';
import { logLoss } from '../../../src/ml/metrics/log-loss';
import { NO_CONTROL } from '../../../src/util/progress';
import { goldenRows, goldenText, largestDifference } from './rows';

interface LogisticGolden {
  readonly train: number;
  readonly cases: readonly { C: number; logLoss: number; predictions: readonly number[] }[];
}

describe('logistic against scikit-learn', () => {
  const golden = JSON.parse(goldenText('logistic.json')) as LogisticGolden;

  it.each(golden.cases)(
    'finds the same optimum with C = $C',
    ({ C, logLoss: loss, predictions }) => {
      const control = NO_CONTROL;
      const model = trainLogistic({
        ...goldenRows(0, golden.train),
        params: { C, tol: 1e-6 },
        control,
      });
      const test = goldenRows(golden.train);
      const p = predictLogistic(model, test.matrix);
      // The objective is strictly convex, so both solvers look for one point; the tolerance is what a
      // gradient of 1e-6 leaves open.
      expect(Math.abs(logLoss(p, test.labels) / loss - 1)).toBeLessThan(1e-5);
      expect(largestDifference(p, predictions)).toBeLessThan(1e-4);
    },
  );
});
