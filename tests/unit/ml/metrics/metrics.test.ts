import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedMetrics, rowLosses } from '../../../../src/ml/metrics/bootstrap';
import { brier } from '../../../../src/ml/metrics/brier';
import { ksDecile, ksExact } from '../../../../src/ml/metrics/ks';
import { logLoss } from '../../../../src/ml/metrics/log-loss';
import { prAuc } from '../../../../src/ml/metrics/pr-auc';
import { rankOutcomes } from '../../../../src/ml/metrics/ranking';
import { rocAuc } from '../../../../src/ml/metrics/roc-auc';

const METRICS = { rocAuc, prAuc, logLoss, brier, ksExact };
const NAMES = Object.keys(METRICS) as (keyof typeof METRICS)[];
const PROPERTY = { seed: 303, numRuns: 200 };

/** Rows with both classes and many ties. */
const outcomes = fc
  .array(
    fc.record({ score: fc.integer({ min: 1, max: 19 }), label: fc.integer({ min: 0, max: 1 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((rows) => [...rows, { score: 7, label: 0 }, { score: 9, label: 1 }])
  .map((rows) => ({
    scores: Float64Array.from(rows, (row) => row.score / 20),
    labels: Uint8Array.from(rows, (row) => row.label),
  }));

function of(scores: readonly number[], labels: readonly number[]) {
  return [Float64Array.from(scores), Uint8Array.from(labels)] as const;
}

describe('metrics by hand', () => {
  it('rank perfectly, wrongly and not at all', () => {
    const labels = [1, 1, 0, 0];
    expect(rocAuc(...of([0.9, 0.8, 0.2, 0.1], labels))).toBe(1);
    expect(rocAuc(...of([0.1, 0.2, 0.8, 0.9], labels))).toBe(0);
    expect(rocAuc(...of([0.5, 0.5, 0.5, 0.5], labels))).toBe(0.5);
    expect(ksExact(...of([0.1, 0.2, 0.8, 0.9], labels))).toBe(1);
    expect(ksExact(...of([0.5, 0.5, 0.5, 0.5], labels))).toBe(0);
  });

  it('give average precision, log loss and Brier of three rows', () => {
    const rows = of([0.9, 0.6, 0.3], [1, 0, 1]);
    expect(prAuc(...rows)).toBeCloseTo((1 + 2 / 3) / 2, 15);
    expect(logLoss(...rows)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.3)) / 3, 14);
    expect(brier(...rows)).toBeCloseTo((0.01 + 0.36 + 0.49) / 3, 15);
  });

  it('clip certain probabilities at 1e-15', () => {
    expect(logLoss(...of([0, 1], [1, 0]))).toBeCloseTo(-Math.log(1e-15), 2);
    expect(logLoss(...of([1, 0], [1, 0]))).toBeCloseTo(0, 12);
  });

  it('are NaN, never an error, without rows or with one class', () => {
    for (const rows of [of([], []), of([0.2, 0.4], [0, 0]), of([0.2, 0.4], [1, 1])]) {
      for (const name of NAMES.filter((metric) => metric !== 'prAuc')) {
        expect(METRICS[name](...rows), name).toBeNaN();
      }
      expect(ksDecile(...rows)).toBeNaN();
    }
    expect(prAuc(...of([0.2, 0.4], [0, 0]))).toBeNaN();
  });
});

describe('metrics against their definitions', () => {
  it('rocAuc counts all pairs', () => {
    fc.assert(
      fc.property(outcomes, ({ scores, labels }) => {
        let [pairs, wins] = [0, 0];
        scores.forEach((a, i) =>
          scores.forEach((b, j) => {
            if (labels[i] !== 1 || labels[j] !== 0) return;
            pairs++;
            wins += a > b ? 1 : a === b ? 0.5 : 0;
          }),
        );
        expect(rocAuc(scores, labels)).toBeCloseTo(wins / pairs, 12);
      }),
      PROPERTY,
    );
  });

  it('ksExact tries every threshold', () => {
    fc.assert(
      fc.property(outcomes, ({ scores, labels }) => {
        const share = (label: number, t: number): number => {
          const own = scores.filter((_, i) => labels[i] === label);
          return own.filter((score) => score >= t).length / own.length;
        };
        const slow = scores.reduce(
          (most, t) => Math.max(most, Math.abs(share(1, t) - share(0, t))),
          0,
        );
        expect(ksExact(scores, labels)).toBeCloseTo(slow, 12);
      }),
      PROPERTY,
    );
  });

  it('one counted pass equals each metric of the rows drawn', () => {
    const draws = fc.array(fc.nat(), { minLength: 42, maxLength: 42 });
    fc.assert(
      fc.property(outcomes, draws, (rows, picks) => {
        const ranked = rankOutcomes(rows.scores, rows.labels);
        const size = ranked.labels.length;
        const drawn = picks.slice(0, size).map((pick) => pick % size);
        const counts = new Uint32Array(size);
        for (const row of drawn) counts[row]++;
        const scores = Float64Array.from(drawn, (row) => ranked.scores[row]);
        const labels = Uint8Array.from(drawn, (row) => ranked.labels[row]);
        const events = labels.reduce((sum, label) => sum + label, 0);
        fc.pre(events > 0 && events < size);
        const fast = countedMetrics(ranked, rowLosses(ranked), counts, events);
        for (const name of NAMES) expect(fast[name]).toBeCloseTo(METRICS[name](scores, labels), 12);
      }),
      { seed: 304, numRuns: 300 },
    );
  });

  it('the ranking ones depend on the order of scores only', () => {
    fc.assert(
      fc.property(outcomes, ({ scores, labels }) => {
        const bent = scores.map((score) => score ** 3 / 2 + 0.1);
        for (const metric of [rocAuc, prAuc, ksExact]) {
          expect(metric(bent, labels)).toBe(metric(scores, labels));
        }
        const against = scores.map((score) => 1 - score);
        expect(rocAuc(against, labels)).toBeCloseTo(1 - rocAuc(scores, labels), 12);
      }),
      PROPERTY,
    );
  });
});
