import type { Rng } from '../../util/rng';

/** Where a sample goes. */
interface SampleMemory {
  readonly rows: Uint32Array;
  /** One more than there are blocks. */
  readonly starts: Uint32Array;
  readonly blockRows: number;
}

/** A well-mixed 32-bit hash of a row and a tree's seed (the finaliser of MurmurHash3). */
function hashRow(row: number, seed: number): number {
  let h = (Math.imul(row + 1, 0x9e3779b1) ^ seed) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Writes the rows of one tree's sample into `rows`, ascending, and where each block of `blockRows` rows
 * begins among them into `starts`, with the end of the last one; returns their count. Each row is in
 * with probability `share`, by a hash of row and seed, so no order of work changes the sample. At least
 * one row. O(n).
 */
export function sampleRows(
  { rows, starts, blockRows }: SampleMemory,
  n: number,
  share: number,
  seed: number,
): number {
  let count = 0;
  const isWhole = rows[n - 1] === n - 1 && starts[starts.length - 1] === n;
  // A sample of all rows is the same for every tree.
  if (share === 1 && isWhole) return n;
  const limit = share * 4294967296;
  const sure = hashRow(seed, seed) % n;
  for (let block = 0; block < starts.length; block++) {
    starts[block] = count;
    const end = Math.min(n, (block + 1) * blockRows);
    for (let i = block * blockRows; i < end; i++) {
      if (share === 1 || hashRow(i, seed) < limit) rows[count++] = i;
    }
  }
  if (count > 0) return count;
  rows[0] = sure;
  starts.fill(1, Math.floor(sure / blockRows) + 1);
  return 1;
}

/** `share` of the columns 0 to n - 1, rounded down but at least one, ascending. */
export function sampleColumns(n: number, share: number, rng: Rng): Uint32Array {
  const columns = Uint32Array.from({ length: n }, (_, j) => j);
  return sampleOf(columns, share, rng);
}

/** `share` of some columns, rounded down but at least one, ascending as they are. */
export function sampleOf(columns: Uint32Array, share: number, rng: Rng): Uint32Array {
  const count = Math.max(1, Math.floor(share * columns.length));
  if (count >= columns.length) return columns;
  const shuffled = columns.slice();
  rng.shuffle(shuffled);
  return shuffled.slice(0, count).sort();
}
