import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomSplit } from '../../../../src/ml/split/random';
import { timeSplit } from '../../../../src/ml/split/time';

function expectParts(train: Uint32Array, test: Uint32Array, rows: number): void {
  const all = [...train, ...test].sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: rows }, (_, i) => i));
  for (const part of [train, test]) {
    expect(part.every((row, i) => i === 0 || row > part[i - 1])).toBe(true);
  }
}

describe('randomSplit', () => {
  it('gives exact counts: by class to within a row, in all to the row', () => {
    const task = fc.record({
      classes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 }),
      share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(task, ({ classes, share, seed }) => {
        const { train, test } = randomSplit(classes, share, seed);
        expectParts(train, test, classes.length);
        expect(test.length).toBe(Math.round(classes.length * share));
        for (const code of new Set(classes)) {
          const all = classes.filter((c) => c === code).length;
          const got = [...test].filter((row) => classes[row] === code).length;
          expect(Math.abs(got - all * share)).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 606, numRuns: 200 },
    );
  });

  it('is fixed by its seed', () => {
    const classes = Uint8Array.from({ length: 300 }, (_, i) => i % 2);
    expect(randomSplit(classes, 0.2, 7)).toEqual(randomSplit(classes, 0.2, 7));
    expect(randomSplit(classes, 0.2, 7)).not.toEqual(randomSplit(classes, 0.2, 8));
    expect(randomSplit(classes, 0.2, 7).test.filter((row) => row % 2 === 1).length).toBe(30);
  });

  it('takes no rows at all', () => {
    expect(randomSplit([], 0.5, 1).test.length).toBe(0);
  });
});

describe('timeSplit', () => {
  it('takes the latest rows as test and leaves rows without a time to training', () => {
    const times = Float64Array.from([5, 1, NaN, 4, 2, 3, NaN, 6, 7, 8]);
    const { train, test, testFrom } = timeSplit(times, 0.3);
    expect([...test]).toEqual([7, 8, 9]);
    expect(testFrom).toBe(6);
    expectParts(train, test, 10);
  });

  it('moves the border to the nearer side of a tie', () => {
    const late = timeSplit(Float64Array.from([1, 2, 3, 4, 4, 4, 4, 5, 5, 5]), 0.4);
    expect(late.test.length).toBe(3);
    const early = timeSplit(Float64Array.from([1, 2, 3, 4, 4, 4, 4, 5, 5, 5]), 0.6);
    expect(early.test.length).toBe(7);
  });

  it('never lets equal times straddle, nor test come before training', () => {
    const task = fc.record({
      times: fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NaN)), {
        minLength: 2,
        maxLength: 60,
      }),
      share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    });
    fc.assert(
      fc.property(task, ({ times, share }) => {
        fc.pre(new Set(times.filter((time) => !Number.isNaN(time))).size > 1);
        const { train, test } = timeSplit(Float64Array.from(times), share);
        expectParts(train, test, times.length);
        expect(train.length * test.length).toBeGreaterThan(0);
        const latest = Math.max(
          ...[...train].map((row) => times[row]).filter((time) => !Number.isNaN(time)),
          -1,
        );
        expect(Math.min(...[...test].map((row) => times[row]))).toBeGreaterThan(latest);
      }),
      { seed: 707, numRuns: 200 },
    );
  });

  it('says so when there is nothing to tell earlier from later', () => {
    for (const times of [[], [NaN, NaN], [3, 3, 3]]) {
      expect(() => timeSplit(Float64Array.from(times), 0.2)).toThrow('TIME_SPLIT_IMPOSSIBLE');
    }
    expect(timeSplit(Float64Array.from([3, NaN, 3]), 0.2).test.length).toBe(2);
  });
});
