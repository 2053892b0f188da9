import { describe, expect, it } from 'vitest';
import { binCode, binMatrix, findCuts } from '../../../../src/ml/gbdt/binning';
import { Rng } from '../../../../src/util/rng';
import { matrixOf } from './data';

describe('findCuts', () => {
  it('cuts at every value after the first when they are few', () => {
    const matrix = matrixOf({
      a: [3, 1, 2, 2, NaN, 1],
      b: [5, 5, 5, 5, 5, 5],
      c: [NaN, NaN, NaN, NaN, NaN, NaN],
    });
    const { cuts } = findCuts(matrix, 256);
    expect(cuts.map((column) => [...column])).toEqual([[2, 3], [], []]);
  });

  it('never makes more codes than asked for, ascending, about equal in count', () => {
    const rng = new Rng(3);
    const a = Array.from({ length: 10_000 }, () => rng.uniform());
    const { cuts } = findCuts(matrixOf({ a }), 33);
    expect(cuts[0].length).toBe(31);
    const counts = new Array<number>(33).fill(0);
    for (const x of a) counts[binCode(cuts[0], Math.fround(x))]++;
    expect(counts[0]).toBe(0);
    expect(Math.min(...counts.slice(1))).toBeGreaterThan(10_000 / 32 - 20);
    expect(Math.max(...counts)).toBeLessThan(10_000 / 32 + 20);
  });

  it('spends its cuts on the rest when one value is heavy', () => {
    const a = Array.from({ length: 4000 }, (_, i) => (i < 3000 ? 0 : i));
    const { cuts } = findCuts(matrixOf({ a }), 22);
    expect(cuts[0].length).toBe(20);
    expect(cuts[0][0]).toBe(3000);
  });

  it('takes infinities and the ends of float32, and has finite cuts only', () => {
    const a = [
      -Infinity,
      -3.4028234663852886e38,
      -1e30,
      0,
      1e30,
      3.4028234663852886e38,
      Infinity,
      NaN,
    ];
    const { cuts, floors } = findCuts(matrixOf({ a }), 256);
    expect([...cuts[0]].every(Number.isFinite)).toBe(true);
    expect(Number.isNaN(floors[0])).toBe(true);
    expect(binCode(cuts[0], -Infinity)).toBe(1);
    expect(binCode(cuts[0], Infinity)).toBe(cuts[0].length + 1);
  });
});

describe('binMatrix', () => {
  it('codes exactly as x < cut does, row-major, on and beside every cut', () => {
    const { cuts, floors } = findCuts(matrixOf({ a: [0.1, 0.2, 0.3], b: [1, 2, 3] }), 256);
    const a = [0.1, 0.2, 0.3, 0.19999999, 0.30000004, NaN];
    const b = [0, 1, 2, 2.5, 9, NaN];
    const out = new Uint8Array(12);
    binMatrix(matrixOf({ a, b }), { cuts, floors }, out);
    expect([...out]).toEqual([1, 1, 2, 1, 3, 2, 1, 2, 3, 3, 0, 0]);
    for (const x of Float32Array.from(a)) {
      for (let c = 1; c <= cuts[0].length && !Number.isNaN(x); c++) {
        expect(binCode(cuts[0], x) <= c).toBe(x < cuts[0][c - 1]);
      }
    }
  });
});
