/** A square matrix, row by row. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** A pivot below this share of its diagonal element is made of rounding. */
const LEAST_PIVOT = 1e-10;

/**
 * The triangle L with L L' = matrix, which is symmetric and not negative definite; `isExact` is false
 * where a column is as good as a combination of those before it: its pivot is then taken as its
 * diagonal element (1 where that is 0), so L L' is positive definite all the same.
 */
export interface Cholesky {
  readonly size: number;
  readonly lower: Float64Array;
  readonly isExact: boolean;
}

/** Factors a symmetric matrix, of which it reads the diagonal and what is below. O(size^3). */
export function factorise({ size, values }: SquareMatrix): Cholesky {
  const lower = new Float64Array(size * size);
  let isExact = true;
  for (let k = 0; k < size; k++) {
    for (let l = 0; l <= k; l++) {
      let sum = values[k * size + l];
      for (let i = 0; i < l; i++) sum -= lower[k * size + i] * lower[l * size + i];
      if (l < k) {
        lower[k * size + l] = sum / lower[l * size + l];
        continue;
      }
      const diagonal = values[k * size + k];
      const isSafe = sum > LEAST_PIVOT * diagonal;
      isExact &&= isSafe;
      lower[k * size + k] = Math.sqrt(isSafe ? sum : diagonal > 0 ? diagonal : 1);
    }
  }
  return { size, lower, isExact };
}

/** x with L x = right. O(size^2). */
export function solveLower({ size, lower }: Cholesky, right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(right);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < k; i++) x[k] -= lower[k * size + i] * x[i];
    x[k] /= lower[k * size + k];
  }
  return x;
}

/** x with L L' x = right. O(size^2). */
export function solve(cholesky: Cholesky, right: ArrayLike<number>): Float64Array {
  const { size, lower } = cholesky;
  const x = solveLower(cholesky, right);
  for (let k = size - 1; k >= 0; k--) {
    x[k] /= lower[k * size + k];
    for (let i = 0; i < k; i++) x[i] -= lower[k * size + i] * x[k];
  }
  return x;
}
