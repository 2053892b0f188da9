// Short decimal numbers. Twins: readNumber in src/data/parse/number-text.ts, which reads all of them, and
// src/kernels/plain-number.ts, which knows the shapes.

/** A double keeps every integer of so many digits, and every such power of ten. */
const EXACT_DIGITS: i32 = 15;
/** An integer of so many digits may be an identifier. */
const IDENTIFIER_DIGITS: i32 = 9;

/** Bits of a shape beside the decimals; see src/kernels/plain-number.ts. */
const NO_WHOLE: i32 = 16;
const MARK_LAST: i32 = 32;

function isBlank(c: u32): bool {
  return c === 32 || c === 9;
}

/**
 * Reads cells as `readNumber` does, NaN for a blank one. Writes how many it was: the first that is not
 * short and plain stops it, for the twin to read.
 */
export function readNumbers(
  text: usize, // IN
  offsets: usize, // IN, u32: cell i is text + offsets[i] - offsets[0] to text + offsets[i + 1] - offsets[0]
  count: i32,
  mark: u32, // the decimal mark
  powers: usize, // IN, f64: 10^0 to 10^15
  values: usize, // OUT, f64
  out: usize, // OUT, u32
): void {
  store<i32>(out, read(text, offsets, count, mark, powers, values));
}

function read(
  text: usize,
  offsets: usize,
  count: i32,
  mark: u32,
  powers: usize,
  values: usize,
): i32 {
  const origin = text - <usize>load<u32>(offsets);
  for (let i = 0; i < count; i++, offsets += 4, values += 8) {
    let at = origin + <usize>load<u32>(offsets);
    let end = origin + <usize>load<u32>(offsets, 4);
    while (at < end && isBlank(<u32>load<u8>(at))) at++;
    while (end > at && isBlank(<u32>load<u8>(end - 1))) end--;
    if (at === end) {
      store<f64>(values, NaN);
      continue;
    }
    if (readPlain(at, end, mark, powers, values) < 0) return i;
  }
  return count;
}

/** Writes the number from `at` to `end`, which is not empty. Its shape, or -1 where it is not short and plain. */
export function readPlain(at: usize, end: usize, mark: u32, powers: usize, value: usize): i32 {
  const negative = <u32>load<u8>(at) === 45;
  if (negative) at++;
  if (end - at <= 8 && end > at)
    return readWord(at, <u32>(end - at), mark, powers, value, negative);
  const first = at;
  let mantissa: u64 = 0;
  let digit: u32 = 0;
  while (at < end && (digit = <u32>load<u8>(at) - 48) <= 9) {
    mantissa = mantissa * 10 + digit;
    at++;
  }
  const whole = <i32>(at - first);
  if (whole > 1 && <u32>load<u8>(first) === 48) return -1;
  let decimals = 0;
  let shape = whole === 0 ? NO_WHOLE : 0;
  if (at < end && <u32>load<u8>(at) === mark) {
    const behind = ++at;
    while (at < end && (digit = <u32>load<u8>(at) - 48) <= 9) {
      mantissa = mantissa * 10 + digit;
      at++;
    }
    decimals = <i32>(at - behind);
    if (decimals === 0) shape |= MARK_LAST;
  } else if (whole >= IDENTIFIER_DIGITS && !negative) return -1;
  const digits = whole + decimals;
  if (at < end || digits === 0 || digits > EXACT_DIGITS) return -1;
  let read = <f64>mantissa;
  if (decimals > 0) read /= load<f64>(powers + ((<usize>decimals) << 3));
  store<f64>(value, negative ? -read : read);
  return shape | decimals;
}

/**
 * The same for one to eight characters, all at once. In `word` the digits are 0 to 9 and end at the last
 * byte, with zeros before them; what is no digit lights the top bit of its byte.
 */
function readWord(
  at: usize,
  length: u32,
  mark: u32,
  powers: usize,
  value: usize,
  negative: bool,
): i32 {
  const first = <u32>load<u8>(at);
  let word = (load<u64>(at) ^ 0x3030303030303030) << ((<u64>(8 - length)) << 3);
  const others = (word | (word + 0x7676767676767676)) & 0x8080808080808080;
  let decimals: u32 = 0;
  let whole = length;
  let shape: u32 = 0;
  if (others !== 0) {
    const below = ctz(others) & 56;
    if ((others & (others - 1)) !== 0 || <u32>((word >> below) & 255) !== (mark ^ 48)) return -1;
    decimals = 7 - <u32>(below >> 3);
    whole = length - 1 - decimals;
    if (whole + decimals === 0) return -1;
    // The digits before the mark move up into its place.
    const behind = ((<u64>-1) << below) << 8;
    word = (word & behind) | ((word & (((<u64>1) << below) - 1)) << 8);
    shape = decimals | ((<u32>(whole === 0)) << 4) | ((<u32>(decimals === 0)) << 5);
  }
  if (whole > 1 && first === 48) return -1;
  word = (word * 10 + (word >> 8)) & 0x00ff00ff00ff00ff;
  word = (word * 100 + (word >> 16)) & 0x0000ffff0000ffff;
  word = (word * 10000 + (word >> 32)) & 0xffffffff;
  const read = <f64>word / load<f64>(powers + ((<usize>decimals) << 3));
  store<f64>(value, negative ? -read : read);
  return <i32>shape;
}
