import { CUTS_BYTES, MemoryLayout } from '../../kernels/tree-kernels';
import { sigmoid } from '../../kernels/math';
import type { Shard } from '../../kernels/parallel';
import type { Kernels } from '../../kernels/wasm';
import { NO_CONTROL, type JobControl } from '../../util/progress';
import type { FeatureMatrix } from '../matrix';
import { writeCuts } from './binning';
import { codedScratchBytes, codeTrees, type CodedTrees } from './coded-trees';
import { flattenTrees, type FlatTrees } from './flat-trees';
import type { GbdtModel } from './model';
import { baseMargin, predictMargin } from './predict';
import {
  placeTrees,
  runBlockJob,
  SHARD_ROWS,
  shapeOf,
  type BlockShape,
  type Part,
} from './row-blocks';

/** Addresses of the first row's values and margin of a part of a block. */
interface Place {
  readonly values: number;
  readonly margins: number;
}

/** How trees stand in kernel memory: what writes them there, and the work on a part of a block. */
interface Placed {
  readonly write: (buffer: ArrayBufferLike) => void;
  readonly shard: (part: Part, place: Place) => Shard;
}

function placeCoded(layout: MemoryLayout, coded: CodedTrees, { rows, stride }: BlockShape): Placed {
  const head = layout.take(16);
  const cuts = layout.take(coded.columns.length * CUTS_BYTES);
  const trees = placeTrees(layout, coded.trees);
  const scratchBytes = codedScratchBytes(coded);
  const scratch = Array.from({ length: rows / SHARD_ROWS }, () => layout.take(scratchBytes));
  return {
    write: (buffer) => {
      const words = [coded.columns.length, cuts, coded.trees.length, trees.first];
      new Uint32Array(buffer, head, 4).set(words);
      writeCuts(buffer, coded.cuts, cuts);
      trees.write(buffer);
    },
    shard: (part, { values, margins }) => [
      'predictCoded',
      ...[head, values, stride, part.rows, scratch[part.index], margins],
    ],
  };
}

function placeFlat(layout: MemoryLayout, flat: FlatTrees, { stride }: BlockShape): Placed {
  const trees = placeTrees(layout, flat.trees);
  return {
    write: trees.write,
    shard: (part, { values, margins }) => [
      'walkTrees',
      ...[trees.first, flat.trees.length, values, stride, part.rows, margins],
    ],
  };
}

/**
 * Predicts with boosted trees by kernels on all threads, bit for bit what predict.ts computes, which
 * also does it where there are no kernels. Trees are prepared once a model. A prediction takes kernel
 * memory for a block of rows, a few MB, and for the trees, and gives it back.
 */
export class GbdtPredictor {
  readonly #model: GbdtModel;
  readonly #kernels: Kernels | null;
  readonly #trees: CodedTrees | FlatTrees | null;

  constructor(model: GbdtModel, kernels: Kernels | null) {
    this.#model = model;
    this.#kernels = kernels;
    this.#trees = kernels === null ? null : (codeTrees(model) ?? flattenTrees(model));
  }

  /**
   * Log-odds of every row. Columns are read by position. Reports rows and may be cancelled between
   * blocks. O(rows x nodes), or O(rows x trees x depth) for trees of more than 256 leaves and columns
   * of more than 255 thresholds. Throws CANCELLED.
   */
  predictMargin(matrix: FeatureMatrix, control: JobControl = NO_CONTROL): Float64Array {
    return this.#byKernels(matrix, control) ?? predictMargin(this.#model, matrix, control);
  }

  /** P(1) of every row: the sigmoid of predictMargin, which says the rest. */
  predict(matrix: FeatureMatrix, control: JobControl = NO_CONTROL): Float64Array {
    return this.predictMargin(matrix, control).map(sigmoid);
  }

  /** Null where kernels or memory are missing. */
  #byKernels(matrix: FeatureMatrix, control: JobControl): Float64Array | null {
    const [kernels, trees] = [this.#kernels, this.#trees];
    if (kernels === null || trees === null) return null;
    const { columns } = trees;
    const shape = shapeOf(matrix, columns.length);
    const layout = new MemoryLayout();
    const placed =
      'cuts' in trees ? placeCoded(layout, trees, shape) : placeFlat(layout, trees, shape);
    const staging = layout.take(4 * shape.stride * columns.length);
    const at = layout.take(4 * shape.rows);
    const margins = new Float64Array(matrix.rows);
    const base = baseMargin(this.#model.baseScore);
    const marginsIn = (buffer: ArrayBufferLike, rows: number) => new Float32Array(buffer, at, rows);
    const isDone = runBlockJob({
      ...{ kernels, matrix, control, phase: 'predict', columns, shape, staging },
      bytes: layout.bytes,
      write: placed.write,
      begin: (buffer, _, rows) => marginsIn(buffer, rows).fill(base),
      shard: (part) =>
        placed.shard(part, { values: staging + 4 * part.first, margins: at + 4 * part.first }),
      end: (buffer, start, rows) => {
        margins.set(marginsIn(buffer, rows), start);
      },
    });
    return isDone ? margins : null;
  }
}
