import { describe, expect, it } from 'vitest';
import { exp, log } from '../../../src/kernels/math';
import {
  bernoulli,
  choice,
  cumulative,
  exponential,
  Normal,
  poisson,
} from '../../../src/kernels/random';
import { Rng } from '../../../src/util/rng';

const N = 200_000;

/** Mean and variance of N draws. */
function moments(draw: () => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < N; i++) {
    const x = draw();
    sum += x;
    squares += x * x;
  }
  const mean = sum / N;
  return { mean, variance: squares / N - mean * mean };
}

describe('Normal', () => {
  it('has the moments and tails of the standard normal distribution', () => {
    const normal = new Normal(new Rng(1));
    const shares = [0, 0, 0];
    const { mean, variance } = moments(() => {
      const x = normal.next();
      if (x < -1.959964) shares[0]++;
      if (x < 0) shares[1]++;
      if (x < 1) shares[2]++;
      return x;
    });
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / N));
    [0.025, 0.5, 0.841345].forEach((p, i) => {
      expect(Math.abs(shares[i] / N - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N));
    });
  });

  it('repeats for the same seed, and neighbours are uncorrelated', () => {
    const stream = (seed: number): number[] => {
      const normal = new Normal(new Rng(seed));
      return Array.from({ length: 6 }, () => normal.next());
    };
    expect(stream(7)).toEqual(stream(7));
    expect(stream(7)).not.toEqual(stream(8));
    const normal = new Normal(new Rng(9));
    let before = normal.next();
    const { mean } = moments(() => {
      const now = normal.next();
      const product = before * now;
      before = now;
      return product;
    });
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(N));
  });
});

describe('exponential', () => {
  it('has its mean, variance and median', () => {
    const rng = new Rng(2);
    let below = 0;
    const { mean, variance } = moments(() => {
      const x = exponential(rng, 9);
      if (x < 9 * log(2)) below++;
      return x;
    });
    expect(Math.abs(mean - 9)).toBeLessThan((4 * 9) / Math.sqrt(N));
    expect(Math.abs(variance - 81)).toBeLessThan(4 * 81 * Math.sqrt(8 / N));
    expect(Math.abs(below / N - 0.5)).toBeLessThan(2 / Math.sqrt(N));
  });
});

describe('poisson', () => {
  it.each([0.3, 2.5, 31, 90])('has mean and variance %d', (lambda) => {
    const rng = new Rng(3);
    let zero = 0;
    const { mean, variance } = moments(() => {
      const k = poisson(rng, lambda);
      if (k === 0) zero++;
      return k;
    });
    expect(Math.abs(mean - lambda)).toBeLessThan(4 * Math.sqrt(lambda / N));
    const spread = Math.sqrt((lambda + 2 * lambda * lambda) / N);
    expect(Math.abs(variance - lambda)).toBeLessThan(4 * spread);
    const p = exp(-lambda);
    expect(Math.abs(zero / N - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N) + 1e-9);
  });

  it('is 0 for mean 0', () => {
    expect(poisson(new Rng(1), 0)).toBe(0);
  });
});

describe('choice and bernoulli', () => {
  it('draw indices by their weights, never one of weight 0', () => {
    const rng = new Rng(4);
    const sums = cumulative([3, 0, 1, 6]);
    expect([...sums]).toEqual([0.3, 0.3, 0.4, 1]);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < N; i++) counts[choice(rng, sums)]++;
    [0.3, 0, 0.1, 0.6].forEach((p, i) => {
      expect(Math.abs(counts[i] / N - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / N));
    });
  });

  it('is true as often as asked', () => {
    const rng = new Rng(5);
    const { mean } = moments(() => (bernoulli(rng, 0.2) ? 1 : 0));
    expect(Math.abs(mean - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / N));
    expect(bernoulli(rng, 0)).toBe(false);
    expect(bernoulli(rng, 1)).toBe(true);
  });
});
