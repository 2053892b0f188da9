import { allocateUint8 } from './allocate';
import type { Column } from './column';

/** Whether the cell is missing. Cost: O(1). */
export function isMissing(column: Column, row: number): boolean {
  const validity = column.validity;
  return validity !== null && (validity[row >>> 3] & (1 << (row & 7))) === 0;
}

/** How many cells are missing. Cost: O(rows / 8). */
export function missingCount(column: Column): number {
  if (column.validity === null) return 0;
  let present = 0;
  for (const byte of column.validity) present += BIT_COUNTS[byte];
  return column.length - present;
}

/**
 * The validity bitmap of `length` rows of which `missing(row)` are absent; null where none is.
 * Bits beyond `length` are 0. Cost: O(length).
 */
export function makeValidity(length: number, missing: (row: number) => boolean): Uint8Array | null {
  let bitmap: Uint8Array | null = null;
  for (let row = 0; row < length; row++) {
    if (!missing(row)) continue;
    bitmap ??= allPresent(length);
    bitmap[row >>> 3] &= ~(1 << (row & 7));
  }
  return bitmap;
}

/** The validity bitmap of numbers of which NaN is missing; null where none is. Cost: O(length). */
export function nanValidity(values: Float64Array): Uint8Array | null {
  const { length } = values;
  let first = 0;
  while (first < length && values[first] === values[first]) first++;
  if (first === length) return null;
  const bitmap = allocateUint8((length + 7) >>> 3);
  for (let row = 0, at = 0; row < length; at++) {
    let byte = 0;
    for (let bit = 1; bit < 256 && row < length; bit <<= 1, row++) {
      if (values[row] === values[row]) byte |= bit;
    }
    bitmap[at] = byte;
  }
  return bitmap;
}

/** The validity bitmap of `length` rows, each present where its code's entry in `bits` is 1. Cost: O(length). */
export function codesValidity(
  codes: Uint8Array | Uint16Array | Uint32Array,
  length: number,
  bits: Uint8Array,
): Uint8Array {
  const bitmap = allocateUint8((length + 7) >>> 3);
  for (let row = 0, at = 0; row < length; at++) {
    let byte = 0;
    for (let bit = 0; bit < 8 && row < length; bit++, row++) byte |= bits[codes[row]] << bit;
    bitmap[at] = byte;
  }
  return bitmap;
}

function allPresent(length: number): Uint8Array {
  const bitmap = allocateUint8((length + 7) >>> 3).fill(255);
  if ((length & 7) !== 0) bitmap[bitmap.length - 1] = (1 << (length & 7)) - 1;
  return bitmap;
}

const BIT_COUNTS = new Uint8Array(256);
for (let byte = 1; byte < 256; byte++) BIT_COUNTS[byte] = BIT_COUNTS[byte >> 1] + (byte & 1);
