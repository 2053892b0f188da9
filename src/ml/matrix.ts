/**
 * Features as a trainer reads them: column j is values.subarray(j * rows, (j + 1) * rows).
 * Missing is NaN.
 */
export interface FeatureMatrix {
  readonly rows: number;
  readonly names: readonly string[];
  readonly values: Float32Array;
}

/** Column j of a matrix, without copying. */
export function featureColumn(matrix: FeatureMatrix, j: number): Float32Array {
  return matrix.values.subarray(j * matrix.rows, (j + 1) * matrix.rows);
}
