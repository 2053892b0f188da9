import { MemoryLayout } from '../../kernels/tree-kernels';
import type { Kernels } from '../../kernels/wasm';
import { NO_CONTROL, partOf, type JobControl } from '../../util/progress';
import type { FeatureMatrix } from '../matrix';
import { codingOf, type Coding } from './coding';
import type { GbdtModel } from './model';
import { baseMargin } from './predict';
import { runBlockJob, SHARD_ROWS, shapeOf } from './row-blocks';
import { batchesOf, placeBatch, type ShapBatch } from './shap-tables';
import { treeShap, writeExpected } from './tree-shap';

/** Tables that are in memory at a time. */
const MOST_TABLE_BYTES = 32 << 20;
/** So many rows cost as much one by one as the tables do. */
const FEW_ROWS = 64;

/** One batch of groups on all rows of a matrix. */
interface BatchRun {
  readonly kernels: Kernels;
  readonly coding: Coding;
  readonly batch: ShapBatch;
  readonly matrix: FeatureMatrix;
  readonly control: JobControl;
  readonly width: number;
  /** Row after row. */
  readonly contributions: Float64Array;
}

/** Adds what a batch contributes; false where kernels or memory are missing. */
function runBatch(run: BatchRun): boolean {
  const { coding, width, contributions, ...rest } = run;
  const { columns } = coding;
  // A value of a row is as long as two cells.
  const shape = shapeOf(run.matrix, columns.length + 2 * width);
  const layout = new MemoryLayout();
  const { head, scratchBytes, write } = placeBatch(layout, run.batch, { coding, width });
  const scratch = Array.from({ length: shape.rows / SHARD_ROWS }, () => layout.take(scratchBytes));
  const staging = layout.take(4 * shape.stride * columns.length);
  const at = layout.take(8 * width * shape.rows);
  const valuesIn = (buffer: ArrayBufferLike, rows: number) =>
    new Float64Array(buffer, at, rows * width);
  return runBlockJob({
    ...{ ...rest, phase: 'explain', columns, shape, staging, bytes: layout.bytes, write },
    begin: (buffer, start, rows) => {
      const own = contributions.subarray(start * width, (start + rows) * width);
      valuesIn(buffer, rows).set(own);
    },
    shard: ({ index, first, rows }) => [
      'explainCoded',
      ...[head, staging + 4 * first, shape.stride, rows, scratch[index]],
      at + 8 * width * first,
    ],
    end: (buffer, start, rows) => {
      contributions.set(valuesIn(buffer, rows), start * width);
    },
  });
}

/**
 * Shapley values of boosted trees, by kernels on all threads, bit for bit what tree-shap.ts computes.
 * That also does it for few rows, for columns of more than 255 thresholds, and where there are no
 * kernels. Tables of what each pattern of decisions adds take at most 32 MB at a time.
 */
export class GbdtExplainer {
  readonly #kernels: Kernels | null;
  readonly #model: GbdtModel;
  readonly #coding: Coding | null;

  constructor(model: GbdtModel, kernels: Kernels | null) {
    this.#kernels = kernels;
    this.#model = model;
    this.#coding = codingOf(model);
  }

  /**
   * XGBoost's `pred_contribs`, row after row: one value for each feature in the order of featureNames,
   * then the expected margin. They add up to predictMargin, within 1e-5. Columns are read by position.
   * Reports how far it is and may be cancelled between blocks. O(rows x leaves), for leaves deeper than
   * 8 times the features of a path cubed; memory rows x (features + 1) x 8 bytes. Throws CANCELLED.
   */
  explain(matrix: FeatureMatrix, control: JobControl = NO_CONTROL): Float64Array {
    return this.#byKernels(matrix, control) ?? treeShap(this.#model, matrix, control);
  }

  /** Null where they cannot or need not be used. */
  #byKernels(matrix: FeatureMatrix, control: JobControl): Float64Array | null {
    const [kernels, coding] = [this.#kernels, this.#coding];
    if (kernels === null || coding === null || matrix.rows < FEW_ROWS) return null;
    const width = this.#model.featureNames.length + 1;
    const contributions = new Float64Array(matrix.rows * width);
    let expected = baseMargin(this.#model.baseScore);
    for (const batch of batchesOf(this.#model, MOST_TABLE_BYTES)) {
      const { from, to } = batch;
      const part = partOf(control, { phase: null, from, to });
      const run = { kernels, coding, batch, matrix, width, contributions };
      if (!runBatch({ ...run, control: part })) return null;
      expected = batch.expected.reduce((sum, value) => sum + value, expected);
    }
    writeExpected(contributions, width, expected);
    return contributions;
  }
}
