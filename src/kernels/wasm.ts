import type { Assets } from '../util/assets';
import { ONE_THREAD, type Parallel } from './parallel';

/** What `build/kernels.wasm` exports for trees; arguments are byte addresses and counts. See assembly/. */
export interface TreeExports {
  readonly sortPresent: (
    values: number,
    count: number,
    sorted: number,
    spare: number,
    counts: number,
  ) => void;
  readonly binRows: (
    values: number,
    stride: number,
    rows: number,
    columns: number,
    cuts: number,
    places: number,
    width: number,
    bins: number,
  ) => void;
  readonly predictRows: (
    rows: number,
    count: number,
    margins: number,
    labels: number,
    params: number,
    predicted: number,
    sums: number,
  ) => void;
  readonly sumBlocks: (job: number, histograms: number) => void;
  readonly partBlocks: (job: number, histograms: number) => void;
  readonly scanColumns: (job: number, scratch: number) => void;
  readonly addTree: (
    bins: number,
    columns: number,
    rows: number,
    nodes: number,
    depth: number,
    margins: number,
  ) => void;
  readonly drawRows: (
    rows: number,
    blockRows: number,
    seed: number,
    limit: number,
    drawn: number,
    starts: number,
  ) => void;
  readonly sumLogLoss: (margins: number, labels: number, rows: number, sums: number) => void;
  readonly growForestTree: (job: number) => void;
}

/** What it exports for logistic regression. */
export interface LogisticExports {
  readonly columnMoments: (values: number, rows: number, moments: number) => void;
  readonly standardiseColumn: (
    values: number,
    rows: number,
    scales: number,
    indicator: number,
  ) => void;
  readonly logisticLoss: (
    design: number,
    stride: number,
    rows: number,
    columns: number,
    signs: number,
    weights: number,
    residuals: number,
    sums: number,
  ) => void;
  readonly logisticInformation: (
    design: number,
    stride: number,
    rows: number,
    step: number,
    columns: number,
    residuals: number,
    tile: number,
    width: number,
    information: number,
  ) => void;
}

/** The plain TypeScript twin of a tree kernel: its arguments behind the memory that they point into. */
export type TwinOf<Name extends keyof TreeExports> = (
  buffer: ArrayBufferLike,
  ...args: Parameters<TreeExports[Name]>
) => ReturnType<TreeExports[Name]>;

/** What it exports for cells of delimited text. */
export interface CellExports {
  readonly plainBytes: (text: number, length: number) => number;
  readonly splitRecords: (job: number) => void;
  readonly internCells: (dictionary: number, cells: number, count: number, codes: number) => void;
  readonly placeLevels: (dictionary: number) => void;
  readonly internColumn: (
    dictionary: number,
    batch: number,
    column: number,
    from: number,
    codes: number,
  ) => void;
  readonly narrowCodes: (codes: number, to: number, count: number, width: number) => void;
  readonly fillColumns: (batch: number, fills: number, from: number, to: number) => void;
  readonly readNumbers: (
    text: number,
    offsets: number,
    count: number,
    mark: number,
    powers: number,
    values: number,
    done: number,
  ) => void;
  readonly readDates: (
    text: number,
    offsets: number,
    count: number,
    shape: number,
    monthFirst: number,
    values: number,
    seen: number,
  ) => void;
}

/** What it exports for finished trees; predict.ts and tree-shap.ts of src/ml/gbdt are what they compute. */
export interface PredictExports {
  readonly predictCoded: (
    model: number,
    values: number,
    stride: number,
    rows: number,
    scratch: number,
    margins: number,
  ) => void;
  readonly walkTrees: (
    forest: number,
    trees: number,
    values: number,
    stride: number,
    rows: number,
    margins: number,
  ) => void;
  readonly explainCoded: (
    model: number,
    values: number,
    stride: number,
    rows: number,
    scratch: number,
    contributions: number,
  ) => void;
}

export type KernelExports = TreeExports & LogisticExports & CellExports & PredictExports;

/** The compiled kernel file, and the threads that may run it. */
export interface Kernels {
  readonly module: WebAssembly.Module;
  readonly parallel: Parallel;
}

/** One instance with the memory its addresses point into. */
export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly exports: KernelExports;
}

const PAGE_BYTES = 65536;
const MAX_PAGES = 65536;

/**
 * Compiles the kernels, once a worker. Null where the file cannot be had or this engine refuses it
 * (no SIMD, no WebAssembly): callers then run the TypeScript twins, with the same results.
 */
export async function loadKernels(
  assets: Assets,
  parallel: Parallel = ONE_THREAD,
): Promise<Kernels | null> {
  try {
    const module = await WebAssembly.compile(await assets.bytes('kernels.wasm'));
    return { module, parallel };
  } catch {
    return null;
  }
}

/**
 * Instantiates the kernels over a new memory of at least `bytes` bytes, all 0, which may grow up to
 * `most`; what does not grow keeps its buffer. It is freed with the last reference to it. Null when
 * that much memory cannot be had.
 */
export function instantiateKernels(
  module: WebAssembly.Module,
  bytes: number,
  most = bytes,
): KernelInstance | null {
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
  const maximum = Math.max(pages, Math.ceil(most / PAGE_BYTES));
  if (maximum > MAX_PAGES) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum, shared: true });
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    return { memory, exports: instance.exports as unknown as KernelExports };
  } catch {
    return null;
  }
}
