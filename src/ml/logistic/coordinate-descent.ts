import type { SquareMatrix } from './cholesky';

/** Curvatures below it count as it, so that no step is endless. */
const LEAST_CURVATURE = 1e-12;
const MAX_SWEEPS = 200;

/** A quadratic model at `from` with a lasso on all coordinates but the last. */
export interface LassoQuadratic {
  readonly from: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: SquareMatrix;
  readonly lasso: number;
}

/**
 * The minimum over u of gradient'(u - from) + (u - from)' hessian (u - from) / 2 + lasso |u|_1, one
 * coordinate after the other until a sweep changes no component of the gradient by more than
 * `tolerance` (Friedman, Hastie and Tibshirani 2010, covariance updates). O(sweeps x size^2).
 */
export function descendCoordinates(model: LassoQuadratic, tolerance: number): Float64Array {
  const { from, gradient, hessian, lasso } = model;
  const { size, values } = hessian;
  const at = from.slice();
  const slope = gradient.slice();
  for (let sweep = 0, largest = Infinity; largest > tolerance && sweep < MAX_SWEEPS; sweep++) {
    largest = 0;
    for (let k = 0; k < size; k++) {
      const curvature = Math.max(values[k * size + k], LEAST_CURVATURE);
      const pull = curvature * at[k] - slope[k];
      const shrunk = Math.max(Math.abs(pull) - (k < size - 1 ? lasso : 0), 0);
      const next = (Math.sign(pull) * shrunk) / curvature;
      const step = next - at[k];
      if (step === 0) continue;
      at[k] = next;
      for (let l = 0; l < size; l++) slope[l] += step * values[k * size + l];
      largest = Math.max(largest, curvature * Math.abs(step));
    }
  }
  return at;
}
