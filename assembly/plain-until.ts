// Where plain ASCII ends. Twin: plainUntil in src/data/parse/decoder.ts.

/** The first byte from `at` on that is NUL or no ASCII, or `end`. Reads up to 15 bytes behind it. */
export function plainUntil(at: usize, end: usize): usize {
  for (; at < end; at += 16) {
    const text = v128.load(at);
    const nuls = i8x16.eq(text, i8x16.splat(0));
    const mask = i8x16.bitmask(v128.or(text, nuls));
    if (mask !== 0) return min(at + ctz(mask), end);
  }
  return end;
}
