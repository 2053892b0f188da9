/*
 * Lists of rows. Typed arrays' own `from` and `filter` make an object of every element first, which at
 * a million rows is work for the garbage collector and memory that the browser gives back late.
 */

/** The rows that `keeps` says, in their order. */
export function filterRows(rows: Uint32Array, keeps: (row: number) => boolean): Uint32Array {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (keeps(rows[i])) kept[count++] = rows[i];
  return kept.slice(0, count);
}

/** Fills `out` with the values of the given rows, in their order. */
export function gather<T extends Uint8Array | Uint32Array | Float32Array | Float64Array>(
  out: T,
  values: ArrayLike<number>,
  rows: Uint32Array,
): T {
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}

/** The values that are not NaN, in their order. */
export function withoutNaN(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) kept[count++] = values[i];
  return kept.slice(0, count);
}
