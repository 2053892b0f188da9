import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, type LogisticFit } from '../../../../src/ml/logistic/train';
import type { LogisticParams } from '../../../../src/ml/logistic/params';
import { predictLogistic } from '../../../../src/ml/logistic/predict';
import type { FeatureMatrix } from '../../../../src/ml/matrix';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { matrixOf } from '../gbdt/data';

function fit(
  matrix: FeatureMatrix,
  labels: ArrayLike<number>,
  params: Partial<LogisticParams> = {},
): LogisticFit {
  return fitLogistic({ matrix, labels: Uint8Array.from(labels), params, control: NO_CONTROL });
}

const PENALTIES = [0, 0.5, 1].flatMap((l1Ratio) => [1e-3, 1, 1e9].map((C) => ({ l1Ratio, C })));

/** No number anywhere in a fit is NaN or infinite. */
function expectFinite(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectFinite);
}

const ROWS = 200;
const COUNT = Array.from({ length: ROWS }, (_, i) => i);
/** Half of the rows, in no order. */
const HALF = COUNT.map((i) => Number((i * 7919) % 13 < 6));

describe('classes that can be parted', () => {
  it.each(PENALTIES)('are told, with finite weights: l1_ratio $l1Ratio, C $C', ({ l1Ratio, C }) => {
    const x = COUNT.map((i) => i - 60);
    const labels = x.map((value) => Number(value >= 0));
    const some = fit(matrixOf({ x, noise: HALF }), labels, { C, l1_ratio: l1Ratio });
    expectFinite(some);
    // An L1 penalty this strong leaves nothing that could part them.
    if (l1Ratio > 0 && C < 1) {
      expect([some.separated, ...some.model.coefficients]).toEqual([false, 0, 0]);
    } else {
      expect(some.model.coefficients[0]).toBeGreaterThan(0);
      expect(some.separated).toBe(true);
    }
  });

  it.each([1e-3, 1, 1e3])('are told where the penalty keeps the fit from the plane: C %d', (C) => {
    for (const rows of [100, 4000]) {
      const rng = new Rng(rows);
      const draw = (): number[] => Array.from({ length: rows }, () => rng.uniform() - 0.5);
      const [a, b, c] = [draw(), draw(), draw()];
      // Beside the plane that parts them there is a column that goes along with it, and one that does not.
      const z = a.map((x, i) => x + 0.3 * b[i]);
      const labels = z.map((value) => Number(value > 0.07));
      const matrix = matrixOf({ a, b, c, with: a.map((x, i) => x + 0.2 * c[i]) });
      const some = fit(matrix, labels, { C });
      expectFinite(some);
      expect(some.separated).toBe(true);
      // One row in the middle of the others spoils it.
      const deep = z.findIndex((value) => value > 0.4);
      const spoilt = labels.map((label, i) => (i === deep ? 0 : label));
      expect(fit(matrix, spoilt, { C }).separated).toBe(false);
    }
  });

  it('are told where only the rows of one level can', () => {
    // All rows with x = 1 have the outcome, and half of the others.
    const x = COUNT.map((i) => Number(i < 50));
    const labels = COUNT.map((i) => (i < 50 ? 1 : HALF[i]));
    expect(fit(matrixOf({ x }), labels, { C: 1e6 }).separated).toBe(true);
    expect(fit(matrixOf({ x }), [0, ...labels.slice(1)], { C: 1e6 }).separated).toBe(false);
  });

  it('are not told of rows that overlap or say nothing', () => {
    expect(fit(matrixOf({ x: COUNT }), HALF).separated).toBe(false);
    expect(fit(matrixOf({ x: COUNT.map(() => 5) }), HALF).separated).toBe(false);
  });
});

describe('columns that are hard', () => {
  const noisy = COUNT.map((i) => (i % 17) + ((i * 31) % 7));
  const labels = COUNT.map((i) => Number((i % 17) + ((i * 13) % 11) > 13));
  const none = COUNT.map(() => NaN);

  it.each(PENALTIES)('give a finite model: l1_ratio $l1Ratio, C $C', ({ l1Ratio, C }) => {
    const matrix = matrixOf({
      noisy,
      same: noisy,
      sum: noisy.map((x, i) => x + HALF[i]),
      HALF,
      none,
      constant: COUNT.map(() => 1e30),
      huge: noisy.map((x) => x * 1e30),
      tiny: noisy.map((x) => x * 1e-40),
      far: noisy.map((x) => 1e6 + x),
      lone: COUNT.map((i) => (i === 3 ? 3.4e38 : 0)),
      lacking: COUNT.map((i) => (i % 3 === 0 ? NaN : 7)),
    });
    const some = fit(matrix, labels, { C, l1_ratio: l1Ratio });
    expectFinite(some);
    const at = (name: string): number => matrix.names.indexOf(name);
    expect(some.model.coefficients[at('none')]).toBe(0);
    expect(some.model.coefficients[at('constant')]).toBe(0);
    expect(some.model.coefficients[at('lacking')]).toBe(0);
    expect(some.model.fill[at('constant')]).toBe(Math.fround(1e30));
    const p = predictLogistic(some.model, matrix);
    expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
    // The intercept balances the whole: predicted events are as many as there are.
    const events = labels.reduce((sum, label) => sum + label, 0);
    expect(Math.abs(p.reduce((sum, value) => sum + value, 0) / events - 1)).toBeLessThan(0.02);
  });

  it('share what they say when they are the same, and have no error next to no penalty', () => {
    const times = <T>(values: readonly T[]): T[] => Array.from({ length: 10 }, () => values).flat();
    const matrix = matrixOf({ noisy: times(noisy), same: times(noisy) });
    for (const [C, hasError] of [
      [1, true],
      [1e9, false],
    ] as const) {
      const { model, estimates } = fit(matrix, times(labels), { C, tol: 1e-9 });
      const [first, second] = model.coefficients;
      if (hasError) expect(first).toBeCloseTo(second, 6);
      expect(first + second).toBeGreaterThan(0.1);
      for (const { standardError } of estimates.original.coefficients) {
        expect(standardError !== null).toBe(hasError);
      }
    }
  });

  it('that do not vary leave the share of the outcome', () => {
    const matrix = matrixOf({ none, constant: COUNT.map(() => -4) });
    const { model, estimates, converged, separated, n_iter } = fit(matrix, labels);
    const share = labels.reduce((sum, label) => sum + label, 0) / ROWS;
    expect([converged, separated, n_iter]).toEqual([true, false, 0]);
    expect(predictLogistic(model, matrix)[0]).toBeCloseTo(share, 12);
    // The error of a log-odds.
    const error = 1 / Math.sqrt(ROWS * share * (1 - share));
    expect(estimates.original.intercept.standardError).toBeCloseTo(error, 9);
    expect(estimates.original.coefficients[1]).toEqual({
      ...{ value: 0, standardError: null, low: null, high: null },
    });
  });

  it('with an infinity are refused by name, and one row is one class', () => {
    for (const infinity of [Infinity, -Infinity]) {
      const x = [infinity, ...noisy.slice(1)];
      expect(() => fit(matrixOf({ ok: noisy, x }), labels)).toThrow('FEATURE_INFINITE');
    }
    const both = [Infinity, -Infinity, ...noisy.slice(2)];
    expect(() => fit(matrixOf({ both }), labels)).toThrow('FEATURE_INFINITE');
    expect(() => fit(matrixOf({ x: [1] }), [1])).toThrow('ONE_CLASS');
  });

  it('two rows and more columns than rows have a model', () => {
    expectFinite(fit(matrixOf({ x: [1, 2] }), [0, 1]));
    const rng = new Rng(9);
    const wide = Object.fromEntries(
      Array.from({ length: 80 }, (_, j) => [
        `x${j}`,
        Array.from({ length: 9 }, () => rng.uniform()),
      ]),
    );
    for (const l1Ratio of [0, 1]) {
      const some = fit(matrixOf(wide), [0, 1, 0, 1, 1, 0, 1, 0, 0], { l1_ratio: l1Ratio });
      expectFinite(some);
      expect(some.converged).toBe(true);
    }
  });

  it('of any numbers whatever give a finite model', () => {
    const task = fc.record({
      rows: fc.integer({ min: 2, max: 40 }),
      columns: fc.integer({ min: 1, max: 20 }),
      seed: fc.nat(),
      C: fc.constantFrom(1e-9, 1, 1e9),
      l1_ratio: fc.constantFrom(0, 0.3, 1),
    });
    fc.assert(
      fc.property(task, ({ rows, columns, seed, ...params }) => {
        const rng = new Rng(seed);
        const bits = new Uint32Array(1);
        const float = new Float32Array(bits.buffer);
        const values = Float32Array.from({ length: rows * columns }, () => {
          if (rng.int(3) === 0) return rng.int(3);
          bits[0] = rng.uint32();
          return Math.abs(float[0]) === Infinity ? NaN : float[0];
        });
        const names = Array.from({ length: columns }, (_, j) => `x${j}`);
        const labels = [0, 1, ...Array.from({ length: rows - 2 }, () => rng.int(2))];
        expectFinite(fit({ rows, names, values }, labels, params));
      }),
      { seed: 20_275, numRuns: 100 },
    );
  });
});
