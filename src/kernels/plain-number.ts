const DOT = 46;
const MINUS = 45;
/** A double keeps every integer of so many digits. */
const EXACT_DIGITS = 15;
/** An integer of so many digits may be an identifier. */
const IDENTIFIER_DIGITS = 9;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => Number(`1e${i}`));

/** Bits of a shape: how many decimals, and what else tells two ways apart to write the same number. */
const DECIMALS = 15;
const NO_WHOLE = 16;
const MARK_LAST = 32;
/** The shape of an empty cell, whose number is NaN. */
export const EMPTY_SHAPE = 255;
/** What is said of a cell that is no short plain number. */
export const NOT_PLAIN_NUMBER = -1;

/**
 * Reads short plain numbers with a decimal point: the number, and a shape by which `plainText` writes
 * the same characters again. Twin of `fillColumns` in assembly/cells.ts where it fills numbers.
 */
export class PlainNumber {
  value = NaN;

  /** The shape of `bytes[from]` to `bytes[to]`, whose number is then in `value`; or NOT_PLAIN_NUMBER. */
  read(bytes: Uint8Array, from: number, to: number): number {
    this.value = NaN;
    if (from === to) return EMPTY_SHAPE;
    const negative = bytes[from] === MINUS;
    const first = negative ? from + 1 : from;
    let [at, mantissa] = [first, 0];
    for (; at < to && isDigit(bytes[at]); at++) mantissa = mantissa * 10 + bytes[at] - 48;
    const whole = at - first;
    if (whole > 1 && bytes[first] === 48) return NOT_PLAIN_NUMBER;
    let [decimals, marked] = [0, false];
    if (at < to && bytes[at] === DOT) {
      marked = true;
      for (at++; at < to && isDigit(bytes[at]); at++, decimals++) {
        mantissa = mantissa * 10 + bytes[at] - 48;
      }
    } else if (whole >= IDENTIFIER_DIGITS && !negative) return NOT_PLAIN_NUMBER;
    const digits = whole + decimals;
    if (at < to || digits === 0 || digits > EXACT_DIGITS) return NOT_PLAIN_NUMBER;
    const value = mantissa / POWERS[decimals];
    this.value = negative ? -value : value;
    return decimals | (whole === 0 ? NO_WHOLE : 0) | (marked && decimals === 0 ? MARK_LAST : 0);
  }
}

/** The characters of a number that was read with such a shape. */
export function plainText(value: number, shape: number): string {
  if (shape === EMPTY_SHAPE) return '';
  const decimals = shape & DECIMALS;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  // Exact: the product is off by less than a half, and digits up to 10^15 are integers of a double.
  const mantissa = String(Math.round(Math.abs(value) * POWERS[decimals]));
  const least = decimals + ((shape & NO_WHOLE) === 0 ? 1 : 0);
  const digits = mantissa.padStart(least, '0');
  if (decimals === 0) return sign + digits + ((shape & MARK_LAST) === 0 ? '' : '.');
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}
