import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacity } from '../../../../src/ml/metrics/capacity';
import { GRADES, rankAndDecile } from '../../../../src/ml/metrics/grades';
import { cutAtCount, cutAtScore, rankScores } from '../../../../src/ml/metrics/threshold';
import { hashId, tieKeysOfRows } from '../../../../src/ml/metrics/tie-key';
import { Rng } from '../../../../src/util/rng';

describe('rankScores', () => {
  it('sorts a million scores, all different or nearly all tied', () => {
    const rng = new Rng(1);
    const scores = Float32Array.from({ length: 1_000_000 }, () => rng.uniform());
    for (const values of [scores, scores.map((score) => Math.floor(score * 3))]) {
      const ranked = rankScores(values, new Uint8Array(0));
      expect(ranked.sorted.every((score, i) => i === 0 || score <= ranked.sorted[i - 1])).toBe(
        true,
      );
      expect(ranked.order.toSorted().every((row, i) => row === i)).toBe(true);
    }
  });

  it('puts NaN last and sums what is there', () => {
    const ranked = rankScores(Float32Array.from([NaN, 0.25, 0.5, NaN]), new Uint8Array(0));
    expect([...ranked.order.subarray(0, 2)]).toEqual([2, 1]);
    expect([...ranked.cumulativeExpected]).toEqual([0, 0.5, 0.75, 0.75, 0.75]);
    expect(ranked.cumulativeEvents).toBeNull();
    expect(cutAtScore(ranked, 0).calls).toBe(2);
  });
});

describe('cuts', () => {
  const scores = Float32Array.from([0.9, 0.5, 0.5, 0.5, 0.1]);
  const outcome = Uint8Array.from([1, 1, 0, 0, 1]);
  const ranked = rankScores(scores, outcome);

  it('count by hand, tied rows together at a score', () => {
    expect(cutAtScore(ranked, 0.5)).toEqual({
      calls: 4,
      threshold: 0.5,
      tp: 2,
      fp: 2,
      fn: 1,
      tn: 0,
      precision: 0.5,
      recall: 2 / 3,
      expected: ranked.cumulativeExpected[4],
    });
    expect(cutAtScore(ranked, 0.50001).calls).toBe(1);
    expect(cutAtScore(ranked, 2)).toMatchObject({ calls: 0, tp: 0, precision: NaN, recall: 0 });
    expect(cutAtScore(ranked, 0).calls).toBe(5);
  });

  it('split ties at a count, and hold the count between none and all', () => {
    expect(cutAtCount(ranked, 2)).toMatchObject({ calls: 2, threshold: 0.5 });
    expect(cutAtCount(ranked, -3)).toMatchObject({ calls: 0, threshold: Infinity, expected: 0 });
    expect(cutAtCount(ranked, 99)).toMatchObject({ calls: 5, tp: 3, fn: 0, tn: 0, recall: 1 });
  });

  it('agree with counting row by row', () => {
    const task = fc.record({
      rows: fc.array(
        fc.record({ score: fc.integer({ min: 0, max: 8 }), label: fc.integer({ min: 0, max: 1 }) }),
        { minLength: 1, maxLength: 50 },
      ),
      threshold: fc.integer({ min: -1, max: 9 }),
    });
    fc.assert(
      fc.property(task, ({ rows, threshold }) => {
        const sorted = rankScores(
          Float32Array.from(rows, (row) => row.score / 8),
          Uint8Array.from(rows, (row) => row.label),
        );
        const cut = cutAtScore(sorted, threshold / 8);
        const called = rows.filter((row) => row.score >= threshold);
        expect(cut.calls).toBe(called.length);
        expect(cut.tp).toBe(called.filter((row) => row.label === 1).length);
        expect((cut.tp ?? 0) + (cut.fn ?? 0)).toBe(rows.filter((row) => row.label === 1).length);
        expect((cut.fp ?? 0) + (cut.tn ?? 0)).toBe(rows.filter((row) => row.label === 0).length);
        expect(cut).toEqual({ ...cutAtCount(sorted, cut.calls), threshold: threshold / 8 });
      }),
      { seed: 505, numRuns: 200 },
    );
  });

  it('leave outcomes out where they are not known', () => {
    const cut = cutAtCount(rankScores(scores, new Uint8Array(0)), 3);
    expect([cut.tp, cut.fp, cut.fn, cut.tn, cut.precision, cut.recall]).toEqual(
      new Array(6).fill(null),
    );
    expect(cut.expected).toBeCloseTo(1.9, 6);
  });
});

describe('tie keys', () => {
  it('are fixed for good: projects and lists were made with them', () => {
    expect([hashId(''), hashId('lead-1'), hashId('lead-2')]).toMatchInlineSnapshot(`
      [
        2872998923,
        790306169,
        1930173046,
      ]
    `);
    expect([...tieKeysOfRows(3)]).toMatchInlineSnapshot(`
      [
        301794027,
        3140136926,
        3601063660,
      ]
    `);
  });
});

describe('rankAndDecile', () => {
  it('gives ranks, equal deciles and grades of 10, 15, 25, 25 and 25 percent', () => {
    const rng = new Rng(6);
    const scores = Float32Array.from({ length: 1000 }, () => rng.uniform());
    const { order } = rankScores(scores, new Uint8Array(0));
    const { rank, decile, grade } = rankAndDecile(order);
    expect(rank[order[0]]).toBe(1);
    expect([...rank].sort((a, b) => a - b).every((value, i) => value === i + 1)).toBe(true);
    const count = (values: Uint8Array, value: number): number =>
      values.filter((x) => x === value).length;
    for (let bin = 1; bin <= 10; bin++) expect(count(decile, bin)).toBe(100);
    expect(GRADES.map((_, code) => count(grade, code))).toEqual([100, 150, 250, 250, 250]);
    rank.forEach((value, row) => expect(decile[row]).toBe(Math.ceil(value / 100)));
  });

  it('takes lists of one and of none', () => {
    expect(rankAndDecile(Uint32Array.from([0]))).toEqual({
      rank: Uint32Array.from([1]),
      decile: Uint8Array.from([10]),
      grade: Uint8Array.from([4]),
    });
    expect(rankAndDecile(new Uint32Array(0)).rank.length).toBe(0);
  });
});

describe('capacity', () => {
  it('is what the team can work, rounded down', () => {
    const team = { agents: 12, hours: 7.5, minutesPerAttempt: 4, attemptsPerLead: 3 };
    expect(capacity(team)).toBe(450);
    expect(capacity({ ...team, agents: 1, hours: 1 })).toBe(5);
    expect(capacity({ ...team, minutesPerAttempt: 0 })).toBe(0);
    expect(capacity({ ...team, hours: NaN })).toBe(0);
    expect(capacity({ ...team, agents: -1 })).toBe(0);
  });
});
