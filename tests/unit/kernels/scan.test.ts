import { describe, expect, it } from 'vitest';
import {
  bestCut,
  boundedWeight,
  nodeScore,
  type ScoreParams,
} from '../../../src/kernels/scan-reference';
import { Rng } from '../../../src/util/rng';

const BOUNDS = { lower: -Infinity, upper: Infinity };

/** A code's gradient and hessian, missing first. */
type Codes = readonly (readonly [gradient: number, hessian: number])[];

const PARAMS = { gradientStep: 1, hessianStep: 1, lambda: 1, alpha: 0, least: 1 };

function totalOf(codes: Codes) {
  return {
    gradient: codes.reduce((sum, [g]) => sum + g, 0),
    hessian: codes.reduce((sum, [, h]) => sum + h, 0),
  };
}

/** The best cut of a column that gains more than `gamma`. */
function find(codes: Codes, given: Partial<ScoreParams> = {}, gamma = 1e-6) {
  const cells = new Int32Array(512);
  codes.forEach(([gradient, hessian], code) => cells.set([hessian, gradient], 2 * code));
  const params = { ...PARAMS, ...given };
  const sums = totalOf(codes);
  const score = nodeScore(sums, params) + gamma;
  const node = { histogram: 0, best: 0, mask: 0, score, ...sums, ...BOUNDS };
  return bestCut({ cells, codes: codes.length - 1, lowest: 1, node, sign: null }, params);
}

describe('the best cut of a column', () => {
  it('is found by hand: GL²/(HL+1) + GR²/(HR+1)', () => {
    const cut = find([
      [0, 0],
      [-6, 3],
      [1, 1],
      [8, 3],
    ]);
    expect(cut).toMatchObject({ lastLeft: 1, missingLeft: false, gradient: -6, hessian: 3 });
    expect(cut.score).toBeCloseTo(36 / 4 + 81 / 5, 12);
  });

  it('sends missing where it gains more', () => {
    const low = find([
      [-9, 3],
      [-6, 3],
      [8, 3],
    ]);
    expect(low).toMatchObject({ lastLeft: 1, missingLeft: true });
    const high = find([
      [9, 3],
      [-6, 3],
      [8, 3],
    ]);
    expect(high).toMatchObject({ lastLeft: 1, missingLeft: false });
  });

  it('can part rows with a value from rows without', () => {
    const cut = find([
      [-9, 3],
      [5, 3],
      [5, 3],
    ]);
    expect(cut).toMatchObject({ lastLeft: 0, missingLeft: true, gradient: -9, hessian: 3 });
  });

  it('is the lowest of equal ones', () => {
    const cut = find([
      [0, 0],
      [-6, 3],
      [0, 0],
      [8, 3],
    ]);
    expect(cut).toMatchObject({ lastLeft: 1 });
  });

  it('heeds the least hessian, gamma, alpha and is none in a constant column', () => {
    const codes = [
      [0, 0],
      [-6, 3],
      [8, 3],
    ] as const;
    expect(find(codes).lastLeft).toBe(1);
    expect(find(codes, { least: 4 }).lastLeft).toBe(-1);
    expect(find(codes, {}, 100).lastLeft).toBe(-1);
    expect(find(codes, { alpha: 8 }).lastLeft).toBe(-1);
    expect(find(codes.slice(0, 2)).lastLeft).toBe(-1);
  });

  it('agrees with trying every cut and both directions', () => {
    const rng = new Rng(77);
    for (let run = 0; run < 100; run++) {
      const codes = Array.from(
        { length: 2 + rng.int(8) },
        () => [rng.int(41) - 20, 1 + rng.int(6)] as const,
      );
      const sums = totalOf(codes);
      const none = nodeScore(sums, PARAMS);
      let best = none;
      for (let cut = 0; cut < codes.length - 1; cut++) {
        for (const missingLeft of [true, false]) {
          const left = totalOf(codes.slice(1, cut + 1).concat(missingLeft ? [codes[0]] : []));
          const right = {
            gradient: sums.gradient - left.gradient,
            hessian: sums.hessian - left.hessian,
          };
          if (left.hessian < 1 || right.hessian < 1) continue;
          best = Math.max(best, nodeScore(left, PARAMS) + nodeScore(right, PARAMS));
        }
      }
      const cut = find(codes);
      expect(cut.lastLeft < 0 ? none : cut.score).toBeCloseTo(best, 9);
    }
  });
});

describe('the weight of a leaf', () => {
  it('is -G / (H + lambda), softened by alpha, within bounds, and 0 where there is nothing', () => {
    const sums = { gradient: -6, hessian: 3 };
    expect(boundedWeight(sums, PARAMS, BOUNDS)).toBe(1.5);
    expect(boundedWeight(sums, { ...PARAMS, alpha: 2 }, BOUNDS)).toBe(1);
    expect(boundedWeight(sums, PARAMS, { lower: -1, upper: 1 })).toBe(1);
    expect(boundedWeight(sums, PARAMS, { lower: 2, upper: 3 })).toBe(2);
    const none = { gradient: 0, hessian: 0 };
    expect(boundedWeight(none, { ...PARAMS, lambda: 0 }, BOUNDS)).toBe(0);
  });
});
