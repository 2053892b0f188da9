import {
  LOSS_TILE,
  MemoryLayout,
  MOMENTS_BYTES,
  openLogisticKernels,
  SCALES_BYTES,
  TILE_BYTES,
  type LogisticKernels,
} from '../../kernels/logistic';
import type { Kernels } from '../../kernels/wasm';
import type { LabelledMatrix } from '../labelled-matrix';
import { featureColumn, type FeatureMatrix } from '../matrix';
import { standardiserOf, type Standardiser } from './standardise';

/** One standardised column: the values of a feature, or whether it is missing. */
export interface DesignColumn {
  readonly feature: number;
  readonly isIndicator: boolean;
}

/** Where the pieces of a design are in the memory of the kernels. */
interface Places {
  readonly design: number;
  readonly signs: number;
  readonly residuals: number;
  readonly weights: number;
  readonly sums: number;
  readonly moments: number;
  readonly scales: number;
  readonly tiles: number;
  readonly information: number;
}

/** Standardised columns in the memory of the kernels, row numbers as in the matrix they come from. */
export interface Design {
  readonly kernels: LogisticKernels;
  readonly rows: number;
  /** float32 values from one column to the next. */
  readonly stride: number;
  /** Those that vary: values first, then indicators. */
  readonly columns: readonly DesignColumn[];
  /** Columns before those were left out that do not vary. */
  readonly slots: number;
  readonly by: Standardiser;
  /** Columns and intercept, rounded up to 4. */
  readonly width: number;
  readonly at: Places;
}

/** Memory with raw columns in it. */
type RawDesign = Pick<Design, 'kernels' | 'rows' | 'stride' | 'slots' | 'at'>;

/** What a design is opened with. */
interface DesignOptions {
  readonly kernels: Kernels | null;
  /** Whether so many columns, constant ones and all, need room for their information. */
  readonly information: (slots: number) => boolean;
}

/** Rows of a shard; fixed, so that no number of threads changes a bit. */
export const SHARD_ROWS = 16 * LOSS_TILE;
/** Pieces that the information is summed in. */
export const INFORMATION_PARTS = 8;

/** Bytes of the sums of one shard. */
export function sumsBytes(columns: number): number {
  return 8 * (columns + 2 + SHARD_ROWS / LOSS_TILE);
}

function widthOf(columns: number): number {
  return Math.ceil((columns + 1) / 4) * 4;
}

/** Whether a column may lack values: its sum is NaN where it does, and where it has both infinities. */
function mayLack(column: Float32Array): boolean {
  const sums = [0, 0, 0, 0];
  let [a, b, c, d] = sums;
  const even = column.length & ~3;
  for (let i = 0; i < even; i += 4) {
    a += column[i];
    b += column[i + 1];
    c += column[i + 2];
    d += column[i + 3];
  }
  for (let i = even; i < column.length; i++) a += column[i];
  return Number.isNaN(a + b + c + d);
}

/** Lays the memory out for all columns and their indicators, and copies columns and labels into it. */
function openRaw(
  { matrix, labels }: LabelledMatrix,
  slots: number,
  options: DesignOptions,
): RawDesign {
  const { rows, names } = matrix;
  const stride = Math.ceil(rows / 4) * 4;
  const width = widthOf(slots);
  const parts = options.information(slots) ? INFORMATION_PARTS : 0;
  const layout = new MemoryLayout();
  const at = {
    design: layout.take(4 * stride * slots),
    signs: layout.take(8 * stride),
    residuals: layout.take(8 * stride),
    weights: layout.take(8 * (slots + 1)),
    sums: layout.take(Math.ceil(rows / SHARD_ROWS) * sumsBytes(slots)),
    moments: layout.take(names.length * MOMENTS_BYTES),
    scales: layout.take(names.length * SCALES_BYTES),
    tiles: layout.take(parts * width * TILE_BYTES),
    information: layout.take(parts * width * width * 8),
  };
  const kernels = openLogisticKernels(options.kernels, layout.bytes);
  names.forEach((_, j) => {
    const to = new Float32Array(kernels.buffer, at.design + 4 * j * stride, stride);
    to.set(featureColumn(matrix, j));
    to.fill(NaN, rows);
  });
  const signs = new Float64Array(kernels.buffer, at.signs, rows);
  for (let i = 0; i < rows; i++) signs[i] = 2 * labels[i] - 1;
  return { kernels, rows, stride, slots, at };
}

function fitStandardiser({ kernels, stride, at }: RawDesign, matrix: FeatureMatrix): Standardiser {
  const place = (j: number): number => at.moments + j * MOMENTS_BYTES;
  kernels.run(
    'columnMoments',
    matrix.names.map((_, j) => [at.design + 4 * j * stride, matrix.rows, place(j)]),
  );
  const moments = matrix.names.map((_, j) => {
    const [present, mean, squares, low, high] = new Float64Array(kernels.buffer, place(j), 5);
    return { present, mean, squares, low, high };
  });
  return standardiserOf(moments, matrix);
}

/** Columns that vary, values first, then indicators. */
function varyingColumns({ scale, missingScale }: Standardiser): DesignColumn[] {
  const of = (scales: Float64Array, isIndicator: boolean): DesignColumn[] =>
    [...scales.keys()]
      .filter((feature) => scales[feature] > 0)
      .map((feature) => ({ feature, isIndicator }));
  return [...of(scale, false), ...of(missingScale, true)];
}

/** Standardises all columns where they are, each indicator behind them, then moves those that vary together. */
function standardise(raw: RawDesign, by: Standardiser, columns: readonly DesignColumn[]): void {
  const { kernels, rows, stride, at } = raw;
  const place = (slot: number): number => at.design + 4 * slot * stride;
  const features = by.mean.length;
  const lacking = columns.filter(({ isIndicator }) => isIndicator).map(({ feature }) => feature);
  const slotOf = new Map(lacking.map((feature, i) => [feature, features + i]));
  const shards = Array.from(by.mean, (mean, j) => {
    const absent = -by.missingShare[j] * by.missingScale[j];
    const scales = at.scales + j * SCALES_BYTES;
    const values = [mean, by.scale[j], absent, absent + by.missingScale[j]];
    new Float64Array(kernels.buffer, scales, 4).set(values);
    const slot = slotOf.get(j);
    return [place(j), rows, scales, slot === undefined ? 0 : place(slot)];
  });
  kernels.run('standardiseColumn', shards);
  const design = new Float32Array(kernels.buffer, at.design, stride * (features + lacking.length));
  columns.forEach(({ feature, isIndicator }, k) => {
    const slot = isIndicator ? slotOf.get(feature) : feature;
    if (slot === undefined || slot === k) return;
    design.copyWithin(k * stride, slot * stride, (slot + 1) * stride);
  });
}

/**
 * Copies a matrix into one memory for a fit and standardises there the columns that vary, as float32: a
 * column in its own units may be 1e6 and a bit, which float32 knows only until its mean is gone. 4 bytes
 * a value and indicator, 16 a row, and 64 times the square of the columns where information is wanted.
 * O(values). Throws FEATURE_INFINITE {feature}, MEMORY_FULL {megabytes}.
 */
export function openDesign(labelled: LabelledMatrix, options: DesignOptions): Design {
  const { matrix } = labelled;
  const lacking = matrix.names.filter((_, j) => mayLack(featureColumn(matrix, j))).length;
  const raw = openRaw(labelled, matrix.names.length + lacking, options);
  try {
    const by = fitStandardiser(raw, matrix);
    const columns = varyingColumns(by);
    standardise(raw, by, columns);
    return { ...raw, columns, by, width: widthOf(columns.length) };
  } catch (error) {
    raw.kernels.close();
    throw error;
  }
}
