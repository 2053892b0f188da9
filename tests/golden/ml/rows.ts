import { readFileSync } from 'node:fs';
import type { FeatureMatrix } from '../../../src/ml/matrix';

const FOLDER = new URL('../../fixtures/golden-ml/', import.meta.url);

/** A golden file as text. */
export function goldenText(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

/**
 * The rows all goldens of src/ml are about, without the columns named in `drop`: features with NaN
 * for an empty cell, and the outcome.
 */
export function goldenRows(
  from: number,
  to?: number,
  drop: readonly string[] = [],
): { matrix: FeatureMatrix; labels: Uint8Array } {
  const [header, ...lines] = goldenText('rows.csv').trim().split('\n');
  const columns = header.split(',');
  const kept = columns.slice(0, -1).filter((name) => !drop.includes(name));
  const cells = lines.slice(from, to).map((line) => line.split(','));
  const rows = cells.length;
  const values = new Float32Array(rows * kept.length);
  kept.forEach((name, j) => {
    const at = columns.indexOf(name);
    cells.forEach((row, i) => (values[j * rows + i] = row[at] === '' ? NaN : Number(row[at])));
  });
  const labels = Uint8Array.from(cells, (row) => Number(row[columns.length - 1]));
  return { matrix: { rows, names: kept, values }, labels };
}

/** The largest difference between two lists, over the length of the second. */
export function largestDifference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i])), 0);
}
