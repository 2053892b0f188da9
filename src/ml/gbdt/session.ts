import {
  COUNTS_BYTES,
  CUTS_BYTES,
  ENTRY_BYTES,
  HISTOGRAM_BYTES,
  MemoryLayout,
  NODE_BYTES,
  openTreeKernels,
  PARAMS_BYTES,
  type TreeKernels,
} from '../../kernels/histogram';
import { evenBorders } from '../../kernels/parallel';
import type { Kernels } from '../../kernels/wasm';
import type { LabelledMatrix } from '../labelled-matrix';
import {
  binMatrix,
  CODED_ROWS,
  findCuts,
  writeCuts,
  type BinCuts,
  type CodePlaces,
} from './binning';
import { gradientBlocks, type GradientMemory } from './gradients';
import { histogramPieces, histogramSlots, TreeGrower } from './grow';
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
  readonly gradients: GradientMemory;
  /** Scratch: the rows of the current tree. */
  readonly sample: Uint32Array;
}

/** Columns that are sorted at a time: what the entries have room for before there are any. */
const SORTED_AT_A_TIME = 2;
/** Cells that are laid out for coding at a time. */
const STAGED_CELLS = 1 << 19;

/** Rows that are laid out for coding at a time. */
function stagingRows(rows: number, columns: number): number {
  return Math.min(rows, Math.max(64, Math.floor(STAGED_CELLS / columns)));
}

/** Addresses of everything that a fit needs. */
function layOut(layout: MemoryLayout, options: SessionOptions) {
  const { train, validation, params } = options;
  const columns = train.matrix.names.length;
  const { rows } = train.matrix;
  const place = (count: number) => ({
    rows: count,
    bins: layout.take(count * columns),
    marginsAt: layout.take(count * 8),
  });
  const threads = options.kernels?.parallel.threads ?? 1;
  return {
    train: place(rows),
    validation: validation && validation.matrix.rows > 0 ? place(validation.matrix.rows) : null,
    byColumn: layout.take(rows * columns),
    nodes: layout.take(NODE_BYTES << (params.max_depth + 1)),
    entries: layout.take(rows * ENTRY_BYTES),
    spareEntries: layout.take(rows * ENTRY_BYTES),
    histograms: layout.take(histogramSlots(params.max_depth) * columns * HISTOGRAM_BYTES),
    pieces: layout.take(histogramPieces(threads) * columns * HISTOGRAM_BYTES),
    counts: layout.take(4 * histogramSlots(params.max_depth)),
    labels: layout.take(rows),
    sample: layout.take(rows * 4),
    predicted: layout.take(rows * 8),
    params: layout.take(PARAMS_BYTES),
    sums: layout.take(gradientBlocks(rows) * 16),
    cuts: layout.take(columns * CUTS_BYTES),
    staging: layout.take(4 * columns * stagingRows(rows, columns)),
    /** What is written here nobody reads. */
    sink: layout.take(CODED_ROWS),
    digits: Array.from({ length: SORTED_AT_A_TIME }, () => layout.take(COUNTS_BYTES)),
  };
}

/** What a fit is opened with. */
interface SessionOptions {
  readonly train: LabelledMatrix;
  readonly validation: LabelledMatrix | null;
  readonly kernels: Kernels | null;
  readonly params: GbdtParams;
  readonly base: number;
}

/**
 * Lays out one memory for everything a fit needs, opens the kernels over it, cuts and codes the rows
 * and starts every margin at `base`. Throws MEMORY_FULL {megabytes}.
 */
export function openSession(options: SessionOptions): Session {
  const { train, validation, params, base } = options;
  const { matrix } = train;
  const columns = matrix.names.length;
  const layout = new MemoryLayout();
  const at = layOut(layout, options);
  const kernels = openTreeKernels(options.kernels, layout.bytes);
  const room = [at.entries, at.spareEntries].map((values, i) => ({ values, counts: at.digits[i] }));
  const cuts = findCuts(kernels, matrix, params.max_bin, room);
  writeCuts(kernels.buffer, cuts.cuts, at.cuts);
  const rows = stagingRows(matrix.rows, columns);
  const binMemory = { cuts: at.cuts, staging: at.staging, stagingRows: rows };
  const fill = (
    place: typeof at.train,
    from: LabelledMatrix,
    byColumn: Omit<CodePlaces, 'byRow'>,
  ): BinnedRows => {
    binMatrix(kernels, from.matrix, binMemory, { byRow: place.bins, ...byColumn });
    const margins = new Float64Array(kernels.buffer, place.marginsAt, place.rows).fill(base);
    return { ...place, margins, labels: from.labels };
  };
  new Uint8Array(kernels.buffer, at.labels, matrix.rows).set(train.labels);
  const trainRows = fill(at.train, train, { byColumn: at.byColumn, distance: matrix.rows });
  const memory = { ...at, rows: matrix.rows, bins: trainRows.bins };
  return {
    kernels,
    cuts,
    train: trainRows,
    validation:
      at.validation && validation
        ? fill(at.validation, validation, { byColumn: at.sink, distance: 0 })
        : null,
    grower: new TreeGrower({ kernels, cuts, params, memory }),
    nodes: at.nodes,
    gradients: { ...at, rows: at.sample, margins: trainRows.marginsAt },
    sample: new Uint32Array(kernels.buffer, at.sample, matrix.rows),
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
  const parts = Math.ceil(rows.rows / ROWS_PER_SHARD);
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
