import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledMatrix } from '../src/ml/labelled-matrix';

const FOLDER = join('build', 'bench-files');
/** The last rows are held out. */
const HOLD_OUT = 0.2;

/** Rows to learn from and rows to judge by, and both in one file for Python. */
export interface TrainData {
  readonly train: LabelledMatrix;
  readonly test: LabelledMatrix;
  readonly path: string;
}

/** Columns one after the other, and the outcomes of their rows. */
interface Columns {
  readonly names: readonly string[];
  readonly values: Float32Array;
  readonly labels: Uint8Array;
}

/** Writes both to files that the peers read, and parts them. */
export function writeTrainData(name: string, { names, values, labels }: Columns): TrainData {
  const rows = labels.length;
  const path = join(FOLDER, name);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${path}.f32`, values);
  writeFileSync(`${path}.u8`, labels);
  const border = Math.round(rows * (1 - HOLD_OUT));
  const part = (from: number, to: number): LabelledMatrix => {
    const some = new Float32Array((to - from) * names.length);
    names.forEach((_, j) => {
      some.set(values.subarray(j * rows + from, j * rows + to), j * (to - from));
    });
    return { matrix: { rows: to - from, names, values: some }, labels: labels.slice(from, to) };
  };
  return { train: part(0, border), test: part(border, rows), path };
}
