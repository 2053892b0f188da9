import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogisticParams } from '../../../../src/ml/logistic/params';
import { predictLogistic } from '../../../../src/ml/logistic/predict';
import { LOGISTIC_DEFAULTS, trainLogistic } from '../../../../src/ml/logistic/train';
import type { FeatureMatrix } from '../../../../src/ml/matrix';
import { logLoss } from '../../../../src/ml/metrics/log-loss';
import { LeadbenchError } from '../../../../src/util/errors';
import { flagControl, NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { matrixOf, noisyRows } from '../gbdt/data';

function fit(
  matrix: FeatureMatrix,
  labels: ArrayLike<number>,
  params: Partial<LogisticParams> = {},
) {
  return trainLogistic({ matrix, labels: Uint8Array.from(labels), params, control: NO_CONTROL });
}

/** Standardised columns and indicators of a matrix, row by row, written as the definition reads. */
function designOf(matrix: FeatureMatrix): number[][] {
  const columns = matrix.names.map((_, j) =>
    Array.from(matrix.values.subarray(j * matrix.rows, (j + 1) * matrix.rows)),
  );
  const standardised = (values: number[]): number[] => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const deviation = Math.sqrt(
      values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length,
    );
    return values.map((x) => (deviation > 1e-12 ? (x - mean) / deviation : 0));
  };
  const filled = columns.map((values) => {
    const present = values.filter((x) => !Number.isNaN(x));
    const mean = present.reduce((sum, x) => sum + x, 0) / present.length;
    return values.map((x) => (Number.isNaN(x) ? mean : x));
  });
  const indicators = columns.map((values) => values.map((x) => Number(Number.isNaN(x))));
  return [...filled, ...indicators].map(standardised);
}

/** The slow reference: Newton's method with a dense Hessian and Gaussian elimination. */
function newtonProbabilities(matrix: FeatureMatrix, labels: Uint8Array, C: number): number[] {
  const design = [...designOf(matrix), new Array<number>(matrix.rows).fill(1)];
  const size = design.length;
  let weights = new Array<number>(size).fill(0);
  const predict = (): number[] =>
    Array.from({ length: matrix.rows }, (_, i) => {
      const z = design.reduce((sum, column, j) => sum + column[i] * weights[j], 0);
      return 1 / (1 + Math.exp(-z));
    });
  for (let step = 0; step < 30; step++) {
    const p = predict();
    const system = design.map((a, j) => {
      const penalty = j < size - 1 ? 1 / C : 0;
      const row = design.map(
        (b, k) =>
          p.reduce((sum, q, i) => sum + a[i] * b[i] * q * (1 - q), 0) + (j === k ? penalty : 0),
      );
      const gradient = p.reduce((sum, q, i) => sum + a[i] * (q - labels[i]), penalty * weights[j]);
      return [...row, gradient];
    });
    const move = solve(system);
    weights = weights.map((w, j) => w - move[j]);
  }
  return predict();
}

function solve(system: number[][]): number[] {
  const n = system.length;
  for (let k = 0; k < n; k++) {
    const pivot = system
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(system[best][k]) ? k + i : best), k);
    [system[k], system[pivot]] = [system[pivot], system[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = system[i][k] / system[k][k];
      for (let j = k; j <= n; j++) system[i][j] -= factor * system[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const known = x.reduce((sum, value, j) => sum + (j > k ? system[k][j] * value : 0), 0);
    x[k] = (system[k][n] - known) / system[k][k];
  }
  return x;
}

describe('trainLogistic', () => {
  it('gives the log-odds of a balanced 0/1 column when hardly penalised', () => {
    const x = [0, 0, 0, 0, 1, 1, 1, 1];
    const model = fit(matrixOf({ x }), [1, 0, 0, 0, 1, 1, 1, 0], { C: 1e6, tol: 1e-10 });
    expect(model.intercept).toBeCloseTo(Math.log(1 / 3), 4);
    expect(model.coefficients[0]).toBeCloseTo(2 * Math.log(3), 4);
    expect(predictLogistic(model, matrixOf({ x: [0, 1] }))[1]).toBeCloseTo(0.75, 5);
  });

  it('finds the optimum Newton finds, missing values and all', () => {
    const seed = 99;
    const task = fc.record({
      seed: fc.nat(),
      columns: fc.integer({ min: 1, max: 5 }),
      C: fc.constantFrom(0.01, 1, 100),
    });
    fc.assert(
      fc.property(task, ({ seed: dataSeed, columns, C }) => {
        const { matrix, labels } = noisyRows(120, columns, dataSeed);
        labels.set([0, 1, 1, 0]);
        const p = predictLogistic(fit(matrix, labels, { C, tol: 1e-9 }), matrix);
        const slow = newtonProbabilities(matrix, labels, C);
        slow.forEach((q, i) => expect(Math.abs(q - p[i])).toBeLessThan(1e-5));
      }),
      { seed, numRuns: 25 },
    );
  });

  it('gives back the coefficients that made the data', () => {
    const rng = new Rng(31);
    const rows = 40_000;
    const a = Array.from({ length: rows }, () => rng.uniform() * 10);
    const b = Array.from({ length: rows }, () => (rng.uniform() < 0.2 ? NaN : rng.uniform()));
    const labels = a.map((x, i) => {
      const z = -2 + 0.4 * x + (Number.isNaN(b[i]) ? 1 : -1.5 * b[i]);
      return Number(rng.uniform() < 1 / (1 + Math.exp(-z)));
    });
    const model = fit(matrixOf({ a, b }), labels);
    // Four standard errors at 40,000 rows.
    expect(Math.abs(model.coefficients[0] - 0.4)).toBeLessThan(0.02);
    expect(Math.abs(model.coefficients[1] + 1.5)).toBeLessThan(0.2);
    expect(Math.abs(model.missingCoefficients[1] - (1 + 1.5 * model.fill[1]))).toBeLessThan(0.15);
    expect(model.missingCoefficients[0]).toBe(0);
    expect(model.fill[1]).toBeCloseTo(0.5, 1);
  });

  it('says the same whatever the units of a column', () => {
    const { matrix, labels } = noisyRows(300, 3, 8);
    const values = matrix.values.map((x, k) => (k < 300 ? x * 1024 + 4096 : x));
    const p = predictLogistic(fit(matrix, labels), matrix);
    const scaled = { ...matrix, values };
    const q = predictLogistic(fit(scaled, labels), scaled);
    // 1e-5: both stop at a gradient of 1e-6.
    p.forEach((value, i) => expect(Math.abs(value - q[i])).toBeLessThan(1e-5));
  });

  it('stays finite when the classes can be separated', () => {
    const x = Array.from({ length: 200 }, (_, i) => i - 100);
    const labels = x.map((value) => Number(value >= 0));
    for (const C of [1e-6, 1, 1e9]) {
      const model = fit(matrixOf({ x }), labels, { C });
      const p = predictLogistic(model, matrixOf({ x }));
      expect(Number.isFinite(model.coefficients[0])).toBe(true);
      expect([...p].every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(logLoss(p, Uint8Array.from(labels))).toBeLessThanOrEqual(Math.log(2) + 1e-6);
    }
  });

  it('gives 0 to constant, all-missing and repeated columns no more than they say', () => {
    const rows = 50;
    const x = Array.from({ length: rows }, (_, i) => i % 7);
    const of = (value: number): number[] => new Array<number>(rows).fill(value);
    const matrix = matrixOf({
      x,
      again: x,
      constant: of(3.3),
      missing: of(NaN),
      huge: x.map((v) => v * 1e30),
    });
    const model = fit(
      matrix,
      x.map((v, i) => Number(v > 3 !== (i % 5 === 0))),
    );
    expect(model.coefficients[0]).toBeCloseTo(model.coefficients[1], 6);
    expect([...model.coefficients.slice(2, 4), ...model.missingCoefficients]).toEqual(
      new Array<number>(7).fill(0),
    );
    expect(model.fill[3]).toBe(0);
    const p = predictLogistic(
      model,
      matrixOf({ x: [NaN], again: [Infinity], constant: [-Infinity], missing: [7], huge: [3e38] }),
    );
    expect(p[0] >= 0 && p[0] <= 1).toBe(true);
  });

  it('is plain JSON that comes back the same', () => {
    const { matrix, labels } = noisyRows(200, 3, 1);
    const model = fit(matrix, labels);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(model.params).toEqual(LOGISTIC_DEFAULTS);
  });

  it('says what it cannot do, and stops when told', () => {
    const { matrix, labels } = noisyRows(50, 2, 1);
    expect(() => fit(matrix, new Uint8Array(50))).toThrow('ONE_CLASS');
    expect(() => fit({ rows: 2, names: [], values: new Float32Array(0) }, [0, 1])).toThrow(
      'NO_FEATURES',
    );
    expect(() => fit(matrix, labels, { C: 0 })).toThrow('PARAM_OUT_OF_RANGE');
    const infinite = matrixOf({ a: [1, 2, Infinity, NaN] });
    expect(() => fit(infinite, [0, 1, 1, 0])).toThrow(LeadbenchError);
    const control = flagControl(Int32Array.from([1]), () => undefined);
    expect(() => trainLogistic({ matrix, labels, control })).toThrow('CANCELLED');
  });
});
