import {
  COUNTS_BYTES,
  CUTS_BYTES,
  MemoryLayout,
  NODE_BYTES,
  openTreeKernels,
  PARAMS_BYTES,
  PLACE_BYTES,
  type TreeKernels,
} from '../../kernels/tree-kernels';
import { evenBorders } from '../../kernels/parallel';
import { addParts, blockCount as sumBlocks } from '../../kernels/sum';
import type { Kernels } from '../../kernels/wasm';
import type { LabelledMatrix } from '../labelled-matrix';
import { binMatrix, findCuts, writeCuts, writePlaces, type BinCuts } from './binning';
import { bundleFeatures, type Bundles } from './bundles';
import { constraintsOf, type Constraints } from './constraints';
import { BLOCK_ROWS, blockCount, type GradientMemory } from './gradients';
import { entriesBytes, takeGrowMemory } from './grow-memory';
import { NodeSplitter } from './node-splitter';
import { leafLimit, type GbdtParams } from './params';
import type { SampleMemory } from './sampling';
import type { GrownTree } from './tree-builder';

/** Coded rows in the memory of the kernels, with their margins so far. */
export interface BinnedRows {
  readonly rows: number;
  readonly bins: number;
  readonly marginsAt: number;
  readonly labelsAt: number;
}

/** One fit's memory and what works on it. */
export interface Session {
  readonly kernels: TreeKernels;
  readonly cuts: BinCuts;
  readonly bundles: Bundles;
  readonly train: BinnedRows;
  readonly validation: BinnedRows | null;
  readonly splitter: NodeSplitter;
  readonly nodes: number;
  readonly gradients: GradientMemory;
  /** Scratch: the rows of the current tree, and where each block begins among them. */
  readonly sample: SampleMemory;
  /** Scratch: a sum for each block of rows, see src/kernels/sum.ts. */
  readonly parts: number;
}

/** Cells that are laid out for coding at a time. */
const STAGED_CELLS = 1 << 19;

/** Rows that are laid out for coding at a time. */
function stagingRows(rows: number, columns: number): number {
  return Math.min(rows, Math.max(64, Math.floor(STAGED_CELLS / columns)));
}

/**
 * Two columns are sorted in what holds entries and probabilities later: values, sorted ones and scratch,
 * 12 bytes a row each.
 */
function takeRoom(layout: MemoryLayout, rows: number) {
  const counts = [layout.take(COUNTS_BYTES), layout.take(COUNTS_BYTES)];
  const [first, second, third] = [0, 1, 2].map(() => layout.take(entriesBytes(rows)));
  const values = [first, first + 12 * rows];
  return {
    entries: [first, second] as const,
    predicted: third,
    sorting: values.map((at, i) => ({ values: at, counts: counts[i] })),
  };
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
    labelsAt: layout.take(count),
  });
  const threads = options.kernels?.parallel.threads ?? 1;
  const shape = { rows, features: columns, params, threads };
  const room = takeRoom(layout, rows);
  return {
    ...room,
    train: place(rows),
    validation: validation && validation.matrix.rows > 0 ? place(validation.matrix.rows) : null,
    grow: takeGrowMemory(layout, shape, room.entries),
    nodes: layout.take(2 * NODE_BYTES * leafLimit(params, rows)),
    sample: layout.take((rows + 4) * 4),
    starts: layout.take(4 * (blockCount(rows) + 1)),
    params: layout.take(PARAMS_BYTES),
    sums: layout.take(blockCount(rows) * 16),
    parts: layout.take(8 * sumBlocks(validation?.matrix.rows ?? 0)),
    cuts: layout.take(columns * CUTS_BYTES),
    places: layout.take(columns * PLACE_BYTES),
    staging: layout.take(4 * columns * stagingRows(rows, columns)),
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
  const constraints = constraintsOf(options.params, options.train.matrix.names);
  const layout = new MemoryLayout();
  const at = layOut(layout, options);
  const kernels = openTreeKernels(options.kernels, layout.bytes);
  try {
    return fillSession(kernels, at, { ...options, constraints });
  } catch (error) {
    kernels.close();
    throw error;
  }
}

function fillSession(
  kernels: TreeKernels,
  at: ReturnType<typeof layOut>,
  options: SessionOptions & { readonly constraints: Constraints },
): Session {
  const { train, validation, params, base, constraints } = options;
  const { matrix } = train;
  const columns = matrix.names.length;
  const cuts = findCuts(kernels, matrix, params.max_bin, at.sorting);
  const bundles = bundleFeatures(cuts.cuts.map((column) => column.length + 2));
  const { width } = bundles;
  writeCuts(kernels.buffer, cuts.cuts, at.cuts);
  writePlaces(kernels, bundles, at.places);
  const rows = stagingRows(matrix.rows, columns);
  const { places, staging } = at;
  const binMemory = { cuts: at.cuts, places, staging, stagingRows: rows };
  const fill = (place: typeof at.train, from: LabelledMatrix): BinnedRows => {
    binMatrix(kernels, from.matrix, binMemory, { bins: place.bins, width });
    new Float64Array(kernels.buffer, place.marginsAt, place.rows).fill(base);
    new Uint8Array(kernels.buffer, place.labelsAt, place.rows).set(from.labels);
    return place;
  };
  const trainRows = fill(at.train, train);
  const gradients = { ...at, margins: trainRows.marginsAt, labels: trainRows.labelsAt };
  const { bins } = trainRows;
  return {
    kernels,
    cuts,
    bundles,
    train: trainRows,
    validation: at.validation && validation ? fill(at.validation, validation) : null,
    splitter: new NodeSplitter({
      kernels,
      cuts,
      bundles,
      constraints,
      params,
      gradients,
      bins,
      memory: at.grow,
    }),
    nodes: at.nodes,
    gradients,
    sample: { kernels, drawn: at.sample, starts: at.starts, blockRows: BLOCK_ROWS },
    parts: at.parts,
  };
}

/** Writes a grown tree where the kernels walk it. */
function writeNodes(session: Session, { tree, lastLeft }: GrownTree): void {
  const view = new DataView(session.kernels.buffer, session.nodes, tree.left.length * NODE_BYTES);
  for (let node = 0; node < tree.left.length; node++) {
    const at = node * NODE_BYTES;
    const isLeaf = tree.left[node] < 0;
    const low = isLeaf || tree.defaultLeft[node] === 1 ? 0 : 1;
    const feature = tree.feature[node];
    view.setUint32(at, session.bundles.byte[feature], true);
    view.setUint32(at + 4, session.splitter.search.decodingAt(feature), true);
    view.setUint32(at + 8, low, true);
    view.setUint32(at + 12, isLeaf ? 256 : lastLeft[node] + 1 - low, true);
    view.setUint32(at + 16, isLeaf ? node : tree.left[node], true);
    view.setFloat64(at + 24, tree.value[node], true);
  }
}

/** Rows of one shard of a walk. */
const ROWS_PER_SHARD = 16_384;

function addToMargins(session: Session, rows: BinnedRows, depth: number): void {
  const { width } = session.bundles;
  const parts = Math.ceil(rows.rows / ROWS_PER_SHARD);
  const borders = evenBorders(rows.rows, parts);
  session.kernels.run(
    'addTree',
    borders
      .slice(0, parts)
      .map((from, part) => [
        rows.bins + from * width,
        width,
        borders[part + 1] - from,
        session.nodes,
        depth,
        rows.marginsAt + from * 8,
      ]),
  );
}

/**
 * Adds a grown tree to the margins of all rows, training and validation; `isAdded`: growing it has done
 * so for the training rows. O(rows x depth).
 */
export function addGrownTree(session: Session, grown: GrownTree, isAdded: boolean): void {
  if (isAdded && session.validation === null) return;
  writeNodes(session, grown);
  if (!isAdded) addToMargins(session, session.train, grown.depth);
  if (session.validation) addToMargins(session, session.validation, grown.depth);
}

/** Mean log loss of coded rows by their margins. O(rows). */
export function meanLogLoss({ kernels, parts }: Session, rows: BinnedRows): number {
  const shards: number[][] = [];
  for (let from = 0; from < rows.rows; from += ROWS_PER_SHARD) {
    const some = Math.min(ROWS_PER_SHARD, rows.rows - from);
    const sums = parts + 8 * sumBlocks(from);
    shards.push([rows.marginsAt + 8 * from, rows.labelsAt + from, some, sums]);
  }
  kernels.run('sumLogLoss', shards);
  return addParts(new Float64Array(kernels.buffer, parts, sumBlocks(rows.rows))) / rows.rows;
}
