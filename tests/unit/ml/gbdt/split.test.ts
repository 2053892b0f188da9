import { describe, expect, it } from 'vitest';
import { completeGbdtParams } from '../../../../src/ml/gbdt/params';
import { leafWeight } from '../../../../src/ml/gbdt/split';

const STEPS = { gradient: 1, hessian: 1 };

describe('leafWeight', () => {
  it('is -G / (H + lambda), softened by alpha, and 0 where there is nothing', () => {
    const sums = { gradient: -6, hessian: 3 };
    expect(leafWeight(sums, STEPS, completeGbdtParams({ lambda: 1 }))).toBe(1.5);
    expect(leafWeight(sums, STEPS, completeGbdtParams({ lambda: 1, alpha: 2 }))).toBe(1);
    const none = { gradient: 0, hessian: 0 };
    expect(leafWeight(none, STEPS, completeGbdtParams({ lambda: 0 }))).toBe(0);
  });
});
