/*
 * How a short plain number is written, so that its value and its form give the cell back, byte for byte.
 * Twin: readPlain in assembly/read-numbers.ts, which says what the bits are. The sign is the value's, that
 * of -0 too; a missing cell is NaN.
 */

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const EXACT_DIGITS = 15;
const IDENTIFIER_DIGITS = 9;
const DECIMALS = 15;
const BARE_MARK = 16;
const NO_WHOLE = 32;

/** What `formOf` says of a cell that is no short plain number. */
export const NOT_PLAIN = -1;

/**
 * The form of a number of up to 15 digits with a point before its decimals and nothing around it; a
 * leading zero, and nine digits or more without sign and point, make it none. Cost: O(bytes).
 */
export function formOf(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return 0;
  const first = bytes[from] === MINUS ? from + 1 : from;
  const mark = digitsEnd(bytes, first, to);
  const whole = mark - first;
  if (whole > 1 && bytes[first] === ZERO) return NOT_PLAIN;
  if (mark === to) {
    const most = first > from ? EXACT_DIGITS : IDENTIFIER_DIGITS - 1;
    return whole === 0 || whole > most ? NOT_PLAIN : 0;
  }
  const decimals = to - mark - 1;
  const digits = whole + decimals;
  if (bytes[mark] !== POINT || digits === 0 || digits > EXACT_DIGITS) return NOT_PLAIN;
  if (digitsEnd(bytes, mark + 1, to) < to) return NOT_PLAIN;
  return (decimals === 0 ? BARE_MARK : decimals) | (whole === 0 ? NO_WHOLE : 0);
}

/** The cell that says `value` in this form. */
export function writeForm(value: number, form: number): string {
  if (value !== value) return '';
  const decimals = form & DECIMALS;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const mantissa = Math.round(Math.abs(value) * Number(`1e${decimals}`));
  const digits = String(mantissa).padStart(decimals + 1, '0');
  const whole = (form & NO_WHOLE) === 0 ? digits.slice(0, digits.length - decimals) : '';
  const mark = decimals > 0 || (form & BARE_MARK) !== 0 ? '.' : '';
  return `${sign}${whole}${mark}${digits.slice(digits.length - decimals)}`;
}

function digitsEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] >= 48 && bytes[at] <= 57) at++;
  return at;
}
