import { LeadbenchError } from '../util/errors';
import {
  addHistogramReference,
  addTreeReference,
  clearHistogramReference,
  partitionEntriesReference,
  subtractHistogramReference,
} from './histogram-reference';
import { instantiateKernels, type KernelExports, type KernelModule } from './wasm';

export { ENTRY_BYTES, HISTOGRAM_BYTES, NODE_BYTES } from './histogram-reference';

/** Memory of one training job with the kernels that work on it. Lay it out with `MemoryLayout`. */
export interface TreeKernels extends KernelExports {
  readonly buffer: ArrayBufferLike;
  /** False where the TypeScript twins run. */
  readonly isWasm: boolean;
}

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

function allocate(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch {
    throw new LeadbenchError('MEMORY_FULL', { megabytes: Math.ceil(bytes / 1048576) });
  }
}

function twinsOver(buffer: ArrayBuffer): TreeKernels {
  return {
    buffer,
    isWasm: false,
    addHistogram: (...args) => addHistogramReference(buffer, ...args),
    clearHistogram: (...args) => clearHistogramReference(buffer, ...args),
    subtractHistogram: (...args) => subtractHistogramReference(buffer, ...args),
    partitionEntries: (...args) => partitionEntriesReference(buffer, ...args),
    addTree: (...args) => addTreeReference(buffer, ...args),
  };
}

/**
 * `bytes` bytes of zeroed memory and the tree kernels over it: WebAssembly where `module` is given
 * and runs, else the twins of histogram-reference.ts, which give the same bits at about a seventh of
 * the speed. Throws LeadbenchError('MEMORY_FULL', {megabytes}) when neither can have the memory.
 */
export function openTreeKernels(module: KernelModule | null, bytes: number): TreeKernels {
  const instance = module === null ? null : instantiateKernels(module, bytes);
  if (instance === null) return twinsOver(allocate(bytes));
  return { buffer: instance.buffer, isWasm: true, ...instance.exports };
}
