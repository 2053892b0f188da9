import type { LabelledMatrix } from '../../../../src/ml/labelled-matrix';
import type { FeatureMatrix } from '../../../../src/ml/matrix';
import { Rng } from '../../../../src/util/rng';

/** A matrix from its columns, written out. */
export function matrixOf(columns: Readonly<Record<string, readonly number[]>>): FeatureMatrix {
  const names = Object.keys(columns);
  const rows = columns[names[0]].length;
  const values = Float32Array.from(names.flatMap((name) => columns[name]));
  return { rows, names, values };
}

/** Noisy rows: an outcome that hangs on a step, a slope and an interaction; some cells missing. */
export function noisyRows(rows: number, columns: number, seed: number): LabelledMatrix {
  const rng = new Rng(seed);
  const values = new Float32Array(rows * columns);
  for (let k = 0; k < values.length; k++) {
    values[k] = rng.uniform() < 0.07 ? NaN : Math.round(rng.uniform() * 200) / 50;
  }
  const at = (i: number, j: number): number => values[(j % columns) * rows + i] || 0;
  const labels = Uint8Array.from({ length: rows }, (_, i) => {
    const lean =
      (at(i, 0) > 2 ? 0.25 : 0) + at(i, 1) / 10 + (at(i, 0) > 3 && at(i, 2) > 2 ? 0.2 : 0);
    return rng.uniform() < lean ? 1 : 0;
  });
  const names = Array.from({ length: columns }, (_, j) => `column ${j}`);
  return { matrix: { rows, names, values }, labels };
}

/** The same rows in another order. */
export function reordered({ matrix, labels }: LabelledMatrix, order: Uint32Array): LabelledMatrix {
  const { rows, names } = matrix;
  const values = matrix.values.map((_, k) => matrix.values[k - (k % rows) + order[k % rows]]);
  return { matrix: { rows, names, values }, labels: labels.map((_, i) => labels[order[i]]) };
}
