import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src/kernels/wasm';
import { GbdtExplainer } from '../../../src/ml/gbdt/explainer';
import { predictGbdt, predictMargin } from '../../../src/ml/gbdt/predict';
import type { GbdtModel } from '../../../src/ml/gbdt/model';
import type { GbdtParams } from '../../../src/ml/gbdt/params';
import { trainGbdt } from '../../../src/ml/gbdt/train';
import { fromXgboostJson, toXgboostJson } from '../../../src/ml/gbdt/xgboost/json';
import { fromXgboostUbjson, toXgboostUbjson } from '../../../src/ml/gbdt/xgboost/ubjson';
import { logLoss } from '../../../src/ml/metrics/log-loss';
import { rocAuc } from '../../../src/ml/metrics/roc-auc';
import { NO_CONTROL } from '../../../src/util/progress';
import { compileKernels } from '../../unit/kernels/histogram-module';
import { goldenRows, goldenText, largestDifference } from './rows';

interface GbdtGolden {
  readonly train: number;
  readonly rounds: number;
  readonly params: Partial<GbdtParams>;
  readonly cases: readonly GbdtCase[];
}

interface GbdtCase {
  readonly name: string;
  readonly drop: readonly string[];
  readonly logLoss: number;
  readonly rocAuc: number;
  readonly predictions: readonly number[];
  readonly firstTree: Readonly<Record<string, readonly number[]>>;
}

interface PredictionGolden {
  readonly from: number;
  readonly margins: readonly number[];
  readonly probabilities: readonly number[];
}

interface ContribsGolden {
  readonly from: number;
  readonly to: number;
  readonly cases: readonly { readonly model: string; readonly contributions: readonly number[] }[];
}

const contribs = JSON.parse(goldenText('contribs.json')) as ContribsGolden;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
});

const golden = JSON.parse(goldenText('gbdt.json')) as GbdtGolden;

function trainAsNative({ drop }: GbdtCase): GbdtModel {
  const params = { ...golden.params, num_boost_round: golden.rounds };
  const rows = goldenRows(0, golden.train, drop);
  return trainGbdt({ ...rows, params, seed: 1, control: NO_CONTROL, kernels }).model;
}

describe('gbdt against native XGBoost', () => {
  it('grows the same first tree where both cut at the same values', () => {
    const [, coarse] = golden.cases;
    const [tree] = trainAsNative(coarse).trees;
    const native = coarse.firstTree;
    const inner = tree.left.map((child) => child >= 0);
    const ofInner = (values: readonly number[]): number[] => values.filter((_, k) => inner[k]);
    expect(tree.left).toEqual(native.left_children);
    expect(ofInner(tree.feature)).toEqual(ofInner(native.split_indices));
    expect(ofInner(tree.threshold)).toEqual(ofInner(native.split_conditions.map(Math.fround)));
    expect(ofInner(tree.defaultLeft)).toEqual(ofInner(native.default_left));
    // 1e-4 of the cover: our gradients are integers of 2^-20 and finer, XGBoost's are float32.
    expect(largestDifference(tree.cover, native.sum_hessian)).toBeLessThan(1e-4 * tree.cover[0]);
    expect(largestDifference(tree.gain, native.loss_changes)).toBeLessThan(1e-3);
  });

  it('predicts nearly the same where both cut at the same values', () => {
    const [, coarse] = golden.cases;
    const test = goldenRows(golden.train, golden.train + 200, coarse.drop);
    const p = predictGbdt(trainAsNative(coarse), test.matrix);
    const sorted = coarse.predictions.map((q, i) => Math.abs(q - p[i])).sort((a, b) => a - b);
    // Nine rows in ten within a hundredth. The rest are rows of the few splits where a near-tie turns
    // over between float32 and integer gradients, and of the trees that follow.
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThan(0.01);
  });

  it.each(golden.cases)('predicts held-out rows as well on $name', (native) => {
    const test = goldenRows(golden.train, undefined, native.drop);
    const p = predictGbdt(trainAsNative(native), test.matrix);
    // 0.5 %: where a column has more values than bins each side takes its own quantiles; XGBoost
    // with another max_bin moves as much.
    expect(Math.abs(logLoss(p, test.labels) / native.logLoss - 1)).toBeLessThan(0.005);
    expect(Math.abs(rocAuc(p, test.labels) - native.rocAuc)).toBeLessThan(0.005);
  });
});

describe('XGBoost JSON', () => {
  it('reads a native model and predicts what XGBoost predicts', () => {
    const native = JSON.parse(goldenText('xgboost-model-predictions.json')) as PredictionGolden;
    const model = fromXgboostJson(goldenText('xgboost-model.json'));
    const { matrix } = goldenRows(native.from, native.from + native.margins.length);
    expect(model.featureNames).toEqual(matrix.names);
    // Margins are summed in float32 in XGBoost's order, so only its float32 log may part the last
    // bit; 1e-6 is the promise.
    expect(largestDifference(predictMargin(model, matrix), native.margins)).toBeLessThan(1e-6);
    expect(largestDifference(predictGbdt(model, matrix), native.probabilities)).toBeLessThan(1e-6);
  });

  it('writes a model that has not changed and that native XGBoost predicts with as we do', async () => {
    const { matrix, labels } = goldenRows(0, 3000);
    const params = { num_boost_round: 40, eta: 0.2, max_depth: 3 };
    const fit = trainGbdt({ matrix, labels, params, seed: 11, control: NO_CONTROL, kernels });
    const file = new URL('../../fixtures/golden-ml/own-model.json', import.meta.url);
    await expect(toXgboostJson(fit.model)).toMatchFileSnapshot(fileURLToPath(file));
    const native = JSON.parse(goldenText('own-model-native.json')) as PredictionGolden;
    const test = goldenRows(native.from, native.from + native.margins.length);
    const margins = predictMargin(fit.model, test.matrix);
    expect(largestDifference(margins, native.margins)).toBeLessThan(1e-6);
    const p = predictGbdt(fit.model, test.matrix);
    expect(largestDifference(p, native.probabilities)).toBeLessThan(1e-6);
  });
});

describe('XGBoost UBJSON', () => {
  it('reads a native model as its JSON is read', () => {
    const path = new URL('../../fixtures/golden-ml/xgboost-model.ubj', import.meta.url);
    const model = fromXgboostUbjson(readFileSync(path));
    expect(model).toEqual(fromXgboostJson(goldenText('xgboost-model.json')));
  });

  it('writes a model that native XGBoost predicts with as we do', async () => {
    const model = fromXgboostJson(goldenText('own-model.json'));
    const file = new URL('../../fixtures/golden-ml/own-model.ubj.txt', import.meta.url);
    const text = `${Buffer.from(toXgboostUbjson(model)).toString('base64')}\n`;
    await expect(text).toMatchFileSnapshot(fileURLToPath(file));
    const native = JSON.parse(goldenText('own-model-ubjson.json')) as PredictionGolden;
    const { matrix } = goldenRows(native.from, native.from + native.margins.length);
    expect(largestDifference(predictMargin(model, matrix), native.margins)).toBeLessThan(1e-6);
    expect(largestDifference(predictGbdt(model, matrix), native.probabilities)).toBeLessThan(1e-6);
  });
});

describe('Shapley values', () => {
  it.each(contribs.cases)('of $model are those of native XGBoost', ({ model, contributions }) => {
    const read = fromXgboostJson(goldenText(model));
    const { matrix } = goldenRows(contribs.from, contribs.to);
    const ours = new GbdtExplainer(read, kernels).explain(matrix);
    expect(ours.length).toBe(contributions.length);
    // XGBoost computes in float32, of values up to 1 in size, tree by tree.
    expect(largestDifference(ours, contributions)).toBeLessThan(1e-6);
  });
});
