import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, trainLogistic, type LogisticTask } from '../../../../src/ml/logistic/train';
import type { Estimate } from '../../../../src/ml/logistic/inference';
import type { LabelledMatrix } from '../../../../src/ml/labelled-matrix';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { matrixOf, noisyRows, reordered } from '../gbdt/data';

function fit(rows: LabelledMatrix, more: Partial<LogisticTask> = {}) {
  return fitLogistic({ ...rows, control: NO_CONTROL, ...more });
}

/** The same rows, columns in another order. */
function permuted({ matrix, labels }: LabelledMatrix, order: readonly number[]): LabelledMatrix {
  const { rows, names, values } = matrix;
  const columns = order.map((j) => values.subarray(j * rows, (j + 1) * rows));
  const moved = new Float32Array(values.length);
  columns.forEach((column, j) => moved.set(column, j * rows));
  return { matrix: { rows, names: order.map((j) => names[j]), values: moved }, labels };
}

/** Rows whose log-odds are -0.5 + 0.8 a - 0.4 b, a and b normal enough; `noise` columns say nothing. */
function plantedRows(rows: number, noise: number, seed: number): LabelledMatrix {
  const rng = new Rng(seed);
  const draw = (): number[] =>
    Array.from({ length: rows }, () => rng.uniform() + rng.uniform() + rng.uniform() - 1.5);
  const columns = Array.from({ length: 2 + noise }, draw);
  const labels = Uint8Array.from(columns[0], (a, i) => {
    const odds = -0.5 + 0.8 * a - 0.4 * columns[1][i];
    return rng.uniform() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
  });
  const named = Object.fromEntries(columns.map((values, j) => [`x${j}`, values]));
  return { matrix: matrixOf(named), labels };
}

describe('fitLogistic', () => {
  it('gives the errors of a 2 x 2 table, by hand', () => {
    // 30 of 40 rows with x = 1 and 10 of 40 with x = 0 have the outcome: the log odds ratio is log 9, its
    // variance the sum of the reciprocals of the four counts, the intercept's of the two with x = 0.
    const x = Array.from({ length: 80 }, (_, i) => (i < 40 ? 0 : 1));
    const labels = Uint8Array.from(x, (value, i) => Number(i % 40 < (value === 1 ? 30 : 10)));
    const rows = { matrix: matrixOf({ x }), labels };
    const { original, standardised } = fit(rows, { params: { C: 1e9, tol: 1e-12 } }).estimates;
    const [{ value, standardError, low, high }] = original.coefficients;
    const error = Math.sqrt(2 / 10 + 2 / 30 - 2 / 10 + 1 / 10 + 1 / 10 + 1 / 30 - 1 / 30);
    expect(error).toBeCloseTo(Math.sqrt(4 / 15), 12);
    expect(value).toBeCloseTo(Math.log(9), 7);
    expect(standardError).toBeCloseTo(error, 7);
    expect(low).toBeCloseTo(Math.log(9) - 1.959963984540054 * error, 7);
    expect(high).toBeCloseTo(Math.log(9) + 1.959963984540054 * error, 7);
    expect(original.intercept.value).toBeCloseTo(Math.log(1 / 3), 7);
    expect(original.intercept.standardError).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 30), 7);
    // A standard deviation of x is a half.
    expect(standardised.coefficients[0].value).toBeCloseTo(value / 2, 9);
    expect(standardised.coefficients[0].standardError).toBeCloseTo(error / 2, 7);
    expect(standardised.intercept.value).toBeCloseTo(0, 7);
  });

  it('has intervals that hold the planted coefficient as often as they say', () => {
    const times = 300;
    let held = 0;
    for (let seed = 0; seed < times; seed++) {
      const { estimates } = fit(plantedRows(400, 0, seed), { params: { C: 1e6 } });
      const { low, high } = estimates.original.coefficients[0];
      if (low !== null && high !== null && low < 0.8 && 0.8 < high) held++;
    }
    // 95 %, four standard errors of a share of 300 rows down and 300 up.
    expect(held / times).toBeGreaterThan(0.9);
    expect(held / times).toBeLessThan(1);
  });

  it('has one minimum, whichever solver looks for it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0.01, 1, 1e4), (seed, C) => {
        const rows = noisyRows(500, 6, seed);
        const params = { C, tol: 1e-9 };
        const [newton, lbfgs] = (['newton-cholesky', 'lbfgs'] as const).map((solver) =>
          fit(rows, { params, solver }),
        );
        expect([newton.solver, lbfgs.solver]).toEqual(['newton-cholesky', 'lbfgs']);
        expect(newton.converged && lbfgs.converged).toBe(true);
        // Gradients of 1e-9 and curvatures above a hundredth leave 1e-7, in units of a column.
        const values = (estimates: readonly Estimate[]) => estimates.map(({ value }) => value);
        const theirs = values(lbfgs.estimates.standardised.coefficients);
        values(newton.estimates.standardised.coefficients).forEach((value, k) =>
          expect(Math.abs(value - theirs[k])).toBeLessThan(1e-6),
        );
      }),
      { seed: 20_273, numRuns: 25 },
    );
  });

  it('permutes coefficients as columns are permuted', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.5, 1), (seed, l1Ratio) => {
        const rows = noisyRows(300, 5, seed);
        const order = [3, 0, 4, 2, 1];
        const params = { tol: 1e-9, l1_ratio: l1Ratio, C: 0.1 };
        const [plain, other] = [rows, permuted(rows, order)].map(
          (some) => fit(some, { params }).model,
        );
        order.forEach((j, k) => {
          expect(other.coefficients[k]).toBeCloseTo(plain.coefficients[j], 6);
          expect(other.missingCoefficients[k]).toBeCloseTo(plain.missingCoefficients[j], 6);
        });
        expect(other.intercept).toBeCloseTo(plain.intercept, 5);
      }),
      { seed: 20_274, numRuns: 25 },
    );
  });

  it('does not mind the order of rows more than rounding does', () => {
    const rows = noisyRows(3000, 20, 4);
    const order = Uint32Array.from({ length: 3000 }, (_, i) => (i * 1009) % 3000);
    const params = { tol: 1e-9 };
    const [plain, other] = [rows, reordered(rows, order)].map((some) => fit(some, { params }));
    expect(plain.solver).toBe('lbfgs');
    plain.model.coefficients.forEach((value, k) =>
      expect(other.model.coefficients[k]).toBeCloseTo(value, 6),
    );
  });

  it('solves rows that are sorted by their columns, of which a sample says little', () => {
    const rows = 40_000;
    const columns = Array.from({ length: 24 }, (_, j) =>
      Array.from({ length: rows }, (_, i) => Number(Math.floor((i * 25) / rows) === j)),
    );
    const rng = new Rng(6);
    const labels = Uint8Array.from({ length: rows }, (_, i) =>
      Number(rng.uniform() < 0.1 + (0.8 * i) / rows),
    );
    const matrix = matrixOf(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
    const params = { C: 1e6, tol: 1e-8 };
    const { converged, solver, n_iter, model } = fit({ matrix, labels }, { params });
    expect([converged, solver]).toEqual([true, 'lbfgs']);
    expect(n_iter).toBeLessThan(40);
    // Each level on its own: the fitted chance is the share of its rows with the outcome.
    const share = labels.slice(0, rows / 25).reduce((sum, label) => sum + label, 0) / (rows / 25);
    const margin = model.intercept + model.coefficients[0];
    expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(share, 5);
  });

  it('drops what says nothing and keeps what does, with an L1 penalty', () => {
    const rows = plantedRows(5000, 8, 12);
    const lasso = fit(rows, { params: { C: 0.01, l1_ratio: 1 } });
    const [a, b, ...noise] = lasso.model.coefficients;
    expect(a).toBeGreaterThan(0.3);
    expect(b).toBeLessThan(-0.05);
    expect(noise).toEqual(new Array<number>(8).fill(0));
    const { intercept, coefficients } = lasso.estimates.original;
    for (const { standardError, low, high } of [intercept, ...coefficients]) {
      expect([standardError, low, high]).toEqual([null, null, null]);
    }
  });

  it('never penalises the intercept', () => {
    const rows = plantedRows(2000, 1, 3);
    const share = rows.labels.reduce((sum, label) => sum + label, 0) / 2000;
    for (const l1Ratio of [0, 0.5, 1]) {
      const { model, estimates } = fit(rows, {
        params: { C: 1e-9, l1_ratio: l1Ratio, tol: 1e-10 },
      });
      expect(Math.abs(model.coefficients[0])).toBeLessThan(1e-6);
      expect(estimates.standardised.intercept.value).toBeCloseTo(Math.log(share / (1 - share)), 6);
    }
  });

  it('is what trainLogistic returns', () => {
    for (const columns of [3, 30]) {
      const rows = noisyRows(700, columns, 2);
      expect(trainLogistic({ ...rows, control: NO_CONTROL })).toEqual(fit(rows).model);
    }
  });

  it('says where it was stopped early, and refuses an L1 penalty by L-BFGS', () => {
    const rows = noisyRows(700, 30, 2);
    const stopped = fit(rows, { params: { max_iter: 1, tol: 1e-9 } });
    expect([stopped.converged, stopped.n_iter]).toEqual([false, 1]);
    expect(() => fit(rows, { params: { l1_ratio: 0.1 }, solver: 'lbfgs' })).toThrow('no L1');
    expect(() => fit(rows, { params: { l1_ratio: 1.1 } })).toThrow('PARAM_OUT_OF_RANGE');
  });
});
