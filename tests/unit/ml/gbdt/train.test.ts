import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTreeKernels } from '../../../../src/kernels/tree-kernels';
import type { Kernels } from '../../../../src/kernels/wasm';
import { gainImportance } from '../../../../src/ml/gbdt/importance';
import type { Tree } from '../../../../src/ml/gbdt/model';
import type { GbdtParams } from '../../../../src/ml/gbdt/params';
import { baseMargin, predictGbdt, predictMargin } from '../../../../src/ml/gbdt/predict';
import { trainGbdt } from '../../../../src/ml/gbdt/train';
import type { LabelledMatrix } from '../../../../src/ml/labelled-matrix';
import { logLoss } from '../../../../src/ml/metrics/log-loss';
import { flagControl, NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { compileKernels } from '../../kernels/histogram-module';
import { matrixOf, noisyRows, reordered } from './data';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
}, 60_000);

function fit(data: LabelledMatrix, params: Partial<GbdtParams> = {}, seed = 1) {
  return trainGbdt({ ...data, params, seed, control: NO_CONTROL, kernels });
}

/** Rows of columns with so many levels, some missing, and an outcome that hangs on the first ones. */
function fewLevels(rows: number, levels: readonly number[], seed: number): LabelledMatrix {
  const rng = new Rng(seed);
  const columns = levels.map((count) =>
    Array.from({ length: rows }, () => (rng.int(12) === 0 ? NaN : rng.int(count))),
  );
  const labels = Uint8Array.from({ length: rows }, (_, i) =>
    rng.uniform() < 0.2 + (columns[1][i] > 0 ? 0.2 : 0) + (columns[3][i] > 2 ? 0.2 : 0) ? 1 : 0,
  );
  return { matrix: matrixOf(Object.fromEntries(columns.map((c, j) => [`c${j}`, c]))), labels };
}

/** The most that one cut gains, by trying every value and both directions of missing rows on the rows themselves. */
function bestGain({ rows, names, values }: LabelledMatrix['matrix'], labels: Uint8Array): number {
  const p = Math.fround(labels.reduce((sum, y) => sum + y, 0) / rows);
  const score = (inside: (i: number) => boolean): { score: number; hessian: number } => {
    let [g, h] = [0, 0];
    for (let i = 0; i < rows; i++) {
      if (!inside(i)) continue;
      g += p - labels[i];
      h += p * (1 - p);
    }
    return { score: (g * g) / (h + 1), hessian: h };
  };
  const root = score(() => true).score;
  let best = 0;
  names.forEach((_, j) => {
    const column = values.subarray(j * rows, (j + 1) * rows);
    for (const cut of [-1, ...new Set(column)].filter((x) => !Number.isNaN(x))) {
      for (const missingLeft of [true, false]) {
        const isLeft = (i: number): boolean =>
          Number.isNaN(column[i]) ? missingLeft : column[i] <= cut;
        const [left, right] = [score(isLeft), score((i) => !isLeft(i))];
        if (left.hessian < 1 || right.hessian < 1) continue;
        best = Math.max(best, left.score + right.score - root);
      }
    }
  });
  return best;
}

const PLAIN = { subsample: 1, colsample_bytree: 1, num_boost_round: 20 };

describe('trainGbdt', () => {
  it('gives one tree by hand', () => {
    const matrix = matrixOf({ a: [1, 1, 1, 2, 2, 2, 2, 2] });
    const labels = Uint8Array.from([0, 0, 1, 1, 1, 1, 1, 0]);
    const params = { ...PLAIN, num_boost_round: 1, eta: 0.5, min_child_weight: 0 };
    const { model } = fit({ matrix, labels }, params);
    const [tree] = model.trees;
    const p = Math.fround(5 / 8);
    const weight = (events: number, rows: number): number =>
      (0.5 * (events - rows * p)) / (rows * p * (1 - p) + 1);
    expect(tree.feature[0]).toBe(0);
    expect(tree.threshold[0]).toBe(2);
    expect([tree.left[0], tree.right[0]]).toEqual([1, 2]);
    // Leaves are multiples of 2^-20.
    expect(Math.abs(tree.value[1] - weight(1, 3))).toBeLessThan(2 ** -20);
    expect(Math.abs(tree.value[2] - weight(4, 5))).toBeLessThan(2 ** -20);
    expect(Number.isInteger(tree.value[1] * 2 ** 20)).toBe(true);
    expect(predictMargin(model, matrix)[0]).toBeCloseTo(baseMargin(p) + tree.value[1], 6);
  });

  it('gives the same model with kernels and with the TypeScript twins', () => {
    const data = noisyRows(700, 11, 4);
    const validation = noisyRows(200, 11, 5);
    const task = { ...data, validation, params: { num_boost_round: 15, max_depth: 6 }, seed: 3 };
    const fast = trainGbdt({ ...task, control: NO_CONTROL, kernels });
    const twin = trainGbdt({ ...task, control: NO_CONTROL, kernels: null });
    expect(twin).toEqual(fast);
    expect(fast.model.trees.some((tree) => tree.left.length > 15)).toBe(true);
  });

  it('takes memory by the leaves that rows can make, and walks a tree wherever its codes lie', () => {
    // Every node of 12 levels would take 4 GB of histograms for these columns, and twins count addresses in 32 bits.
    const data = noisyRows(4, 1020, 3);
    const params = { ...PLAIN, max_depth: 12, min_child_weight: 0, num_boost_round: 3 };
    const task = { ...data, validation: data, params, seed: 1, control: NO_CONTROL };
    const fast = trainGbdt({ ...task, kernels });
    expect(trainGbdt({ ...task, kernels: null })).toEqual(fast);
    expect(fast.validationLogLoss[2]).toBeLessThan(fast.validationLogLoss[0]);
    expect(() => openTreeKernels(null, 2 ** 33)).toThrow('MEMORY_FULL');
  });

  it('finds the best cut of columns that share a byte', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { matrix, labels } = fewLevels(300, [2, 3, 4, 5, 2, 9, 3], seed);
      const params = { ...PLAIN, num_boost_round: 1, max_depth: 1, lambda: 1, min_child_weight: 1 };
      const [fast, twin] = [kernels, null].map(
        (which) =>
          trainGbdt({ matrix, labels, params, seed, control: NO_CONTROL, kernels: which }).model,
      );
      expect(twin).toEqual(fast);
      const [tree] = fast.trees;
      // Gradients are exact to 2^-22 of a row, so the gain to a few hundred times that.
      expect(tree.gain[0]).toBeCloseTo(bestGain(matrix, labels), 3);
    }
  });

  describe('by leaves', () => {
    const data = noisyRows(900, 6, 8);
    const byLeaf = { ...PLAIN, grow_policy: 'lossguide', num_boost_round: 1 } as const;
    const treeOf = (params: Partial<GbdtParams>) =>
      fit(data, { min_child_weight: 2, ...params }).model.trees[0];
    const leaves = ({ left }: Tree) => left.filter((node) => node < 0).length;

    it('makes the leaves of the levels where nothing else ends it', () => {
      const levels = fit(data, { ...PLAIN, num_boost_round: 5, max_depth: 4 }).model;
      const gains = fit(data, { ...byLeaf, num_boost_round: 5, max_depth: 4 }).model;
      expect(predictMargin(gains, data.matrix)).toEqual(predictMargin(levels, data.matrix));
      expect(gains.trees.map(leaves)).toEqual(levels.trees.map(leaves));
    });

    it('splits the leaf that gains most, one after the other, up to the number asked for', () => {
      const all = treeOf({ ...byLeaf, max_depth: 0, max_leaves: 30 });
      expect(leaves(all)).toBe(30);
      for (let count = 2; count < 30; count++) {
        const tree = treeOf({ ...byLeaf, max_depth: 0, max_leaves: count });
        expect(leaves(tree)).toBe(count);
        // The tree with fewer leaves is the larger one before its last splits: the same nodes so far.
        const nodes = 2 * count - 1;
        const shared = all.left.slice(0, nodes).map((left) => (left < nodes ? left : -1));
        expect(tree.left).toEqual(shared);
        // What is split next gains no less than any other leaf would; a leaf's gain is that of its split.
        const later = all.gain.filter((_, node) => node < nodes && tree.left[node] < 0);
        const next = all.left.indexOf(nodes);
        expect(Math.max(...later)).toBe(all.gain[next]);
      }
    });

    it('stops levels, too, and gives the same model by kernels, twins and walking', () => {
      expect(leaves(treeOf({ ...PLAIN, max_depth: 6, max_leaves: 7 }))).toBe(7);
      const params = { ...byLeaf, num_boost_round: 8, max_depth: 0, max_leaves: 12 };
      for (const subsample of [1, 0.6]) {
        const task = { ...data, params: { ...params, subsample }, seed: 4, control: NO_CONTROL };
        const fast = trainGbdt({ ...task, kernels }).model;
        expect(trainGbdt({ ...task, kernels: null }).model).toEqual(fast);
      }
    });

    it('refuses a policy that is none, and leaves without an end', () => {
      const policy = 'best' as GbdtParams['grow_policy'];
      expect(() => treeOf({ grow_policy: policy })).toThrow('PARAM_CHOICE');
      expect(() => treeOf({ ...byLeaf, max_depth: 0 })).toThrow('PARAM_OUT_OF_RANGE');
      expect(() => treeOf({ max_depth: 0 })).toThrow('PARAM_OUT_OF_RANGE');
    });
  });

  it('lets a node see its part of the columns', () => {
    const data = noisyRows(2000, 8, 8);
    const params = { ...PLAIN, num_boost_round: 40, max_depth: 3 };
    const cutAt = (given: Partial<GbdtParams>) => {
      const { trees } = fit(data, { ...params, ...given }).model;
      const inner = trees.flatMap(({ left, feature }) =>
        feature.filter((_, node) => left[node] >= 0),
      );
      return inner.filter((feature) => feature < 2).length / inner.length;
    };
    // Two of eight columns matter most. A node that sees one column cuts that one: about a quarter of the time one of them.
    expect(cutAt({})).toBeGreaterThan(0.45);
    const seldom = cutAt({ colsample_bynode: 0.125 });
    expect(seldom).toBeGreaterThan(0.15);
    expect(seldom).toBeLessThan(0.4);
    const { model } = fit(data, { ...params, colsample_bynode: 0.4 });
    expect(fit(data, { ...params, colsample_bynode: 0.4 }).model).toEqual(model);
  });

  it('does not depend on the order of the rows', () => {
    const data = noisyRows(600, 5, 6);
    const order = Uint32Array.from({ length: 600 }, (_, i) => i);
    new Rng(1).shuffle(order);
    expect(fit(reordered(data, order), PLAIN).model).toEqual(fit(data, PLAIN).model);
  });

  it('depends on the seed only through its samples', () => {
    const data = noisyRows(600, 5, 6);
    expect(fit(data, PLAIN, 1).model).toEqual(fit(data, PLAIN, 2).model);
    const sampled = { num_boost_round: 5 };
    expect(fit(data, sampled, 1).model).toEqual(fit(data, sampled, 1).model);
    expect(fit(data, sampled, 1).model).not.toEqual(fit(data, sampled, 2).model);
  });

  it('never makes the training loss worse as rounds are added, whatever the parameters', () => {
    const seed = 4242;
    const task = fc.record({
      rows: fc.integer({ min: 20, max: 200 }),
      columns: fc.integer({ min: 1, max: 6 }),
      seed: fc.nat(),
      max_depth: fc.integer({ min: 1, max: 5 }),
      eta: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      lambda: fc.double({ min: 0.5, max: 5, noNaN: true }),
      min_child_weight: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(task, ({ rows, columns, seed: dataSeed, ...params }) => {
        const data = noisyRows(rows, columns, dataSeed);
        data.labels.set([0, 1]);
        const { validationLogLoss: curve } = trainGbdt({
          ...data,
          validation: data,
          params: { ...PLAIN, ...params, num_boost_round: 8, early_stopping_rounds: 0 },
          seed: 1,
          control: NO_CONTROL,
          kernels,
        });
        curve.forEach((loss, k) => {
          // 1e-6: leaves are rounded to 2^-20.
          if (k > 0) expect(loss).toBeLessThanOrEqual(curve[k - 1] + 1e-6);
        });
      }),
      { seed, numRuns: 40 },
    );
  });

  it('finds the tree that made the data', () => {
    const rng = new Rng(12);
    const rows = 4000;
    const a = Array.from({ length: rows }, () => rng.int(100));
    const b = Array.from({ length: rows }, () => rng.int(100));
    const labels = Uint8Array.from(a, (x, i) =>
      rng.uniform() < (x < 60 ? (b[i] < 30 ? 0.1 : 0.5) : 0.9) ? 1 : 0,
    );
    const matrix = matrixOf({ a, b });
    const params = { ...PLAIN, num_boost_round: 50, max_depth: 2, eta: 0.1 };
    const { model } = fit({ matrix, labels }, params);
    const [tree] = model.trees;
    expect([tree.feature[0], tree.threshold[0]]).toEqual([0, 60]);
    expect([tree.feature[tree.left[0]], tree.threshold[tree.left[0]]]).toEqual([1, 30]);
    const at = matrixOf({ a: [10, 10, 90], b: [10, 90, 50] });
    const p = predictGbdt(model, at);
    // 0.06: three standard errors of a rate from 700 rows; 50 steps of 0.1 leave no shrinkage.
    [0.1, 0.5, 0.9].forEach((rate, k) => expect(Math.abs(p[k] - rate)).toBeLessThan(0.06));
    const importance = gainImportance(model);
    expect(importance[0] + importance[1]).toBeCloseTo(1, 12);
    expect(importance[0]).toBeGreaterThan(importance[1]);
  });

  it('stops early, keeps the best round and reports the loss that the model then has', () => {
    const data = noisyRows(400, 6, 20);
    const validation = noisyRows(400, 6, 21);
    const params = { eta: 0.5, max_depth: 6, min_child_weight: 1, early_stopping_rounds: 10 };
    const task = { ...data, validation, params, seed: 1, control: NO_CONTROL, kernels };
    const { model, bestIteration, validationLogLoss } = trainGbdt(task);
    expect(model.trees.length).toBe(bestIteration);
    expect(validationLogLoss.length).toBe(bestIteration + 10);
    expect(Math.min(...validationLogLoss)).toBe(validationLogLoss[bestIteration - 1]);
    const loss = logLoss(predictGbdt(model, validation.matrix), validation.labels);
    // 1e-6: margins are float64 on training codes and float32 in a prediction.
    expect(Math.abs(loss - validationLogLoss[bestIteration - 1])).toBeLessThan(1e-6);
  });

  it('weights positive rows', () => {
    const data = noisyRows(500, 4, 9);
    const mean = (p: Float64Array): number => p.reduce((sum, x) => sum + x, 0) / p.length;
    const plain = predictGbdt(fit(data, PLAIN).model, data.matrix);
    const heavy = fit(data, { ...PLAIN, scale_pos_weight: 5 }).model;
    expect(mean(predictGbdt(heavy, data.matrix))).toBeGreaterThan(mean(plain) + 0.1);
  });

  it('takes constant, missing, infinite and huge columns without a NaN', () => {
    const rows = 60;
    const label = (i: number): number => Number(i % 3 === 0);
    const at = (value: (i: number) => number): number[] =>
      Array.from({ length: rows }, (_, i) => value(i));
    const matrix = matrixOf({
      constant: at(() => 4),
      missing: at(() => NaN),
      infinite: at((i) => (label(i) === 1 ? Infinity : -Infinity)),
      huge: at((i) => (i % 2 === 0 ? 1e30 : -1e30)),
      edge: at((i) => [NaN, 3.4028234663852886e38, -3.4028234663852886e38][i % 3]),
      tiny: at((i) => (i % 5) * 1e-45),
    });
    const labels = Uint8Array.from({ length: rows }, (_, i) => label(i));
    const { model } = fit(
      { matrix, labels },
      { ...PLAIN, eta: 0.3, min_child_weight: 0, lambda: 0 },
    );
    const p = predictGbdt(model, matrix);
    expect([...p].every((x) => x >= 0 && x <= 1)).toBe(true);
    expect(logLoss(p, labels)).toBeLessThan(0.1);
    expect(model.trees.flatMap((tree) => [...tree.threshold]).every(Number.isFinite)).toBe(true);
  });

  it('makes a model of the base rate where no column says anything', () => {
    const matrix = matrixOf({ constant: [1, 1, 1, 1], missing: [NaN, NaN, NaN, NaN] });
    const labels = Uint8Array.from([1, 0, 0, 0]);
    const p = predictGbdt(fit({ matrix, labels }, { num_boost_round: 3 }).model, matrix);
    expect(Math.abs(p[0] - 0.25)).toBeLessThan(0.02);
  });

  it('says what it cannot do', () => {
    const one = { matrix: matrixOf({ a: [1] }), labels: Uint8Array.from([1]) };
    expect(() => fit(one)).toThrow('ONE_CLASS');
    const zeros = { matrix: matrixOf({ a: [1, 2] }), labels: new Uint8Array(2) };
    expect(() => fit(zeros)).toThrow('ONE_CLASS');
    const none = {
      matrix: { rows: 2, names: [], values: new Float32Array(0) },
      labels: Uint8Array.from([0, 1]),
    };
    expect(() => fit(none)).toThrow('NO_FEATURES');
    expect(() => fit(noisyRows(50, 2, 1), { max_depth: 40 })).toThrow('PARAM_OUT_OF_RANGE');
    expect(() => fit(noisyRows(50, 2, 1), { eta: NaN })).toThrow('PARAM_OUT_OF_RANGE');
  });

  it('reports every round and stops when told', () => {
    const flag = new Int32Array(1);
    const done: number[] = [];
    const control = flagControl(flag, (progress) => {
      done.push(progress.done);
      if (progress.done === 4) flag[0] = 1;
    });
    const task = { ...noisyRows(100, 3, 2), seed: 1, control, kernels };
    expect(() => trainGbdt(task)).toThrow('CANCELLED');
    expect(done).toEqual([1, 2, 3, 4]);
  });
});
