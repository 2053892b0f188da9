import type { TwinOf } from './wasm';

/*
 * Plain TypeScript twins of the kernels that make integer gradients of the log loss, in float32 as XGBoost
 * has them: every step is rounded as the kernel rounds it. Addresses are bytes into one little-endian
 * buffer:
 *
 *   params  f64  { weight of rows with the outcome, gradient scale, hessian scale }
 */

/** Bytes of the params. */
export const PARAMS_BYTES = 24;
/** XGBoost's floor of a hessian. */
const MIN_HESSIAN = Math.fround(1e-16);
/** Below it e^x is no normal float32. */
const LEAST = -87;
const INV_LN2 = Math.fround(1.44269504);
const LN2_HIGH = Math.fround(0.693359375);
const LN2_LOW = Math.fround(-2.1219444e-4);
const COEFFICIENTS = [
  ...[1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2],
  ...[1.6666665459e-1, 5.0000001201e-1],
].map(Math.fround);

/** 2^n by its bits. */
const BITS = new Int32Array(1);
const POWER = new Float32Array(BITS.buffer);

/** The nearest integer, of two the even one. */
function nearestEven(x: number): number {
  const nearest = Math.round(x);
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

/** e^x in float32 for -87 <= x <= 0, within 2 units in the last place. Source: Cephes, expf. */
export function expFloat32(x: number): number {
  const n = nearestEven(Math.fround(x * INV_LN2));
  const r = Math.fround(Math.fround(x - Math.fround(n * LN2_HIGH)) - Math.fround(n * LN2_LOW));
  const sum = COEFFICIENTS.reduce((so, next) => Math.fround(Math.fround(so * r) + next));
  const y = Math.fround(Math.fround(Math.fround(Math.fround(sum * r) * r) + r) + 1);
  BITS[0] = (n + 127) << 23;
  return Math.fround(y * POWER[0]);
}

/** 1 / (1 + e^-x) in float32. */
function sigmoidFloat32(x: number): number {
  const e = expFloat32(Math.max(-Math.abs(x), LEAST));
  return Math.fround((x >= 0 ? 1 : e) / Math.fround(1 + e));
}

/** The hessian of a row of weight 1. */
function curvature(p: number): number {
  return Math.max(Math.fround(p * Math.fround(1 - p)), MIN_HESSIAN);
}

/**
 * Writes the probability of each row, and sums |p - y| and p (1 - p), weighted: rows four at a time, the
 * first and the third apart from the other two. O(count).
 */
export const predictRowsReference: TwinOf<'predictRows'> = (
  buffer,
  rows,
  count,
  margins,
  labels,
  params,
  predicted,
  sums,
) => {
  const positive = Math.fround(new Float64Array(buffer, params, 1)[0]);
  const doubles = new Float64Array(buffer);
  const outcomes = new Uint8Array(buffer);
  const probabilities = new Float32Array(buffer, predicted, count);
  const sample = new Uint32Array(buffer, rows, count);
  const gradients = [0, 0];
  const hessians = [0, 0];
  for (let k = 0; k < count; k += 4) {
    const [g, h] = [new Float64Array(4), new Float64Array(4)];
    for (let i = k; i < Math.min(k + 4, count); i++) {
      const row = sample[i];
      const p = sigmoidFloat32(Math.fround(doubles[margins / 8 + row]));
      const label = outcomes[labels + row];
      const weight = label === 1 ? positive : 1;
      probabilities[i] = p;
      g[i - k] = Math.fround(Math.abs(Math.fround(p - label)) * weight);
      h[i - k] = Math.fround(curvature(p) * weight);
    }
    for (const lane of [0, 1]) {
      gradients[lane] += g[lane] + g[lane + 2];
      hessians[lane] += h[lane] + h[lane + 2];
    }
  }
  doubles[sums / 8] = gradients[0] + gradients[1];
  doubles[sums / 8 + 1] = hessians[0] + hessians[1];
};

/** Rows whose probabilities are known, and where their entries go. Addresses, but for counts. */
interface Quantised {
  readonly rows: number;
  readonly count: number;
  /** The row that entries count from. */
  readonly first: number;
  readonly labels: number;
  readonly params: number;
  readonly predicted: number;
  readonly entries: number;
}

/** Writes the entries of rows, two words each; see grow-reference.ts. O(count). */
export function quantiseRows(buffer: ArrayBufferLike, at: Quantised): void {
  const [positive, gradientScale, hessianScale] = Array.from(
    new Float64Array(buffer, at.params, 3),
    Math.fround,
  );
  const probabilities = new Float32Array(buffer, at.predicted, at.count);
  const outcomes = new Uint8Array(buffer);
  const words = new Int32Array(buffer, at.entries, 2 * at.count);
  new Uint32Array(buffer, at.rows, at.count).forEach((row, k) => {
    const p = probabilities[k];
    const label = outcomes[at.labels + row];
    const weight = label === 1 ? positive : 1;
    const g = nearestEven(
      Math.fround(Math.fround(Math.fround(p - label) * weight) * gradientScale),
    );
    const h = nearestEven(Math.fround(Math.fround(curvature(p) * weight) * hessianScale));
    words[2 * k] = (row - at.first) | (h << 16);
    words[2 * k + 1] = (h >>> 16) | (g << 8);
  });
}
