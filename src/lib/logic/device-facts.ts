/** What a browser says of the machine it runs on. Nothing here is kept or sent. */

/** A module with one instruction on 128 bits: i8x16.splat of an integer. */
const SIMD_MODULE = [
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
];

/** A module with shared memory and one atomic load from it. */
const THREADS_MODULE = [
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 4, 1, 96, 0, 0],
  ...[3, 2, 1, 0],
  ...[5, 4, 1, 3, 1, 1],
  ...[10, 11, 1, 9, 0, 65, 0, 254, 16, 2, 0, 26, 11],
];

/** Whether WebAssembly here has 128-bit instructions, and memory that threads can share. */
export function findWasm(): { readonly simd: boolean; readonly threads: boolean } {
  return {
    simd: WebAssembly.validate(new Uint8Array(SIMD_MODULE)),
    threads: WebAssembly.validate(new Uint8Array(THREADS_MODULE)),
  };
}

/** The graphics processor's name as far as the browser tells it, or why there is none to be had. */
export type Gpu =
  | { readonly state: 'found'; readonly name: string }
  | { readonly state: 'unsupported' | 'none' | 'failed' };

/** Asks for a WebGPU adapter; gives it back at once. Never fails. */
export async function findGpu(): Promise<Gpu> {
  const { gpu } = navigator as Partial<Pick<Navigator, 'gpu'>>;
  if (gpu === undefined) return { state: 'unsupported' };
  try {
    const adapter = await gpu.requestAdapter();
    if (adapter === null) return { state: 'none' };
    const { vendor, architecture, description } = adapter.info;
    const parts = [vendor, architecture, description].filter((part) => part !== '');
    return { state: 'found', name: parts.join(' ') };
  } catch {
    return { state: 'failed' };
  }
}

/** Bytes this page keeps on the device and may keep; null where the browser does not say. */
export interface StorageFacts {
  readonly used: number | null;
  readonly quota: number | null;
  /** Whether the browser promised not to clear it when room gets short. */
  readonly persistent: boolean | null;
}

/** Asks for no permission. Never fails. */
export async function findStorage(): Promise<StorageFacts> {
  try {
    const [{ usage = null, quota = null }, persistent] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ]);
    return { used: usage, quota, persistent };
  } catch {
    return { used: null, quota: null, persistent: null };
  }
}

/** Bytes, as Chromium tells them and others do not. */
export interface MemoryFacts {
  /** The machine's, rounded by the browser, which also stops at a limit of its own. */
  readonly machine: number | null;
  /** The most this tab's script heap may grow to. */
  readonly heap: number | null;
}

/** A machine of 16 GiB is sold as 16 GB, which is how bytes are written here. */
const GB = 1e9;

export function findMemory(): MemoryFacts {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const { memory } = performance as { memory?: { jsHeapSizeLimit: number } };
  return {
    machine: deviceMemory === undefined ? null : deviceMemory * GB,
    heap: memory?.jsHeapSizeLimit ?? null,
  };
}
