/**
 * Seeded uniform random numbers: xoshiro128** (Blackman and Vigna, 2018) seeded by SplitMix32.
 * The same seed gives the same stream on every platform.
 */
export class Rng {
  readonly #state = new Uint32Array(4);

  /** `seed` is any integer; its low 32 bits and the next 21 both matter. */
  constructor(seed: number) {
    let x = (seed ^ Math.floor(seed / 4294967296)) >>> 0;
    for (let i = 0; i < 4; i++) {
      x = (x + 0x9e3779b9) >>> 0;
      let z = x;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      this.#state[i] = (z ^ (z >>> 16)) >>> 0;
    }
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    const s = this.#state;
    const [a, b, c, d] = [s[0], s[1], s[2], s[3]];
    const x5 = Math.imul(b, 5);
    const result = Math.imul((x5 << 7) | (x5 >>> 25), 9) >>> 0;
    const c2 = c ^ a;
    const d2 = d ^ b;
    s[1] = b ^ c2;
    s[0] = a ^ d2;
    s[2] = c2 ^ (b << 9);
    s[3] = (d2 << 11) | (d2 >>> 21);
    return result;
  }

  /** A number from 0 (included) to 1 (excluded) with 53 random bits. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** An integer from 0 to n - 1; the bias is below n / 2^53. */
  int(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Shuffles in place (Fisher and Yates). */
  shuffle(values: Uint32Array | Int32Array | number[]): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
