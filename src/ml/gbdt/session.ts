import {
  ENTRY_BYTES,
  HISTOGRAM_BYTES,
  MemoryLayout,
  NODE_BYTES,
  openTreeKernels,
  type TreeKernels,
} from '../../kernels/histogram';
import { evenBorders, MAX_SHARDS } from '../../kernels/parallel';
import type { Kernels } from '../../kernels/wasm';
import type { LabelledMatrix } from '../labelled-matrix';
import { binMatrix, findCuts, type BinCuts } from './binning';
import { histogramSlots, TreeGrower } from './grow';
import type { GbdtParams } from './params';
import type { GrownTree } from './tree-builder';

/** Coded rows in the memory of the kernels, with their margins so far. */
export interface BinnedRows {
  readonly rows: number;
  readonly bins: number;
  readonly marginsAt: number;
  readonly margins: Float64Array;
  readonly labels: Uint8Array;
}

/** One fit's memory and what works on it. */
export interface Session {
  readonly kernels: TreeKernels;
  readonly cuts: BinCuts;
  readonly train: BinnedRows;
  readonly validation: BinnedRows | null;
  readonly grower: TreeGrower;
  readonly nodes: number;
  readonly entries: Int32Array;
  /** Scratch: the rows of the current tree. */
  readonly sample: Uint32Array;
  /** Scratch: their probabilities. */
  readonly predicted: Float64Array;
}

/**
 * Lays out one memory for everything a fit needs, opens the kernels over it, cuts and codes the rows
 * and starts every margin at `base`. Throws MEMORY_FULL {megabytes}.
 */
export function openSession(options: {
  train: LabelledMatrix;
  validation: LabelledMatrix | null;
  kernels: Kernels | null;
  params: GbdtParams;
  base: number;
}): Session {
  const { validation, params, base } = options;
  const { matrix } = options.train;
  const columns = matrix.names.length;
  const layout = new MemoryLayout();
  const place = (rows: number) => ({
    rows,
    bins: layout.take(rows * columns),
    marginsAt: layout.take(rows * 8),
  });
  const trainAt = place(matrix.rows);
  const validationAt =
    validation && validation.matrix.rows > 0 ? place(validation.matrix.rows) : null;
  const nodes = layout.take(NODE_BYTES << (params.max_depth + 1));
  const memory = {
    entries: layout.take(matrix.rows * ENTRY_BYTES),
    spareEntries: layout.take(matrix.rows * ENTRY_BYTES),
    bins: trainAt.bins,
    histograms: layout.take(histogramSlots(params.max_depth) * columns * HISTOGRAM_BYTES),
    pieces: layout.take(((options.kernels?.parallel.threads ?? 1) - 1) * columns * HISTOGRAM_BYTES),
  };
  const cuts = findCuts(matrix, params.max_bin);
  const kernels = openTreeKernels(options.kernels, layout.bytes);
  const fill = (at: ReturnType<typeof place>, from: LabelledMatrix): BinnedRows => {
    binMatrix(from.matrix, cuts, new Uint8Array(kernels.buffer, at.bins, at.rows * columns));
    const margins = new Float64Array(kernels.buffer, at.marginsAt, at.rows).fill(base);
    return { ...at, margins, labels: from.labels };
  };
  return {
    kernels,
    cuts,
    train: fill(trainAt, options.train),
    validation: validationAt && validation ? fill(validationAt, validation) : null,
    grower: new TreeGrower({ kernels, cuts, params, memory }),
    nodes,
    entries: new Int32Array(kernels.buffer, memory.entries, matrix.rows * 3),
    sample: new Uint32Array(matrix.rows),
    predicted: new Float64Array(matrix.rows),
  };
}

/** Writes a grown tree where the kernels walk it. */
function writeNodes(session: Session, { tree, lastLeft }: GrownTree): void {
  const view = new DataView(session.kernels.buffer, session.nodes, tree.left.length * NODE_BYTES);
  for (let node = 0; node < tree.left.length; node++) {
    const at = node * NODE_BYTES;
    const isLeaf = tree.left[node] < 0;
    const low = isLeaf || tree.defaultLeft[node] === 1 ? 0 : 1;
    view.setInt32(at, tree.feature[node], true);
    view.setUint32(at + 4, low, true);
    view.setUint32(at + 8, isLeaf ? 256 : lastLeft[node] + 1 - low, true);
    view.setInt32(at + 12, isLeaf ? node : tree.left[node], true);
    view.setFloat64(at + 16, tree.value[node], true);
  }
}

/** Rows of one shard of a walk. */
const ROWS_PER_SHARD = 16_384;

function addToMargins(session: Session, rows: BinnedRows, depth: number): void {
  const columns = session.cuts.cuts.length;
  const parts = Math.min(MAX_SHARDS, Math.ceil(rows.rows / ROWS_PER_SHARD));
  const borders = evenBorders(rows.rows, parts);
  session.kernels.run(
    'addTree',
    borders
      .slice(0, parts)
      .map((from, part) => [
        rows.bins + from * columns,
        columns,
        borders[part + 1] - from,
        session.nodes,
        depth,
        rows.marginsAt + from * 8,
      ]),
  );
}

/** Adds a grown tree to the margins of all rows, training and validation. O(rows x max_depth). */
export function addGrownTree(session: Session, grown: GrownTree, maxDepth: number): void {
  writeNodes(session, grown);
  addToMargins(session, session.train, maxDepth);
  if (session.validation) addToMargins(session, session.validation, maxDepth);
}
