import { allocateCodes, allocateUint32 } from '../table/allocate';
import type { Codes } from './code-types';
import { HashedNumbers } from './hashed-numbers';
import type { Values } from './present-values';

/** Whole numbers of at most so wide a range get a code for each number of it, whatever the rows. */
const NARROW = 1 << 12;
/** And of a wider one while it has at most so many numbers a row. */
const NUMBERS_A_ROW = 2;
/** But never more than this. */
const WIDEST = 1 << 23;

/** The most codes that a table with a place for each of them may have. */
export function mostPlaces(rows: number): number {
  return Math.max(NARROW, Math.min(WIDEST, NUMBERS_A_ROW * rows));
}

/** Numbers as codes, NaN being missing; see `columnCodes`. */
export function numberCodes(values: Values): Codes {
  const range = wholeRange(values);
  if (range === null || !(range.high - range.low < mostPlaces(values.length))) {
    return hashed(values);
  }
  const { low, high, hasMissing } = range;
  const missing = hasMissing ? high - low + 1 : -1;
  const size = high - low + (hasMissing ? 2 : 1);
  const codes = allocateCodes(values.length, size);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    codes[row] = value === value ? value - low : missing;
  }
  return { codes, size, missing };
}

interface WholeRange {
  readonly low: number;
  readonly high: number;
  readonly hasMissing: boolean;
}

/** Least and greatest number; null where one is not whole or none is there; infinities are whole. */
function wholeRange(values: Values): WholeRange | null {
  let [low, high, hasMissing] = [Infinity, -Infinity, false];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) {
      hasMissing = true;
      continue;
    }
    if (value !== Math.floor(value)) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : { low, high, hasMissing };
}

function hashed(values: Values): Codes {
  const numbers = new HashedNumbers();
  const codes = allocateUint32(values.length);
  let missing = -1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === value) codes[row] = numbers.codeOf(value);
    else codes[row] = missing = missing < 0 ? numbers.skipCode() : missing;
  }
  return { codes, size: numbers.count, missing };
}
