// ASCII text. Twin: plainUntil in src/data/parse/decoder.ts.

/** How many bytes at `text`, `length` at most, come before the first that is NUL or no ASCII. */
export function plainBytes(
  text: usize, // IN, 64 readable bytes behind it
  length: usize,
): usize {
  const zeros = i8x16.splat(0);
  for (let at: usize = 0; at < length; at += 64) {
    const a = v128.load(text + at);
    const b = v128.load(text + at, 16);
    const c = v128.load(text + at, 32);
    const d = v128.load(text + at, 48);
    // Of signed bytes the least is above 0 where all are plain.
    const least = i8x16.min_s(i8x16.min_s(a, b), i8x16.min_s(c, d));
    if (i8x16.bitmask(i8x16.le_s(least, zeros)) === 0) continue;
    for (; at < length; at++) if (load<i8>(text + at) <= 0) return at;
    return length;
  }
  return length;
}
