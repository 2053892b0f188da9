// The rows of a sample. Twin: src/kernels/draw-rows-reference.ts.

/** Well-mixed 32-bit hashes of four rows and a seed (the finaliser of MurmurHash3). */
function hashes(rows: v128, seed: v128): v128 {
  let h = i32x4.mul(i32x4.add(rows, i32x4.splat(1)), i32x4.splat(0x9e3779b1));
  h = v128.xor(h, seed);
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/** Writes the rows whose hash is below `limit`, or all where it is 0, and where each block of them begins. */
export function drawRows(
  rows: i32,
  blockRows: i32, // a multiple of 4
  seed: u32,
  limit: u32,
  drawn: usize, // OUT, u32, room for four more than are drawn
  starts: usize, // OUT, u32, one more than there are blocks
): void {
  const seeds = i32x4.splat(<i32>seed);
  const limits = i32x4.splat(<i32>limit);
  const all = limit === 0;
  let count: usize = 0;
  for (let from = 0; from < rows; from += blockRows, starts += 4) {
    store<u32>(starts, <u32>count);
    const end = min(from + blockRows, rows);
    for (let row = from; row < end; row += 4) {
      const four = i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3));
      let mask = all ? 15 : i32x4.bitmask(i32x4.lt_u(hashes(four, seeds), limits));
      const left = end - row;
      if (left < 4) mask &= (1 << left) - 1;
      for (let next = row; mask !== 0; next++, mask >>= 1) {
        store<u32>(drawn + (count << 2), <u32>next);
        count += <usize>(mask & 1);
      }
    }
  }
  store<u32>(starts, <u32>count);
}
