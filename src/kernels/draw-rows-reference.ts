import type { TwinOf } from './wasm';

/** A well-mixed 32-bit hash of a row and a seed (the finaliser of MurmurHash3). */
export function hashRow(row: number, seed: number): number {
  let h = (Math.imul(row + 1, 0x9e3779b1) ^ seed) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Writes the rows whose hash is below `limit`, or all where it is 0, ascending, and where each block of
 * `blockRows` rows begins among them, with the end of the last one. Both as u32. O(rows).
 */
export const drawRowsReference: TwinOf<'drawRows'> = (
  buffer,
  rows,
  blockRows,
  seed,
  limit,
  drawn,
  starts,
) => {
  const words = new Uint32Array(buffer);
  let [to, start] = [drawn >>> 2, starts >>> 2];
  for (let row = 0; row < rows; row++) {
    if (row % blockRows === 0) words[start++] = to - (drawn >>> 2);
    if (limit === 0 || hashRow(row, seed) < limit) words[to++] = row;
  }
  words[start] = to - (drawn >>> 2);
};
