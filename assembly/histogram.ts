// Sums of quantised gradients by code. Twin and layout: src/kernels/grow-reference.ts.
//
//   entry      8 B  { row u16, hessian u24, gradient i24 }, the row counted from the first of its block
//   bins       u8, row-major; a column of bytes holds the codes of one column or of several with few, see
//              assembly/binning.ts
//   histogram  2048 B a column: 256 x i64 = (sum of gradients << 32) + sum of hessians
//
// The fixed 2048 B a column turns the column into an immediate of the load, and one 64-bit add
// serves both sums.

const ENTRY: usize = 8;
export const COLUMN: usize = 2048;

/** Adds `count` entries to the histograms of all columns. */
export function addEntries(
  entries: usize, // IN
  count: i32,
  bins: usize, // IN: of the block's first row
  columns: i32,
  histogram: usize, // IN and OUT
): void {
  const stride = <usize>columns;
  const end = entries + ((<usize>count) << 3);
  const eights = stride & ~7;
  for (; entries < end; entries += ENTRY) {
    const entry = load<i64>(entries);
    const packed = ((entry >> 40) << 32) + ((entry >> 16) & 0xffffff);
    let bin = bins + <usize>(entry & 0xffff) * stride;
    const last = bin + eights;
    let base = histogram;
    for (; bin < last; bin += 8, base += 8 * COLUMN) {
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
    if (stride & 4) {
      const a0 = base + ((<usize>load<u8>(bin, 0)) << 3);
      const a1 = base + ((<usize>load<u8>(bin, 1)) << 3);
      const a2 = base + ((<usize>load<u8>(bin, 2)) << 3);
      const a3 = base + ((<usize>load<u8>(bin, 3)) << 3);
      store<i64>(a0, load<i64>(a0, 0 * COLUMN) + packed, 0 * COLUMN);
      store<i64>(a1, load<i64>(a1, 1 * COLUMN) + packed, 1 * COLUMN);
      store<i64>(a2, load<i64>(a2, 2 * COLUMN) + packed, 2 * COLUMN);
      store<i64>(a3, load<i64>(a3, 3 * COLUMN) + packed, 3 * COLUMN);
      bin += 4;
      base += 4 * COLUMN;
    }
    if (stride & 2) {
      const a0 = base + ((<usize>load<u8>(bin, 0)) << 3);
      const a1 = base + ((<usize>load<u8>(bin, 1)) << 3);
      store<i64>(a0, load<i64>(a0, 0 * COLUMN) + packed, 0 * COLUMN);
      store<i64>(a1, load<i64>(a1, 1 * COLUMN) + packed, 1 * COLUMN);
      bin += 2;
      base += 2 * COLUMN;
    }
    if (stride & 1) {
      const a0 = base + ((<usize>load<u8>(bin, 0)) << 3);
      store<i64>(a0, load<i64>(a0) + packed);
    }
  }
}
