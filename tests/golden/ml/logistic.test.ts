import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../src/ml/logistic/inference';
import { predictLogistic } from '../../../src/ml/logistic/predict';
import { fitLogistic, trainLogistic } from '../../../src/ml/logistic/train';
import { logLoss } from '../../../src/ml/metrics/log-loss';
import { NO_CONTROL } from '../../../src/util/progress';
import { goldenRows, goldenText, largestDifference } from './rows';

interface LogisticGolden {
  readonly train: number;
  readonly cases: readonly { C: number; logLoss: number; predictions: readonly number[] }[];
}

interface CoefficientGolden {
  readonly train: number;
  /** Features with an indicator, whose coefficients stand behind those of all features. */
  readonly indicators: readonly number[];
  readonly cases: readonly {
    readonly C: number;
    readonly l1_ratio: number;
    readonly coefficients: readonly number[];
    readonly intercept: number;
    /** Of the coefficients, then of the intercept. */
    readonly errors: readonly number[] | null;
  }[];
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

describe('coefficients against scikit-learn', () => {
  const golden = JSON.parse(goldenText('logistic-coefficients.json')) as CoefficientGolden;
  const rows = goldenRows(0, golden.train);

  it.each(golden.cases)('are the same with C = $C, l1_ratio = $l1_ratio', (theirs) => {
    const params = { C: theirs.C, l1_ratio: theirs.l1_ratio, tol: 1e-10 };
    const fit = fitLogistic({ ...rows, params, control: NO_CONTROL });
    expect(fit.converged).toBe(true);
    const { coefficients, missingCoefficients, intercept } = fit.estimates.standardised;
    const indicators = golden.indicators.map((feature) => missingCoefficients[feature]);
    const ours: Estimate[] = [...coefficients, ...indicators, intercept];
    const values = ours.map(({ value }) => value);
    // Both stop at a gradient of 1e-10. Ours keeps standardised columns as float32, which is 6e-8 of a
    // value; what that makes of coefficients below 1 stays well below this.
    expect(largestDifference(values, [...theirs.coefficients, theirs.intercept])).toBeLessThan(
      5e-8,
    );
    expect(values.map((value) => value === 0)).toEqual(
      [...theirs.coefficients, theirs.intercept].map((value) => value === 0),
    );
    for (const [k, { standardError }] of ours.entries()) {
      // A constant column has no error here; theirs is that of the penalty alone.
      const theirError = values[k] === 0 ? undefined : theirs.errors?.[k];
      if (theirError === undefined) expect(standardError).toBeNull();
      else expect(standardError).toBeCloseTo(theirError, 7);
    }
  });
});
