import { describe, expect, it } from 'vitest';
import { defaultReplicates } from '../../../../src/ml/metrics/bootstrap';
import { decileTable } from '../../../../src/ml/metrics/decile-table';
import { evaluate } from '../../../../src/ml/metrics/evaluate';
import { ksDecile, ksExact } from '../../../../src/ml/metrics/ks';
import { wilsonInterval } from '../../../../src/ml/metrics/wilson';
import { Rng } from '../../../../src/util/rng';

function calibrated(rows: number, seed: number) {
  const rng = new Rng(seed);
  const scores = Float64Array.from({ length: rows }, () => rng.uniform());
  const labels = Uint8Array.from(scores, (p) => (rng.uniform() < p ? 1 : 0));
  return { scores, labels };
}

describe('decileTable', () => {
  it('cuts ten rows into five bins by hand', () => {
    const scores = Float64Array.from([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    const labels = Uint8Array.from([0, 0, 0, 0, 1, 0, 0, 1, 1, 1]);
    const table = decileTable(scores, labels, { bins: 5 });
    expect(table.map((row) => row.events)).toEqual([2, 1, 1, 0, 0]);
    expect(table[0]).toMatchObject({
      decile: 1,
      leads: 2,
      rate: 1,
      capture: 0.5,
      lift: 2.5,
      rateHigh: 1,
    });
    expect(table[0].predicted).toBeCloseTo(0.95, 15);
    expect(table[1].cumulativeCapture).toBe(0.75);
    expect(table[1].cumulativeLift).toBeCloseTo(0.75 / 0.4, 14);
    expect(table[4].cumulativeLift).toBe(1);
  });

  it('has bins equal to one row, whose sums are the whole', () => {
    const { scores, labels } = calibrated(1003, 2);
    const table = decileTable(scores, labels);
    const sizes = table.map((row) => row.leads);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBe(1);
    expect(sizes.reduce((a, b) => a + b)).toBe(1003);
    expect(table[9].cumulativeCapture).toBe(1);
    expect(ksDecile(scores, labels)).toBeLessThanOrEqual(ksExact(scores, labels));
  });

  it('splits ties by the key of each row, whatever the order of the rows', () => {
    const scores = new Float64Array(100).fill(0.5);
    const keys = Uint32Array.from({ length: 100 }, (_, i) => (i * 2654435761) % 4294967296);
    const labels = Uint8Array.from(keys, (key) => (key < 2 ** 31 ? 1 : 0));
    const table = decileTable(scores, labels, { tieKeys: keys });
    const turned = decileTable(scores, labels.toReversed(), { tieKeys: keys.toReversed() });
    expect(turned).toEqual(table);
    expect(table[0].rate).toBe(1);
    expect(table[9].rate).toBe(0);
  });

  it('has bins without rows when rows are few', () => {
    const table = decileTable(Float64Array.from([0.4, 0.6]), Uint8Array.from([0, 1]));
    expect(table.map((row) => row.leads).reduce((a, b) => a + b)).toBe(2);
    expect(table[0].rate).toBeNaN();
    expect(table[9].cumulativeCapture).toBe(1);
  });
});

describe('wilsonInterval', () => {
  it('agrees with the printed example of 10 in 100 and holds its ends', () => {
    const { low, high } = wilsonInterval(10, 100);
    expect([low, high].map((x) => x.toFixed(4))).toEqual(['0.0552', '0.1744']);
    expect(wilsonInterval(0, 20).low).toBe(0);
    expect(wilsonInterval(20, 20).high).toBe(1);
  });
});

describe('evaluate', () => {
  it('covers the true AUC about 95 times in 100', () => {
    // Uniform scores that are their own probability: AUC = 5/6.
    let covered = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { scores, labels } = calibrated(300, seed);
      const { rocAuc } = evaluate(scores, labels, { seed: seed + 1000, reps: 200 });
      if (rocAuc.low <= 5 / 6 && rocAuc.high >= 5 / 6) covered++;
      expect(rocAuc.low).toBeLessThanOrEqual(rocAuc.value);
    }
    // 95 % of 200 with three standard errors, and the percentile bootstrap is a little too narrow.
    expect(covered).toBeGreaterThan(175);
  });

  it('gives the same bytes for the same seed and other intervals for another', () => {
    const { scores, labels } = calibrated(500, 3);
    const first = evaluate(scores, labels, { seed: 1, reps: 50 });
    expect(evaluate(scores, labels, { seed: 1, reps: 50 })).toEqual(first);
    const other = evaluate(scores, labels, { seed: 2, reps: 50 });
    expect(other.rocAuc.value).toBe(first.rocAuc.value);
    expect(other.rocAuc.low).not.toBe(first.rocAuc.low);
  });

  it('thins its curves to 201 points with both ends', () => {
    const { scores, labels } = calibrated(5000, 4);
    const { roc, precisionRecall, capture, baseRate } = evaluate(scores, labels, {
      seed: 1,
      reps: 5,
    });
    for (const curve of [roc, precisionRecall, capture]) {
      expect(curve.x.length).toBeLessThanOrEqual(201);
      expect(curve.y.length).toBe(curve.x.length);
      expect(curve.x.at(-1)).toBe(1);
      curve.x.forEach((x, k) => expect(x).toBeGreaterThanOrEqual(curve.x[Math.max(0, k - 1)]));
    }
    expect([roc.x[0], capture.x[0]]).toEqual([0, 0]);
    expect(roc.y.at(-1)).toBe(1);
    expect(capture.y.at(-1)).toBe(1);
    // Precision starts at ten rows, below which it jumps between 0 and 1.
    expect((precisionRecall.y[0] * 10) % 1).toBeCloseTo(0, 9);
    expect(capture.x[1]).toBeLessThan(1 / 1000);
    expect(precisionRecall.y.at(-1)).toBe(baseRate);
    const area = roc.x.reduce(
      (sum, x, k) => sum + (k > 0 ? ((x - roc.x[k - 1]) * (roc.y[k] + roc.y[k - 1])) / 2 : 0),
      0,
    );
    expect(area).toBeCloseTo(evaluate(scores, labels, { seed: 1, reps: 5 }).rocAuc.value, 3);
  });

  it('reports the share of tied rows', () => {
    const scores = Float64Array.from([0.1, 0.1, 0.2, 0.3]);
    const labels = Uint8Array.from([0, 1, 0, 1]);
    expect(evaluate(scores, labels, { seed: 1 }).tiedShare).toBe(0.5);
    const equal = evaluate(new Float64Array(4).fill(0.5), labels, { seed: 1 });
    expect(equal.tiedShare).toBe(1);
    expect(equal.roc).toEqual({ x: [0, 1], y: [0, 1] });
  });

  it('is NaN and empty, never an error, with one class or no rows', () => {
    for (const labels of [new Uint8Array(20), new Uint8Array(20).fill(1), new Uint8Array(0)]) {
      const scores = new Float64Array(labels.length).fill(0.3);
      const result = evaluate(scores, labels, { seed: 1 });
      for (const name of ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ksExact'] as const) {
        expect(Object.values(result[name])).toEqual([NaN, NaN, NaN]);
      }
      expect(result.ksDecile).toBeNaN();
      expect(result.roc.x).toEqual([]);
      expect(result.deciles.length).toBe(10);
    }
  });

  it('uses fewer replicates for more rows', () => {
    expect([100, 20_000, 100_000, 1_000_000].map(defaultReplicates)).toEqual([500, 500, 100, 60]);
  });
});
