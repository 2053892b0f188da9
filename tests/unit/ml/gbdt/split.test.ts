import { describe, expect, it } from 'vitest';
import { completeGbdtParams } from '../../../../src/ml/gbdt/params';
import { leafWeight, SplitFinder } from '../../../../src/ml/gbdt/split';
import { Rng } from '../../../../src/util/rng';

const STEPS = { gradient: 1, hessian: 1 };

/** Histograms of columns given as [gradient, hessian] a code, missing first. */
function histogramsOf(columns: readonly (readonly (readonly [number, number])[])[]): Int32Array {
  const words = new Int32Array(columns.length * 512);
  columns.forEach((codes, j) =>
    codes.forEach(([gradient, hessian], code) =>
      words.set([hessian, gradient], j * 512 + 2 * code),
    ),
  );
  return words;
}

function find(columns: readonly (readonly (readonly [number, number])[])[], given = {}) {
  const params = completeGbdtParams({ lambda: 1, min_child_weight: 1, ...given });
  const finder = new SplitFinder({
    words: histogramsOf(columns),
    binCounts: Uint32Array.from(columns, (codes) => codes.length - 1),
    hasFloor: new Uint8Array(columns.length).fill(1),
    params,
  });
  const sums = { gradient: 0, hessian: 0 };
  for (const [gradient, hessian] of columns[0]) {
    sums.gradient += gradient;
    sums.hessian += hessian;
  }
  const features = Uint32Array.from(columns, (_, j) => j);
  return { split: finder.find(0, sums, features, STEPS), sums, params };
}

describe('SplitFinder', () => {
  it('finds a cut by hand: gain = GL²/(HL+1) + GR²/(HR+1) - G²/(H+1)', () => {
    const { split } = find([
      [
        [0, 0],
        [-6, 3],
        [1, 1],
        [8, 3],
      ],
    ]);
    expect(split).toMatchObject({ feature: 0, lastLeft: 1, defaultLeft: false });
    expect(split?.gain).toBeCloseTo(36 / 4 + 81 / 5 - 9 / 8, 12);
    expect(split?.left).toEqual({ gradient: -6, hessian: 3 });
  });

  it('sends missing where it gains more', () => {
    const low = find([
      [
        [-9, 3],
        [-6, 3],
        [8, 3],
      ],
    ]).split;
    expect(low).toMatchObject({ lastLeft: 1, defaultLeft: true });
    const high = find([
      [
        [9, 3],
        [-6, 3],
        [8, 3],
      ],
    ]).split;
    expect(high).toMatchObject({ lastLeft: 1, defaultLeft: false });
  });

  it('can part rows with a value from rows without', () => {
    const { split } = find([
      [
        [-9, 3],
        [5, 3],
        [5, 3],
      ],
    ]);
    expect(split).toMatchObject({ lastLeft: 0, defaultLeft: true });
    expect(split?.left).toEqual({ gradient: -9, hessian: 3 });
  });

  it('gives ties to the first column and the lowest cut', () => {
    const codes = [
      [0, 0],
      [-6, 3],
      [0, 0],
      [8, 3],
    ] as const;
    const { split } = find([codes, codes]);
    expect(split).toMatchObject({ feature: 0, lastLeft: 1 });
  });

  it('heeds min_child_weight, gamma, alpha and finds nothing in a constant column', () => {
    const codes = [
      [0, 0],
      [-6, 3],
      [8, 3],
    ] as const;
    expect(find([codes]).split).not.toBeNull();
    expect(find([codes], { min_child_weight: 4 }).split).toBeNull();
    expect(find([codes], { gamma: 100 }).split).toBeNull();
    expect(find([codes], { alpha: 8 }).split).toBeNull();
    expect(
      find([
        [
          [0, 0],
          [-6, 3],
        ],
      ]).split,
    ).toBeNull();
  });

  it('agrees with trying every cut and both directions', () => {
    const rng = new Rng(77);
    for (let run = 0; run < 100; run++) {
      const codes = Array.from(
        { length: 2 + rng.int(8) },
        () => [rng.int(41) - 20, 1 + rng.int(6)] as const,
      );
      const { split, sums, params } = find([codes]);
      const score = (g: number, h: number): number => (g * g) / (h + params.lambda);
      let best = 0;
      for (let cut = 0; cut < codes.length - 1; cut++) {
        for (const missingLeft of [true, false]) {
          const left = codes.slice(1, cut + 1).concat(missingLeft ? [codes[0]] : []);
          const g = left.reduce((sum, code) => sum + code[0], 0);
          const h = left.reduce((sum, code) => sum + code[1], 0);
          if (h < 1 || sums.hessian - h < 1) continue;
          const rest = score(sums.gradient - g, sums.hessian - h);
          best = Math.max(best, score(g, h) + rest - score(sums.gradient, sums.hessian));
        }
      }
      expect(split?.gain ?? 0).toBeCloseTo(best, 9);
    }
  });
});

describe('leafWeight', () => {
  it('is -G / (H + lambda), softened by alpha, and 0 where there is nothing', () => {
    const sums = { gradient: -6, hessian: 3 };
    expect(leafWeight(sums, STEPS, completeGbdtParams({ lambda: 1 }))).toBe(1.5);
    expect(leafWeight(sums, STEPS, completeGbdtParams({ lambda: 1, alpha: 2 }))).toBe(1);
    const none = { gradient: 0, hessian: 0 };
    expect(leafWeight(none, STEPS, completeGbdtParams({ lambda: 0 }))).toBe(0);
  });
});
