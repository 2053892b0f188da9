import type { TwinOf } from './wasm';

/*
 * Plain TypeScript twins of the kernels that cut and code columns. Addresses are bytes into one
 * little-endian buffer:
 *
 *   values  f32; NaN is missing, infinities count as the largest float32
 *   cuts    CUTS_BYTES a column: { first step u32, 256 x f32, ascending, infinities behind the last },
 *           the first step being the largest power of two up to their number, 0 where there is none
 *   places  PLACE_BYTES a column: { byte of the row u32, factor u32 }; a byte is the sum of the codes of
 *           its columns, each times its factor
 */

/** Bytes of one column's cuts. */
export const CUTS_BYTES = 1028;
/** Bytes that say where a column's codes go. */
export const PLACE_BYTES = 8;
/** Bytes that the counting of digits takes; the first word says how many values are there. */
export const COUNTS_BYTES = 3 * 2048 * 4;
const MAX_FLOAT32 = 3.4028234663852886e38;

/** The values that are there, ascending, -0 as 0. O(count log count), the kernel O(count). */
export const sortPresentReference: TwinOf<'sortPresent'> = (
  buffer,
  values,
  count,
  sorted,
  _spare,
  counts,
) => {
  const into = new Float32Array(buffer, sorted, count);
  let present = 0;
  for (const x of new Float32Array(buffer, values, count)) {
    if (!Number.isNaN(x)) into[present++] = Math.min(Math.max(x, -MAX_FLOAT32), MAX_FLOAT32) + 0;
  }
  into.subarray(0, present).sort();
  new Uint32Array(buffer, counts, 1)[0] = present;
};

/** The code of one value: 0 when missing, else 1 + how many cuts are at or below it. O(log cuts). */
export function binCode(cuts: ArrayLike<number>, x: number): number {
  if (Number.isNaN(x)) return 0;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Adds the codes of rows to their bytes, `width` a row. O(rows x columns x log cuts). */
export const binRowsReference: TwinOf<'binRows'> = (
  buffer,
  values,
  stride,
  rows,
  columns,
  cuts,
  places,
  width,
  bins,
) => {
  const codes = new Uint8Array(buffer);
  for (let j = 0; j < columns; j++) {
    const column = new Float32Array(buffer, values + 4 * j * stride, rows);
    const table = new Float32Array(buffer, cuts + j * CUTS_BYTES + 4, 256);
    const known = table.subarray(0, table.indexOf(Infinity));
    const [byte, factor] = new Uint32Array(buffer, places + PLACE_BYTES * j, 2);
    column.forEach((x, i) => {
      codes[bins + i * width + byte] += binCode(known, x) * factor;
    });
  }
};
