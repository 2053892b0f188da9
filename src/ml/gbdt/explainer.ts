import { MemoryLayout } from '../../kernels/histogram';
import type { Kernels } from '../../kernels/wasm';
import { NO_CONTROL, partOf, type JobControl } from '../../util/progress';
import type { FeatureMatrix } from '../matrix';
import { codingOf, type Coding } from './coding';
import { fitsByte } from './leaf-groups';
import type { GbdtModel } from './model';
import { runBlockJob, SHARD_ROWS, shapeOf } from './row-blocks';
import { batchesOf, placeBatch, shapScratchBytes, type TabledGroup } from './shap-tables';
import { explainModel, treeShap, type ExplainedModel } from './tree-shap';

/** Tables that are in memory at a time. */
const MOST_TABLE_BYTES = 32 << 20;
/** So many rows cost as much one by one as the tables do. */
const FEW_ROWS = 64;

/** One batch of groups on all rows of a matrix. */
interface BatchRun {
  readonly kernels: Kernels;
  readonly coding: Coding;
  readonly batch: readonly TabledGroup[];
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
  const { head, write } = placeBatch(layout, run.batch, { coding, width });
  const scratch = Array.from({ length: shape.rows / SHARD_ROWS }, () =>
    layout.take(shapScratchBytes(coding)),
  );
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
 * Shapley values of boosted trees, by kernels on all threads from tables of what each pattern of
 * decisions adds, bit for bit what tree-shap.ts computes. That also does it for few rows, for leaves
 * deeper than 8, for columns of more than 255 thresholds, and where there are no kernels. Trees are
 * prepared once a model; tables take at most 32 MB at a time.
 */
export class GbdtExplainer {
  readonly #kernels: Kernels | null;
  readonly #model: ExplainedModel;
  readonly #coding: Coding | null;

  constructor(model: GbdtModel, kernels: Kernels | null) {
    this.#kernels = kernels;
    this.#model = explainModel(model);
    const fits = this.#model.trees.every(({ groups }) => groups.every(fitsByte));
    this.#coding = fits ? codingOf(model) : null;
  }

  /**
   * XGBoost's `pred_contribs`, row after row: one value for each feature in the order of featureNames,
   * then the expected margin. They add up to predictMargin, within 1e-5. Columns are read by position.
   * Reports rows and may be cancelled between blocks. Throws CANCELLED.
   */
  explain(matrix: FeatureMatrix, control: JobControl = NO_CONTROL): Float64Array {
    return this.#byKernels(matrix, control) ?? treeShap(this.#model, matrix, control);
  }

  /** Null where they cannot or need not be used. */
  #byKernels(matrix: FeatureMatrix, control: JobControl): Float64Array | null {
    const [kernels, coding] = [this.#kernels, this.#coding];
    if (kernels === null || coding === null || matrix.rows < FEW_ROWS) return null;
    const { width, expected, trees } = this.#model;
    const contributions = new Float64Array(matrix.rows * width);
    for (let row = 1; row <= matrix.rows; row++) contributions[row * width - 1] = expected;
    const batches = batchesOf(trees, MOST_TABLE_BYTES);
    const isDone = batches.every((batch, i) => {
      const part = { phase: null, from: i / batches.length, to: (i + 1) / batches.length };
      const run = { kernels, coding, batch, matrix, width, contributions };
      return runBatch({ ...run, control: partOf(control, part) });
    });
    return isDone ? contributions : null;
  }
}
