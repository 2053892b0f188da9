import type { TreeExports } from './wasm';

/*
 * Plain TypeScript twins of the histogram kernels: the oracle of their tests and the fallback where
 * WebAssembly does not load. All sums are sums of integers, so the order of rows and the number of
 * threads cannot change a bit. Addresses are bytes into one little-endian buffer:
 *
 *   entry      12 B  { row u32, gradient i32, hessian u32 }
 *   bins       u8, row-major, one byte a column
 *   histogram  2048 B a column, 256 cells of 8 B: { sum of hessians u32, sum of gradients i32 }
 *   node       24 B  { column i32, low u32, width u32, left i32, value f64 }; a leaf has low 0,
 *                    width 256 and itself as left
 *
 * Callers scale gradients so that no sum of a tree leaves 32 bits.
 */

/** Bytes of one entry. */
export const ENTRY_BYTES = 12;
/** Bytes of one column's histogram. */
export const HISTOGRAM_BYTES = 2048;
/** Bytes of one node of a tree being walked. */
export const NODE_BYTES = 24;

const ENTRY_WORDS = ENTRY_BYTES / 4;
const HISTOGRAM_WORDS = HISTOGRAM_BYTES / 4;
const NODE_WORDS = NODE_BYTES / 4;

/** A twin: the kernel's arguments behind the memory that they point into. */
export type TwinOf<Name extends keyof TreeExports> = (
  buffer: ArrayBufferLike,
  ...args: Parameters<TreeExports[Name]>
) => ReturnType<TreeExports[Name]>;

/** Sums `count` entries in the histograms of all columns. O(count x columns). */
export const buildHistogramReference: TwinOf<'buildHistogram'> = (
  buffer,
  entries,
  count,
  bins,
  columns,
  histogram,
) => {
  const words = new Int32Array(buffer);
  const codes = new Uint8Array(buffer);
  codes.fill(0, histogram, histogram + columns * HISTOGRAM_BYTES);
  const first = entries >>> 2;
  for (let e = first; e < first + count * ENTRY_WORDS; e += ENTRY_WORDS) {
    const bin = bins + (words[e] >>> 0) * columns;
    const gradient = words[e + 1];
    const hessian = words[e + 2];
    let base = histogram >>> 2;
    for (let j = 0; j < columns; j++, base += HISTOGRAM_WORDS) {
      const cell = base + 2 * codes[bin + j];
      words[cell] += hessian;
      words[cell + 1] += gradient;
    }
  }
};

/** parent -= child, cell by cell. No borrow between the words: a child's sum is part of its parent's. */
export const subtractHistogramReference: TwinOf<'subtractHistogram'> = (
  buffer,
  parent,
  child,
  columns,
) => {
  const length = columns * HISTOGRAM_WORDS;
  const from = new Int32Array(buffer, parent, length);
  const taken = new Int32Array(buffer, child, length);
  for (let i = 0; i < length; i++) from[i] -= taken[i];
};

/** into += from, cell by cell. No carry between the words: both are parts of sums of 32 bits. */
export const mergeHistogramReference: TwinOf<'mergeHistogram'> = (buffer, into, from, columns) => {
  const length = columns * HISTOGRAM_WORDS;
  const sums = new Int32Array(buffer, into, length);
  const added = new Int32Array(buffer, from, length);
  for (let i = 0; i < length; i++) sums[i] += added[i];
};

/**
 * Splits `count` entries: those whose bin in one column is in [low, low + width) fill `into` from its
 * start, in order, the others from its end, in reverse. `bins` is already moved to the column.
 * Writes how many went to the start.
 */
export const partitionEntriesReference: TwinOf<'partitionEntries'> = (
  buffer,
  from,
  count,
  bins,
  columns,
  low,
  width,
  into,
  counted,
) => {
  const words = new Int32Array(buffer);
  const codes = new Uint8Array(buffer);
  let left = into >>> 2;
  let right = left + (count - 1) * ENTRY_WORDS;
  let source = from >>> 2;
  for (let i = 0; i < count; i++, source += ENTRY_WORDS) {
    const code = codes[bins + (words[source] >>> 0) * columns];
    const goesLeft = code >= low && code < low + width;
    const target = goesLeft ? left : right;
    words[target] = words[source];
    words[target + 1] = words[source + 1];
    words[target + 2] = words[source + 2];
    if (goesLeft) left += ENTRY_WORDS;
    else right -= ENTRY_WORDS;
  }
  words[counted >>> 2] = (left - (into >>> 2)) / ENTRY_WORDS;
};

/**
 * margins[row] += value of the leaf each row falls into after `depth` steps; the right child is
 * left + 1.
 */
export const addTreeReference: TwinOf<'addTree'> = (
  buffer,
  bins,
  columns,
  rows,
  nodes,
  depth,
  margins,
) => {
  const words = new Int32Array(buffer);
  const codes = new Uint8Array(buffer);
  const doubles = new Float64Array(buffer);
  const root = nodes >>> 2;
  for (let i = 0; i < rows; i++) {
    let node = root;
    for (let level = 0; level < depth; level++) {
      const code = codes[bins + i * columns + words[node]] - words[node + 1];
      const left = code >= 0 && code < words[node + 2];
      node = root + (words[node + 3] + (left ? 0 : 1)) * NODE_WORDS;
    }
    doubles[(margins >>> 3) + i] += doubles[(node + 4) >>> 1];
  }
};
