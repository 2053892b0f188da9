import { trimTail } from '../../util/trim-tail';
import type { Cells } from '../../kernels/cells';

const DOT = 46;
const COMMA = 44;
const MINUS = 45;
/** Integers up to this many digits, and powers of ten up to the next, are exact doubles. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** As many digits and more may be an identifier: a phone, NIK or KK number. */
const IDENTIFIER_DIGITS = 9;

/** How the cells of a column write numbers. */
export interface NumberStyle {
  /** A comma instead of a point before the decimals. */
  readonly decimalComma: boolean;
}

/** The decimal mark. */
export function markOf({ decimalComma }: NumberStyle): string {
  return decimalComma ? ',' : '.';
}

/** What `readNumber` says of a cell that is no number. */
export const NOT_A_NUMBER = Infinity;

/**
 * The number that cell `i` writes, NaN where there are only spaces and tabs, and
 * NOT_A_NUMBER where a double cannot say the same: anything but an optional minus, digits with one
 * decimal mark and an exponent; a leading zero or plus; an integer of nine digits or more without a
 * sign (it may be an identifier); more digits than a double keeps; a value out of its range.
 * Cost: O(bytes). Source of the exact short path: Clinger, "How to read floating point numbers
 * accurately" (1990).
 */
export function readNumber(cells: Cells, i: number, style: NumberStyle): number {
  const { bytes, offsets } = cells;
  let from = offsets[i];
  let to = offsets[i + 1];
  while (from < to && isBlank(bytes[from])) from++;
  while (to > from && isBlank(bytes[to - 1])) to--;
  if (from === to) return NaN;
  return readTrimmed(bytes, from, to, style.decimalComma ? COMMA : DOT);
}

function readTrimmed(bytes: Uint8Array, from: number, to: number, mark: number): number {
  const negative = bytes[from] === MINUS;
  let at = negative ? from + 1 : from;
  const first = at;
  let [mantissa, significant, decimals] = [0, 0, 0];
  for (; at < to && isDigit(bytes[at]); at++) {
    mantissa = mantissa * 10 + bytes[at] - 48;
    if (mantissa > 0) significant++;
  }
  const whole = at - first;
  if (whole > 1 && bytes[first] === 48) return NOT_A_NUMBER;
  if (at < to && bytes[at] === mark) {
    for (at++; at < to && isDigit(bytes[at]); at++, decimals++) {
      mantissa = mantissa * 10 + bytes[at] - 48;
      if (mantissa > 0) significant++;
    }
    if (whole + decimals === 0) return NOT_A_NUMBER;
  } else if (whole === 0 || (at === to && whole >= IDENTIFIER_DIGITS && !negative)) {
    return NOT_A_NUMBER;
  }
  if (at < to) return readExactly(bytes, from, to, mark);
  if (significant > EXACT_DIGITS || decimals >= POWERS.length) {
    return readExactly(bytes, from, to, mark);
  }
  const value = decimals === 0 ? mantissa : mantissa / POWERS[decimals];
  return negative ? -value : value;
}

/** The slow path: by the engine's own reader, and only if its shortest digits are the cell's. */
function readExactly(bytes: Uint8Array, from: number, to: number, mark: number): number {
  if (to - from > 400) return NOT_A_NUMBER;
  let text = '';
  for (let i = from; i < to; i++) {
    const c = bytes[i];
    if (c !== mark && (c === DOT || c === COMMA)) return NOT_A_NUMBER;
    text += c === mark ? '.' : String.fromCharCode(c);
  }
  if (!/^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,5})?$/.test(text)) return NOT_A_NUMBER;
  const value = Number(text);
  if (!Number.isFinite(value)) return NOT_A_NUMBER;
  return digitsOf(text) === digitsOf(String(value)) ? value : NOT_A_NUMBER;
}

/** A decimal's digits without outer zeros, and the power of ten of the last: equal for equal numbers. */
function digitsOf(text: string): string {
  const [mantissa, exponent = '0'] = text.replace(/^-/, '').toLowerCase().split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const trimmed = trimTail(digits, '0');
  if (trimmed === '') return '0';
  return `${trimmed}e${Number(exponent) - fraction.length + digits.length - trimmed.length}`;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}
