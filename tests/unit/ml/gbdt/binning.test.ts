import { describe, expect, it } from 'vitest';
import { binCode } from '../../../../src/kernels/binning-reference';
import {
  COUNTS_BYTES,
  CUTS_BYTES,
  MemoryLayout,
  openTreeKernels,
  PLACE_BYTES,
} from '../../../../src/kernels/tree-kernels';
import {
  binMatrix,
  findCuts,
  writeCuts,
  writePlaces,
  type BinCuts,
} from '../../../../src/ml/gbdt/binning';
import { featureColumn, type FeatureMatrix } from '../../../../src/ml/matrix';
import { Rng } from '../../../../src/util/rng';
import { matrixOf } from './data';

/** Cuts by the TypeScript twins, in memory of their own. */
function cutsOf(matrix: FeatureMatrix, maxBin: number): BinCuts {
  const layout = new MemoryLayout();
  const take = () => ({
    values: layout.take(12 * matrix.rows),
    counts: layout.take(COUNTS_BYTES),
  });
  const room = [take(), take()];
  return findCuts(openTreeKernels(null, layout.bytes), matrix, maxBin, room);
}

/** Codes of a matrix, row by row. */
function codesOf(matrix: FeatureMatrix, cuts: BinCuts, stagingRows: number): number[] {
  const layout = new MemoryLayout();
  const cells = matrix.rows * matrix.names.length;
  const at = {
    cuts: layout.take(CUTS_BYTES * matrix.names.length),
    staging: layout.take(4 * stagingRows * matrix.names.length),
    places: layout.take(PLACE_BYTES * matrix.names.length),
    bins: layout.take(cells),
  };
  const width = matrix.names.length;
  const byte = Uint32Array.from({ length: width }, (_, i) => i);
  const codes = Uint32Array.from(cuts.cuts, (column) => column.length + 2);
  const factor = new Uint32Array(width).fill(1);
  const kernels = openTreeKernels(null, layout.bytes);
  writeCuts(kernels.buffer, cuts.cuts, at.cuts);
  writePlaces(kernels, { width, byte, factor, codes }, at.places);
  binMatrix(kernels, matrix, { ...at, stagingRows }, { bins: at.bins, width });
  return [...new Uint8Array(kernels.buffer, at.bins, cells)];
}

describe('findCuts', () => {
  it('cuts at every value after the first when they are few', () => {
    const matrix = matrixOf({
      a: [3, 1, 2, 2, NaN, 1],
      b: [5, 5, 5, 5, 5, 5],
      c: [NaN, NaN, NaN, NaN, NaN, NaN],
    });
    const { cuts } = cutsOf(matrix, 256);
    expect(cuts.map((column) => [...column])).toEqual([[2, 3], [], []]);
  });

  it('never makes more codes than asked for, ascending, about equal in count', () => {
    const rng = new Rng(3);
    const a = Array.from({ length: 10_000 }, () => rng.uniform());
    const { cuts } = cutsOf(matrixOf({ a }), 33);
    expect(cuts[0].length).toBe(31);
    const counts = new Array<number>(33).fill(0);
    for (const x of a) counts[binCode(cuts[0], Math.fround(x))]++;
    expect(counts[0]).toBe(0);
    expect(Math.min(...counts.slice(1))).toBeGreaterThan(10_000 / 32 - 20);
    expect(Math.max(...counts)).toBeLessThan(10_000 / 32 + 20);
  });

  it('spends its cuts on the rest when one value is heavy', () => {
    const a = Array.from({ length: 4000 }, (_, i) => (i < 3000 ? 0 : i));
    const { cuts } = cutsOf(matrixOf({ a }), 22);
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
    const { cuts, floors } = cutsOf(matrixOf({ a }), 256);
    expect([...cuts[0]].every(Number.isFinite)).toBe(true);
    expect(Number.isNaN(floors[0])).toBe(true);
    expect(binCode(cuts[0], -Infinity)).toBe(1);
    expect(binCode(cuts[0], Infinity)).toBe(cuts[0].length + 1);
  });
});

describe('binMatrix', () => {
  it('codes exactly as x < cut does, on and beside every cut', () => {
    const { cuts, floors } = cutsOf(matrixOf({ a: [0.1, 0.2, 0.3], b: [1, 2, 3] }), 256);
    const a = [0.1, 0.2, 0.3, 0.19999999, 0.30000004, NaN];
    const b = [0, 1, 2, 2.5, 9, NaN];
    for (const stagingRows of [6, 4]) {
      const codes = codesOf(matrixOf({ a, b }), { cuts, floors }, stagingRows);
      expect(codes).toEqual([1, 1, 2, 1, 3, 2, 1, 2, 3, 3, 0, 0]);
    }
    for (const x of Float32Array.from(a)) {
      for (let c = 1; c <= cuts[0].length && !Number.isNaN(x); c++) {
        expect(binCode(cuts[0], x) <= c).toBe(x < cuts[0][c - 1]);
      }
    }
  });

  it('is the same whatever is coded at a time', () => {
    const rng = new Rng(6);
    const column = () => Array.from({ length: 3079 }, () => rng.uniform());
    const matrix = matrixOf({ a: column(), b: column(), c: column() });
    const cuts = cutsOf(matrix, 40);
    const whole = codesOf(matrix, cuts, matrix.rows);
    expect(codesOf(matrix, cuts, 500)).toEqual(whole);
    expect(whole.filter((_, i) => i % 3 === 1)).toEqual(
      Array.from(featureColumn(matrix, 1), (x) => binCode(cuts.cuts[1], x)),
    );
  });
});
