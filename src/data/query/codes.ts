import { allocateCodes } from '../table/allocate';
import type { Column, TextColumn, Utf8Array } from '../table/column';
import { utf8Count } from '../table/utf8';
import type { CodeArray, Codes } from './code-types';
import { hashedCells } from './hashed-cells';
import { numberCodes } from './number-codes';
import { presentValues } from './present-values';

/**
 * The cells of a column of any type as codes. Dictionary codes, booleans and bytes are taken as they
 * are, without a copy where nothing is missing; whole numbers of a narrow range by their distance
 * from the least; other numbers and arena text are hashed, in order of first appearance. 0 and -0
 * are one value. Cost: O(rows), for arena text O(its bytes), expected.
 */
export function columnCodes(column: Column): Codes {
  const { validity } = column;
  if (column.type === 'text') {
    if (column.encoding === 'dictionary') {
      return withMissing(column.codes, utf8Count(column.levels), validity);
    }
    const { codes, size } = hashedCells(column.cells);
    return withMissing(codes, size, validity);
  }
  const { values } = column;
  if (values instanceof Uint8Array) {
    return withMissing(values, column.type === 'boolean' ? 2 : 256, validity);
  }
  return numberCodes(presentValues(column));
}

/**
 * The cells of two columns of one type as codes that they share: those of `left`, then those of
 * `right`. Cost: as `columnCodes` of both, and one copy.
 */
export function sharedCodes(left: Column, right: Column): Codes {
  const length = left.length + right.length;
  if (left.type !== 'text' || right.type !== 'text') {
    const values = new Float64Array(length);
    if (left.type !== 'text') values.set(presentValues(left));
    if (right.type !== 'text') values.set(presentValues(right), left.length);
    return numberCodes(values);
  }
  const pool = hashedCells(joined(stringsOf(left), stringsOf(right)));
  const codes = allocateCodes(length, pool.size + 1);
  const missing = pool.size;
  placeCodes(codes, left, { pool: pool.codes, missing });
  const rightPool = pool.codes.subarray(utf8Count(stringsOf(left)));
  placeCodes(codes.subarray(left.length), right, { pool: rightPool, missing });
  const isAnyMissing = left.validity !== null || right.validity !== null;
  return { codes, size: pool.size + 1, missing: isAnyMissing ? missing : -1 };
}

/** What a text column's cells are looked up in: its levels, or themselves. */
function stringsOf(column: TextColumn): Utf8Array {
  return column.encoding === 'dictionary' ? column.levels : column.cells;
}

function joined(a: Utf8Array, b: Utf8Array): Utf8Array {
  const [countA, countB] = [utf8Count(a), utf8Count(b)];
  const lengthA = a.offsets[countA];
  const bytes = new Uint8Array(lengthA + b.offsets[countB]);
  bytes.set(a.bytes.subarray(0, lengthA));
  bytes.set(b.bytes.subarray(0, b.offsets[countB]), lengthA);
  const offsets = new Uint32Array(countA + countB + 1);
  offsets.set(a.offsets.subarray(0, countA));
  for (let i = 0; i <= countB; i++) offsets[countA + i] = lengthA + b.offsets[i];
  return { bytes, offsets };
}

function placeCodes(
  into: CodeArray,
  column: TextColumn,
  { pool, missing }: { readonly pool: CodeArray; readonly missing: number },
): void {
  const own = column.encoding === 'dictionary' ? column.codes : null;
  for (let row = 0; row < column.length; row++) into[row] = pool[own === null ? row : own[row]];
  if (column.validity !== null) markMissing(into, column.validity, missing);
}

function withMissing(codes: CodeArray, size: number, validity: Uint8Array | null): Codes {
  if (validity === null) return { codes, size, missing: -1 };
  const marked = allocateCodes(codes.length, size + 1);
  marked.set(codes);
  markMissing(marked, validity, size);
  return { codes: marked, size: size + 1, missing: size };
}

/** Gives the rows whose bit is 0 the code `missing`. */
function markMissing(codes: CodeArray, validity: Uint8Array, missing: number): void {
  for (let from = 0, byte = 0; byte < validity.length; from += 8, byte++) {
    const bits = validity[byte];
    if (bits === 255) continue;
    const end = Math.min(from + 8, codes.length);
    for (let row = from; row < end; row++) {
      if ((bits & (1 << (row - from))) === 0) codes[row] = missing;
    }
  }
}
