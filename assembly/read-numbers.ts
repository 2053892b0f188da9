// Short decimal numbers. Twin: readNumber in src/data/parse/number-text.ts, which reads all of them.

/** A double keeps every integer of so many digits, and every power of ten up to 10^22. */
const EXACT_DIGITS: i32 = 15;
const MOST_DECIMALS: i32 = 22;
/** An integer of so many digits may be an identifier. */
const IDENTIFIER_DIGITS: i32 = 9;

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
  powers: usize, // IN, f64: 10^0 to 10^22
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
    const negative = <u32>load<u8>(at) === 45;
    if (negative) at++;
    const first = at;
    let mantissa: u64 = 0;
    let digit: u32 = 0;
    while (at < end && (digit = <u32>load<u8>(at) - 48) <= 9) {
      mantissa = mantissa * 10 + digit;
      at++;
    }
    const whole = <i32>(at - first);
    if (whole > 1 && <u32>load<u8>(first) === 48) return i;
    let decimals = 0;
    if (at < end && <u32>load<u8>(at) === mark) {
      const behind = ++at;
      while (at < end && (digit = <u32>load<u8>(at) - 48) <= 9) {
        mantissa = mantissa * 10 + digit;
        at++;
      }
      decimals = <i32>(at - behind);
    } else if (whole >= IDENTIFIER_DIGITS && !negative) return i;
    if (at < end || whole + decimals === 0) return i;
    if (whole + decimals > EXACT_DIGITS || decimals > MOST_DECIMALS) return i;
    let value = <f64>mantissa;
    if (decimals > 0) value /= load<f64>(powers + ((<usize>decimals) << 3));
    store<f64>(values, negative ? -value : value);
  }
  return count;
}
