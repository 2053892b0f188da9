import type { Assets } from '../util/assets';

/** What `build/kernels.wasm` exports; arguments are byte addresses and counts. See assembly/. */
export interface KernelExports {
  readonly addHistogram: (
    entries: number,
    count: number,
    bins: number,
    columns: number,
    histogram: number,
  ) => void;
  readonly clearHistogram: (histogram: number, columns: number) => void;
  readonly subtractHistogram: (parent: number, child: number, columns: number) => void;
  readonly partitionEntries: (
    from: number,
    count: number,
    bins: number,
    columns: number,
    low: number,
    width: number,
    into: number,
  ) => number;
  readonly addTree: (
    bins: number,
    columns: number,
    rows: number,
    nodes: number,
    depth: number,
    margins: number,
  ) => void;
}

/** A compiled kernel file; it can be posted to a worker and instantiated there. */
export type KernelModule = WebAssembly.Module;

/** One instance with the memory its addresses point into. */
export interface KernelInstance {
  readonly buffer: ArrayBufferLike;
  readonly exports: KernelExports;
}

const PAGE_BYTES = 65536;
const MAX_PAGES = 65536;

/**
 * Compiles the kernels, once a worker. Null where the file cannot be had or this engine refuses it
 * (no SIMD, no WebAssembly): callers then run the TypeScript twins, with the same results.
 */
export async function loadKernels(assets: Assets): Promise<KernelModule | null> {
  try {
    return await WebAssembly.compile(await assets.bytes('kernels.wasm'));
  } catch {
    return null;
  }
}

/**
 * Instantiates the kernels over a new memory of at least `bytes` bytes, all 0. The memory does not
 * grow, so views on its buffer stay valid; it is freed with the last reference to it. Null when that
 * much memory cannot be had.
 */
export function instantiateKernels(module: KernelModule, bytes: number): KernelInstance | null {
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
  if (pages > MAX_PAGES) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    return { buffer: memory.buffer, exports: instance.exports as unknown as KernelExports };
  } catch {
    return null;
  }
}
