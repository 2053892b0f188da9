import { describe, expect, it } from 'vitest';
import { brier } from '../../../src/ml/metrics/brier';
import { evaluate } from '../../../src/ml/metrics/evaluate';
import { ksExact } from '../../../src/ml/metrics/ks';
import { logLoss } from '../../../src/ml/metrics/log-loss';
import { prAuc } from '../../../src/ml/metrics/pr-auc';
import { rocAuc } from '../../../src/ml/metrics/roc-auc';
import { goldenText } from './rows';

interface MetricCase {
  readonly name: string;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly rocAuc: number;
  readonly prAuc: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ksExact: number;
}

const METRICS = { rocAuc, prAuc, logLoss, brier, ksExact };
const { cases } = JSON.parse(goldenText('metrics.json')) as { cases: readonly MetricCase[] };

describe('metrics against scikit-learn', () => {
  it.each(cases)('agree on the $name case', (golden) => {
    const scores = Float64Array.from(golden.scores);
    const labels = Uint8Array.from(golden.labels);
    const all = evaluate(scores, labels, { seed: 1, reps: 10 });
    for (const name of Object.keys(METRICS) as (keyof typeof METRICS)[]) {
      // 1e-12: the same sums of at most 1,500 terms in another order.
      expect(Math.abs(METRICS[name](scores, labels) - golden[name]), name).toBeLessThan(1e-12);
      expect(Math.abs(all[name].value - golden[name]), name).toBeLessThan(1e-12);
    }
  });
});
