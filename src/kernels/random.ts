import type { Rng } from '../util/rng';
import { exp, log } from './math';

/** Poisson means above this are drawn as a sum of smaller ones, so that e^-mean stays a normal number. */
const POISSON_BLOCK = 32;

/**
 * Standard normal numbers by the polar method (Marsaglia and Bray, 1964). Each accepted pair gives
 * two numbers, and the second one is kept for the next call; a stream of uniforms therefore gives
 * the same normals only through the same object. About 1.3 pairs of uniforms for two numbers.
 */
export class Normal {
  readonly #rng: Rng;
  #spare = 0;
  #hasSpare = false;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  /** The next number with mean 0 and variance 1. */
  next(): number {
    if (this.#hasSpare) {
      this.#hasSpare = false;
      return this.#spare;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * this.#rng.uniform() - 1;
      v = 2 * this.#rng.uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * log(s)) / s);
    this.#spare = v * factor;
    this.#hasSpare = true;
    return u * factor;
  }
}

/** An exponential number with the given mean (inverse distribution function); one uniform. */
export function exponential(rng: Rng, mean: number): number {
  return -mean * log(1 - rng.uniform());
}

/** A Poisson count with the given mean (multiplication, Knuth 1969); mean + 1 uniforms on average. */
export function poisson(rng: Rng, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= POISSON_BLOCK) {
    const limit = exp(-Math.min(left, POISSON_BLOCK));
    for (let product = rng.uniform(); product > limit; product *= rng.uniform()) count++;
  }
  return count;
}

/** Running sums of `weights` divided by their total: what `choice` reads. The last one is 1. */
export function cumulative(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i];
    sums[i] = total;
  }
  for (let i = 0; i < sums.length; i++) sums[i] /= total;
  sums[sums.length - 1] = 1;
  return sums;
}

/** An index drawn with the probabilities whose running sums are given; one uniform, linear search. */
export function choice(rng: Rng, sums: Float64Array): number {
  const u = rng.uniform();
  let index = 0;
  while (u >= sums[index]) index++;
  return index;
}

/** True with the given probability; one uniform. */
export function bernoulli(rng: Rng, probability: number): boolean {
  return rng.uniform() < probability;
}
