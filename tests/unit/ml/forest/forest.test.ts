import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openThreads, type Threads } from '../../../../engine/threads';
import { inRoot } from '../../../../scripts/lib/files.js';
import type { Kernels } from '../../../../src/kernels/wasm';
import type { ForestModel } from '../../../../src/ml/forest/model';
import { completeForestParams, featuresOfNode } from '../../../../src/ml/forest/params';
import { predictForest } from '../../../../src/ml/forest/predict';
import { trainForest, type ForestTask } from '../../../../src/ml/forest/train';
import { rocAuc } from '../../../../src/ml/metrics/roc-auc';
import { LeadbenchError } from '../../../../src/util/errors';
import { NO_CONTROL } from '../../../../src/util/progress';
import { compileKernels } from '../../kernels/histogram-module';
import { matrixOf, noisyRows } from '../gbdt/data';

const SCRIPT = pathToFileURL(inRoot('build/engine/kernel.worker.js'));

let kernels: Kernels;
const opened: Threads[] = [];
beforeAll(async () => {
  kernels = await compileKernels();
}, 60_000);
afterAll(() => {
  for (const threads of opened) threads.close();
});

function on(threads: number): Kernels {
  const parallel = openThreads(threads, SCRIPT);
  opened.push(parallel);
  return { module: kernels.module, parallel };
}

function fit(
  data: Pick<ForestTask, 'matrix' | 'labels'>,
  params: ForestTask['params'] = {},
  which: Kernels | null = kernels,
): ForestModel {
  return trainForest({ ...data, params, seed: 4, control: NO_CONTROL, kernels: which }).model;
}

function errorOf(run: () => unknown): LeadbenchError {
  try {
    run();
  } catch (error) {
    if (error instanceof LeadbenchError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a random forest', () => {
  it('is the same on any number of threads, and without kernels', () => {
    const data = noisyRows(700, 5, 3);
    const params = { n_estimators: 7, min_samples_leaf: 3 };
    const [one, two, four] = [1, 2, 4].map((threads) => fit(data, params, on(threads)));
    expect(two).toEqual(one);
    expect(four).toEqual(one);
    expect(fit(data, params, null)).toEqual(one);
  });

  it('tells rows apart that it has not seen', () => {
    const [train, test] = [noisyRows(4000, 5, 3), noisyRows(4000, 5, 8)];
    const model = fit(train, { n_estimators: 60 });
    const own = rocAuc(predictForest(fit(train, { n_estimators: 1 }), test.matrix), test.labels);
    const auc = rocAuc(predictForest(model, test.matrix), test.labels);
    // What 60 trees know of noise that no model can tell; one tree knows clearly less.
    expect(auc).toBeGreaterThan(own + 0.03);
    expect(auc).toBeGreaterThan(0.7);
  });

  it('predicts the same bits by kernels on any number of threads, and without', () => {
    const [train, { matrix }] = [noisyRows(2000, 6, 3), noisyRows(1301, 6, 9)];
    const values = matrix.values.map((x, k) =>
      k % 97 === 0 ? (k % 2 === 0 ? Infinity : -Infinity) : x,
    );
    const asked = { ...matrix, values };
    const model = fit(train, { n_estimators: 12, min_samples_leaf: 1 });
    const plain = predictForest(model, asked);
    for (const threads of [1, 2]) expect(predictForest(model, asked, on(threads))).toEqual(plain);
  });

  it('tells rows by the trees that have not seen them as well as rows that are new', () => {
    const [train, test] = [noisyRows(4000, 5, 3), noisyRows(4000, 5, 8)];
    const task = { ...train, seed: 4, control: NO_CONTROL };
    const params = { n_estimators: 60, oob_score: true };
    const [one, two] = [1, 2].map((threads) =>
      trainForest({ ...task, params, kernels: on(threads) }),
    );
    expect(two.oobDecision).toEqual(one.oobDecision);
    const oob = rocAuc(one.oobDecision ?? new Float64Array(0), train.labels);
    const fresh = rocAuc(predictForest(one.model, test.matrix), test.labels);
    // Two standard errors of an AUC on 4,000 rows of either class's share here are about 0.02.
    expect(Math.abs(oob - fresh)).toBeLessThan(0.03);
    expect(rocAuc(predictForest(one.model, train.matrix), train.labels)).toBeGreaterThan(
      oob + 0.05,
    );
    const few = trainForest({ ...task, params: { ...params, n_estimators: 1 }, kernels });
    const seen = few.oobDecision?.filter(Number.isNaN).length ?? 0;
    // All but a share of 1 / e is in a bootstrap sample.
    expect(seen / 4000).toBeCloseTo(1 - Math.exp(-1), 1);
  });

  it('follows its parameters', () => {
    const data = noisyRows(900, 4, 5);
    const leaves = fit(data, { n_estimators: 5, min_samples_leaf: 40 });
    for (const { left, weight } of leaves.trees) {
      left.forEach((child, node) => {
        if (child === 0) expect(weight[node]).toBeGreaterThanOrEqual(40);
      });
    }
    const stumps = fit(data, { n_estimators: 5, max_depth: 1 });
    for (const { left } of stumps.trees) expect(left.length).toBeLessThanOrEqual(3);
    const deep = fit(data, { n_estimators: 5, min_samples_leaf: 1 });
    expect(deep.trees[0].left.length).toBeGreaterThan(leaves.trees[0].left.length);
  });

  it('sends missing values the way that tells most, and infinite ones as the largest', () => {
    const rows = 400;
    const x = Float32Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? NaN : (i % 40) / 4));
    const labels = Uint8Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const model = fit({ matrix: matrixOf({ x: [...x] }), labels }, { n_estimators: 9 });
    const asked = matrixOf({ x: [NaN, 3, Infinity, -Infinity] });
    const [missing, ...others] = predictForest(model, asked);
    expect(missing).toBe(1);
    expect(others).toEqual([0, 0, 0]);
  });

  it.each<[string, Record<string, number[]>]>([
    ['constant columns', { a: [1, 1, 1, 1], b: [2, 2, 2, 2] }],
    ['columns that are all missing', { a: [NaN, NaN, NaN, NaN] }],
    ['values of any size', { a: [1e30, -1e30, Infinity, -Infinity], b: [1e-45, 0, -0, 1] }],
  ])('is a model on %s, and never NaN', (_, columns) => {
    const matrix = matrixOf(columns);
    const model = fit({ matrix, labels: new Uint8Array([0, 1, 0, 1]) }, { min_samples_leaf: 1 });
    for (const p of predictForest(model, matrix)) {
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }
  });

  it('refuses what it cannot learn from', () => {
    const matrix = matrixOf({ a: [1, 2] });
    expect(errorOf(() => fit({ matrix, labels: new Uint8Array(2) })).code).toBe('ONE_CLASS');
    const empty = { rows: 2, names: [], values: new Float32Array(0) };
    expect(errorOf(() => fit({ matrix: empty, labels: new Uint8Array([0, 1]) })).code).toBe(
      'NO_FEATURES',
    );
  });

  it('is stopped between trees', () => {
    let left = 3;
    const control = {
      ...NO_CONTROL,
      checkpoint: () => {
        if (--left === 0) throw new LeadbenchError('CANCELLED');
      },
    };
    const task = { ...noisyRows(200, 3, 1), seed: 1, control, kernels };
    expect(errorOf(() => trainForest(task)).code).toBe('CANCELLED');
  });
});

describe('parameters of a forest', () => {
  it('are refused out of their ranges', () => {
    const bad = [
      { n_estimators: 0 },
      { min_samples_leaf: 0 },
      { min_samples_split: 1 },
      { max_depth: 1.5 },
      { max_features: 0 },
      { max_features: 2.5 },
    ];
    for (const params of bad) {
      expect(errorOf(() => completeForestParams(params)).code).toBe('PARAM_OUT_OF_RANGE');
    }
    const odd = { max_features: 'auto' as 'sqrt' };
    expect(errorOf(() => completeForestParams(odd)).code).toBe('PARAM_CHOICE');
  });

  it('say how many columns a node looks at', () => {
    expect(featuresOfNode('sqrt', 30)).toBe(5);
    expect(featuresOfNode('log2', 30)).toBe(4);
    expect(featuresOfNode(0.5, 30)).toBe(15);
    expect(featuresOfNode(7, 30)).toBe(7);
    expect(featuresOfNode(70, 30)).toBe(30);
    expect(featuresOfNode(0.01, 30)).toBe(1);
  });
});
