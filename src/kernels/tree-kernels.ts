import { LeadbenchError } from '../util/errors';
import { binRowsReference, sortPresentReference } from './binning-reference';
import { drawRowsReference } from './draw-rows-reference';
import { growForestTreeReference } from './forest-reference';
import { predictRowsReference } from './gradients-reference';
import { partBlocksReference, sumBlocksReference } from './grow-reference';
import { sumLogLossReference } from './log-loss-reference';
import { MAX_SHARDS, ShardTeam } from './parallel';
import { scanColumnsReference } from './scan-reference';
import { addTreeReference } from './tree-walk-reference';
import { instantiateKernels, type TreeExports, type Kernels } from './wasm';

export { COUNTS_BYTES, CUTS_BYTES, PLACE_BYTES } from './binning-reference';
export { PARAMS_BYTES } from './gradients-reference';
export { NODE_BYTES } from './tree-walk-reference';

/** The tree kernels, all of which run in shards. */
type TreeShards = keyof TreeExports;

/** Memory of one training job with the kernels that work on it. Lay it out with `MemoryLayout`. */
export interface TreeKernels extends TreeExports {
  readonly buffer: ArrayBufferLike;
  /** False where the TypeScript twins run. */
  readonly isWasm: boolean;
  /** How many shards run at a time. */
  readonly threads: number;
  /** Calls a kernel once a shard with the shard's arguments, on all threads; returns when all are done. */
  run(kernel: TreeShards, shards: readonly (readonly number[])[]): void;
  /** Lets the threads go. Call it when the job is over, however it ends. */
  close(): void;
}

/** What addresses of 32 bits reach. */
const MOST_BYTES = 2 ** 32;

/** Hands out addresses one after the other, 16-byte aligned; `bytes` is what it takes in all. */
export class MemoryLayout {
  #bytes = 16;

  get bytes(): number {
    return this.#bytes;
  }

  /** Address of a new region of `bytes` bytes. */
  take(bytes: number): number {
    const address = this.#bytes;
    this.#bytes = Math.ceil((address + bytes) / 16) * 16;
    return address;
  }
}

/** Zeroed memory outside WebAssembly. Throws LeadbenchError('MEMORY_FULL', {megabytes}). */
export function allocate(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch {
    throw new LeadbenchError('MEMORY_FULL', { megabytes: Math.ceil(bytes / 1048576) });
  }
}

function twinsOver(buffer: ArrayBuffer): TreeKernels {
  const twins: TreeExports = {
    sortPresent: (...args) => sortPresentReference(buffer, ...args),
    binRows: (...args) => binRowsReference(buffer, ...args),
    predictRows: (...args) => predictRowsReference(buffer, ...args),
    sumBlocks: (...args) => sumBlocksReference(buffer, ...args),
    partBlocks: (...args) => partBlocksReference(buffer, ...args),
    scanColumns: (...args) => scanColumnsReference(buffer, ...args),
    addTree: (...args) => addTreeReference(buffer, ...args),
    drawRows: (...args) => drawRowsReference(buffer, ...args),
    sumLogLoss: (...args) => sumLogLossReference(buffer, ...args),
    growForestTree: (...args) => growForestTreeReference(buffer, ...args),
  };
  return {
    ...twins,
    buffer,
    isWasm: false,
    threads: 1,
    run: (kernel, shards) => {
      const call: (...args: number[]) => void = twins[kernel];
      for (const shard of shards) call(...shard);
    },
    close: () => undefined,
  };
}

/**
 * `bytes` bytes of zeroed memory and the tree kernels over it: WebAssembly where `kernels` is given
 * and runs, on its threads, else the twins of *-reference.ts, which give the same bits at
 * about a seventh of the speed of one thread. Throws LeadbenchError('MEMORY_FULL', {megabytes}) when
 * neither can have the memory, or addresses do not reach so far.
 */
export function openTreeKernels(kernels: Kernels | null, bytes: number): TreeKernels {
  if (bytes > MOST_BYTES) {
    throw new LeadbenchError('MEMORY_FULL', { megabytes: Math.ceil(bytes / 1048576) });
  }
  const instance = kernels === null ? null : instantiateKernels(kernels.module, bytes);
  if (kernels === null || instance === null) return twinsOver(allocate(bytes));
  const team = new ShardTeam(kernels.parallel, { module: kernels.module, ...instance });
  return {
    ...instance.exports,
    buffer: instance.memory.buffer,
    isWasm: true,
    threads: team.threads,
    run: (kernel, shards) => {
      for (let i = 0; i < shards.length; i += MAX_SHARDS) {
        team.run(shards.slice(i, i + MAX_SHARDS).map((shard) => [kernel, ...shard]));
      }
    },
    close: () => {
      team.close();
    },
  };
}
