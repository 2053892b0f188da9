// Short decimal numbers. Twins in src/data/parse: readNumber in number-text.ts, which reads all of them,
// and formOf in number-form.ts.
//
// A form says how a number is written, so that value and form give the cell back:
//
//   bits 0 to 3   digits behind the decimal mark
//   bit 4         a mark with no digit behind it: 5.
//   bit 5         a mark with no digit before it: .5
//
// The sign is the value's, that of -0 too; a missing cell is NaN.

/** A double keeps every integer of so many digits. */
const EXACT_DIGITS: i32 = 15;
/** An integer of so many digits may be an identifier. */
const IDENTIFIER_DIGITS: i32 = 9;
const BARE_MARK: i32 = 16;
const NO_WHOLE: i32 = 32;
export const NOT_PLAIN: i32 = -1;

/** The form of the number that `readPlain` read last, or NOT_PLAIN where it was none. */
export let form: i32 = 0;

function isBlank(c: u32): bool {
  return c === 32 || c === 9;
}

/** The number that bytes `at` to before `end` write, NaN where there are none; see `form`. */
export function readPlain(at: usize, end: usize, mark: u32): f64 {
  form = 0;
  if (at === end) return NaN;
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
  let decimals = 0;
  let power: f64 = 1;
  if (at < end && <u32>load<u8>(at) === mark) {
    const behind = ++at;
    while (at < end && (digit = <u32>load<u8>(at) - 48) <= 9) {
      mantissa = mantissa * 10 + digit;
      power *= 10;
      at++;
    }
    decimals = <i32>(at - behind);
    form = (decimals === 0 ? BARE_MARK : decimals) | (whole === 0 ? NO_WHOLE : 0);
  } else if (whole >= IDENTIFIER_DIGITS && !negative) form = NOT_PLAIN;
  const digits = whole + decimals;
  const isPadded = whole > 1 && <u32>load<u8>(first) === 48;
  if (at < end || isPadded || digits === 0 || digits > EXACT_DIGITS) form = NOT_PLAIN;
  const value = decimals > 0 ? <f64>mantissa / power : <f64>mantissa;
  return negative ? -value : value;
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
  values: usize, // OUT, f64
  out: usize, // OUT, u32
): void {
  const origin = text - <usize>load<u32>(offsets);
  let done = 0;
  for (; done < count; done++, offsets += 4, values += 8) {
    let at = origin + <usize>load<u32>(offsets);
    let end = origin + <usize>load<u32>(offsets, 4);
    while (at < end && isBlank(<u32>load<u8>(at))) at++;
    while (end > at && isBlank(<u32>load<u8>(end - 1))) end--;
    const value = readPlain(at, end, mark);
    if (form === NOT_PLAIN) break;
    store<f64>(values, value);
  }
  store<i32>(out, done);
}
