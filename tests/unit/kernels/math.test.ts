import { describe, expect, it } from 'vitest';
import { exp, expm1, log, log1p, logit, sigmoid } from '../../../src/kernels/math';
import { Rng } from '../../../src/util/rng';

/** Distance of two doubles in units of the last place of `b`. */
function ulps(a: number, b: number): number {
  if (a === b) return 0;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(b));
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return Math.abs(a - b) / (view.getFloat64(0) - Math.abs(b));
}

/** 20,000 seeded points, half of them spread by magnitude. */
function points(low: number, high: number): number[] {
  const rng = new Rng(7);
  return Array.from({ length: 20_000 }, (_, i) => {
    const x = low + (high - low) * rng.uniform();
    return i % 2 === 0 ? x : x * 2 ** -Math.floor(rng.uniform() * 40);
  });
}

// Both sides are allowed 1 ulp of the true value, so they may be 2 apart; the mean is far below.
describe.each([
  ['exp', exp, Math.exp, points(-700, 700)],
  ['expm1', expm1, Math.expm1, points(-40, 700)],
  ['log', log, Math.log, points(1e-300, 1e6)],
  ['log1p', log1p, Math.log1p, points(-0.999999, 1000)],
] as const)('%s', (_name, ours, platform, xs) => {
  it('is within 2 ulp of the platform on 20,000 points', () => {
    const worst = Math.max(...xs.map((x) => ulps(ours(x), platform(x))));
    expect(worst).toBeLessThanOrEqual(2);
  });
});

describe('special values', () => {
  it('exp', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(-746), exp(710)]).toEqual([
      1,
      0,
      Infinity,
      0,
      Infinity,
    ]);
    expect(exp(NaN)).toBeNaN();
    expect(exp(-745)).toBe(5e-324);
    expect(ulps(exp(1), Math.E)).toBeLessThanOrEqual(1);
  });
  it('log', () => {
    expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity]);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 10);
  });
  it('log1p and expm1 keep small arguments', () => {
    expect([log1p(1e-18), expm1(-1e-18), log1p(0), expm1(0)]).toEqual([1e-18, -1e-18, 0, 0]);
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(-2)).toBeNaN();
    expect(expm1(-100)).toBe(-1);
  });
  it('sigmoid and logit undo each other and do not overflow', () => {
    expect([sigmoid(1000), sigmoid(-1000), sigmoid(0)]).toEqual([1, 0, 0.5]);
    for (const p of [1e-12, 0.01, 0.3, 0.5, 0.999]) expect(sigmoid(logit(p))).toBeCloseTo(p, 14);
  });
});
