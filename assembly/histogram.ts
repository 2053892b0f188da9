// Histograms of quantised gradients. Twin and layout: src/kernels/histogram-reference.ts.
//
//   entry      12 B  { row u32, gradient i32, hessian u32 }
//   bins       u8, row-major, one byte a column
//   histogram  2048 B a column: 256 x i64 = (sum of gradients << 32) + sum of hessians
//
// The fixed 2048 B a column turns the column into an immediate of the load, and one 64-bit add
// serves both sums.

const ENTRY: usize = 12;
const COLUMN: usize = 2048;

/** Sums `count` entries in the histograms of all columns. */
export function buildHistogram(
  entries: usize, // IN
  count: i32,
  bins: usize, // IN
  columns: i32,
  histogram: usize, // OUT
): void {
  memory.fill(histogram, 0, <usize>columns * COLUMN);
  addEntries(entries, count, bins, columns, histogram);
}

function addEntries(entries: usize, count: i32, bins: usize, columns: i32, histogram: usize): void {
  const stride = <usize>columns;
  const end = entries + <usize>count * ENTRY;
  const wholeEights = stride & ~7;
  for (; entries < end; entries += ENTRY) {
    const packed = ((<i64>load<i32>(entries, 4)) << 32) + <i64>load<u32>(entries, 8);
    let bin = bins + <usize>load<u32>(entries) * stride;
    const eights = bin + wholeEights;
    const last = bin + stride;
    let base = histogram;
    for (; bin < eights; bin += 8, base += 8 * COLUMN) {
      const a0 = base + ((<usize>load<u8>(bin, 0)) << 3);
      const a1 = base + ((<usize>load<u8>(bin, 1)) << 3);
      const a2 = base + ((<usize>load<u8>(bin, 2)) << 3);
      const a3 = base + ((<usize>load<u8>(bin, 3)) << 3);
      store<i64>(a0, load<i64>(a0, 0 * COLUMN) + packed, 0 * COLUMN);
      store<i64>(a1, load<i64>(a1, 1 * COLUMN) + packed, 1 * COLUMN);
      store<i64>(a2, load<i64>(a2, 2 * COLUMN) + packed, 2 * COLUMN);
      store<i64>(a3, load<i64>(a3, 3 * COLUMN) + packed, 3 * COLUMN);
      const a4 = base + ((<usize>load<u8>(bin, 4)) << 3);
      const a5 = base + ((<usize>load<u8>(bin, 5)) << 3);
      const a6 = base + ((<usize>load<u8>(bin, 6)) << 3);
      const a7 = base + ((<usize>load<u8>(bin, 7)) << 3);
      store<i64>(a4, load<i64>(a4, 4 * COLUMN) + packed, 4 * COLUMN);
      store<i64>(a5, load<i64>(a5, 5 * COLUMN) + packed, 5 * COLUMN);
      store<i64>(a6, load<i64>(a6, 6 * COLUMN) + packed, 6 * COLUMN);
      store<i64>(a7, load<i64>(a7, 7 * COLUMN) + packed, 7 * COLUMN);
    }
    for (; bin < last; bin++, base += COLUMN) {
      const cell = base + ((<usize>load<u8>(bin)) << 3);
      store<i64>(cell, load<i64>(cell) + packed);
    }
  }
}

/** parent -= child, cell by cell: what is left is the other child. */
export function subtractHistogram(
  parent: usize, // IN and OUT
  child: usize, // IN
  columns: i32,
): void {
  const end = parent + <usize>columns * COLUMN;
  for (; parent < end; parent += 32, child += 32) {
    v128.store(parent, i64x2.sub(v128.load(parent), v128.load(child)));
    v128.store(parent, i64x2.sub(v128.load(parent, 16), v128.load(child, 16)), 16);
  }
}

/** into += from, cell by cell: the histogram of two sets of rows together. */
export function mergeHistogram(
  into: usize, // IN and OUT
  from: usize, // IN
  columns: i32,
): void {
  const end = into + <usize>columns * COLUMN;
  for (; into < end; into += 32, from += 32) {
    v128.store(into, i64x2.add(v128.load(into), v128.load(from)));
    v128.store(into, i64x2.add(v128.load(into, 16), v128.load(from, 16)), 16);
  }
}
