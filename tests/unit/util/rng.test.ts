import { describe, expect, it } from 'vitest';
import { Rng } from '../../../src/util/rng';

describe('Rng', () => {
  it('repeats for the same seed and differs for another', () => {
    const stream = (seed: number): number[] => {
      const rng = new Rng(seed);
      return Array.from({ length: 5 }, () => rng.uint32());
    };
    expect(stream(1)).toEqual(stream(1));
    expect(stream(1)).not.toEqual(stream(2));
    expect(stream(1)).not.toEqual(stream(1 + 2 ** 32));
  });

  it('is uniform: mean, variance and twenty equal bins of 200,000 draws', () => {
    const rng = new Rng(3);
    const n = 200_000;
    const bins = new Float64Array(20);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const u = rng.uniform();
      sum += u;
      squares += u * u;
      bins[Math.floor(u * 20)] += 1;
    }
    const mean = sum / n;
    // four standard errors of the mean (1/sqrt(12 n)) and of the variance
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * n));
    expect(Math.abs(squares / n - mean * mean - 1 / 12)).toBeLessThan(0.0007);
    const chi2 = bins.reduce((s, b) => s + (b - n / 20) ** 2 / (n / 20), 0);
    expect(chi2).toBeLessThan(43.8); // chi-square with 19 degrees of freedom, p = 0.001
  });

  it('shuffles every element to every place about equally often', () => {
    const rng = new Rng(5);
    const seen = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) {
      const items = [0, 1, 2];
      rng.shuffle(items);
      seen[items.indexOf(0)] = seen[items.indexOf(0)] + 1;
    }
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(350); // 4 standard errors
  });
});
