import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src/kernels/wasm';
import type { ForestParams } from '../../../src/ml/forest/params';
import { predictForest } from '../../../src/ml/forest/predict';
import { trainForest } from '../../../src/ml/forest/train';
import { logLoss } from '../../../src/ml/metrics/log-loss';
import { rocAuc } from '../../../src/ml/metrics/roc-auc';
import { NO_CONTROL } from '../../../src/util/progress';
import { compileKernels } from '../../unit/kernels/histogram-module';
import { goldenRows, goldenText } from './rows';

interface Spread {
  readonly mean: number;
  readonly std: number;
}

interface ForestGolden {
  readonly train: number;
  readonly trees: number;
  readonly seeds: number;
  readonly cases: readonly {
    readonly params: Partial<ForestParams>;
    readonly rocAuc: Spread;
    readonly logLoss: Spread;
    readonly oobRocAuc: Spread;
  }[];
}

const golden = JSON.parse(goldenText('forest.json')) as ForestGolden;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('random forests', () => {
  it.each(golden.cases)('do as well as scikit-learn’s with $params', (native) => {
    const train = goldenRows(0, golden.train);
    const test = goldenRows(golden.train);
    const params = { ...native.params, n_estimators: golden.trees, oob_score: true };
    const runs = Array.from({ length: golden.seeds }, (_, seed) => {
      const fit = trainForest({ ...train, params, seed, control: NO_CONTROL, kernels });
      const p = predictForest(fit.model, test.matrix, kernels);
      return {
        rocAuc: rocAuc(p, test.labels),
        logLoss: logLoss(p, test.labels),
        oobRocAuc: rocAuc(fit.oobDecision ?? new Float64Array(0), train.labels),
      };
    });
    for (const name of ['rocAuc', 'logLoss', 'oobRocAuc'] as const) {
      // Five standard errors of the difference of two means of ten seeds each, and for codes in place of
      // values and Poisson draws in place of drawing with replacement as much as a tenth of a percent.
      const band = 5 * native[name].std * Math.sqrt(2 / golden.seeds) + 0.001;
      expect(Math.abs(mean(runs.map((run) => run[name])) - native[name].mean)).toBeLessThan(band);
    }
  });
});
