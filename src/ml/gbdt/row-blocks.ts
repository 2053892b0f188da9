import type { MemoryLayout } from '../../kernels/tree-kernels';
import { MAX_SHARDS, ShardTeam, type Shard } from '../../kernels/parallel';
import { instantiateKernels, type Kernels } from '../../kernels/wasm';
import type { JobControl } from '../../util/progress';
import { featureColumn, type FeatureMatrix } from '../matrix';

/** Cells that are laid out for the kernels at a time. */
const STAGED_CELLS = 1 << 19;
/** Rows of one shard; the last of a block may have fewer. */
export const SHARD_ROWS = 512;

/** Rows that are laid out at a time, and how many values it is from one of their columns to the next. */
export interface BlockShape {
  readonly rows: number;
  readonly stride: number;
}

/** Rows of a block that one shard works on: `first` is the place of its first row in the block. */
export interface Part {
  readonly index: number;
  readonly first: number;
  readonly rows: number;
}

/** Whole shards; a stride as odd as the matrix, for aligned words are copied many times as fast. */
export function shapeOf(matrix: FeatureMatrix, columns: number): BlockShape {
  const most = Math.floor(STAGED_CELLS / (SHARD_ROWS * Math.max(1, columns)));
  const shards = Math.min(most, MAX_SHARDS, Math.ceil(matrix.rows / SHARD_ROWS));
  const rows = SHARD_ROWS * Math.max(1, shards);
  return { rows, stride: rows + (matrix.rows % 2) };
}

/** Takes room for trees, one behind the other, and says what writes them there. */
export function placeTrees(layout: MemoryLayout, trees: readonly Uint8Array[]) {
  const addresses = trees.map((tree) => layout.take(tree.length));
  const write = (buffer: ArrayBufferLike): void => {
    const bytes = new Uint8Array(buffer);
    trees.forEach((tree, t) => {
      bytes.set(tree, addresses[t]);
    });
  };
  return { first: addresses.at(0) ?? 0, write };
}

/** Rows of a matrix that kernels work on block by block. */
export interface BlockJob {
  readonly kernels: Kernels;
  readonly matrix: FeatureMatrix;
  readonly control: JobControl;
  /** Names the progress reports. */
  readonly phase: string;
  /** The columns that are read, in the order in which they are laid out. */
  readonly columns: readonly number[];
  readonly shape: BlockShape;
  /** Bytes of kernel memory. */
  readonly bytes: number;
  /** Address of the block's values, f32, column after column. */
  readonly staging: number;
  /** Writes what all blocks need. */
  readonly write: (buffer: ArrayBufferLike) => void;
  /** Before the shards of the rows from `start` on. */
  readonly begin: (buffer: ArrayBufferLike, start: number, rows: number) => void;
  readonly shard: (part: Part) => Shard;
  /** After them. */
  readonly end: (buffer: ArrayBufferLike, start: number, rows: number) => void;
}

function partsOf(rows: number): Part[] {
  return Array.from({ length: Math.ceil(rows / SHARD_ROWS) }, (_, index) => {
    const first = index * SHARD_ROWS;
    return { index, first, rows: Math.min(SHARD_ROWS, rows - first) };
  });
}

function runBlocks(job: BlockJob, buffer: ArrayBufferLike, team: ShardTeam): void {
  const { matrix, control, phase, columns, shape, staging } = job;
  for (let start = 0; start < matrix.rows; start += shape.rows) {
    control.checkpoint();
    const rows = Math.min(shape.rows, matrix.rows - start);
    columns.forEach((feature, j) => {
      const values = new Float32Array(buffer, staging + 4 * j * shape.stride, rows);
      values.set(featureColumn(matrix, feature).subarray(start, start + rows));
    });
    job.begin(buffer, start, rows);
    team.run(partsOf(rows).map(job.shard));
    job.end(buffer, start, rows);
    control.report({ phase, done: start + rows, total: matrix.rows, unit: 'rows' });
  }
}

/**
 * Does a job in a memory of its own, on all threads. False where the kernels or that memory cannot be
 * had. Throws CANCELLED.
 */
export function runBlockJob(job: BlockJob): boolean {
  const { module, parallel } = job.kernels;
  const instance = instantiateKernels(module, job.bytes);
  if (instance === null) return false;
  const { buffer } = instance.memory;
  job.write(buffer);
  const team = new ShardTeam(parallel, { module, ...instance });
  try {
    runBlocks(job, buffer, team);
  } finally {
    team.close();
  }
  return true;
}
