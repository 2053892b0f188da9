import type { ArenaColumn, Column, DictionaryColumn, Utf8Array } from './column';
import { utf8Count } from './utf8';
import { isMissing } from './validity';

/** How many different values there are, missing ones aside. Cost: O(bytes of the column) expected. */
export function distinctCount(column: Column): number {
  if (column.type === 'text') {
    return column.encoding === 'dictionary' ? usedLevels(column) : distinctCells(column);
  }
  const { values } = column;
  if (values instanceof Float64Array) return distinctNumbers(values, column);
  return distinctIntegers(values, column);
}

function usedLevels(column: DictionaryColumn): number {
  const used = new Uint8Array(utf8Count(column.levels));
  for (let row = 0; row < column.length; row++) {
    if (!isMissing(column, row)) used[column.codes[row]] = 1;
  }
  return used.reduce((sum, one) => sum + one, 0);
}

/** A table with a place for every integer there may be is used up to so many. */
const MOST_PLACES = 1 << 24;

function distinctIntegers(values: Uint8Array | Int32Array, column: Column): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high - low < MOST_PLACES)) return distinctNumbers(values, column);
  const used = new Uint8Array(high - low + 1);
  for (let row = 0; row < values.length; row++) {
    if (!isMissing(column, row)) used[values[row] - low] = 1;
  }
  return used.reduce((sum, one) => sum + one, 0);
}

/** Slots of a hash table for `count` things, a power of two at most half full. */
function slotsFor(count: number): number {
  let slots = 4;
  while (slots < 2 * count) slots *= 2;
  return slots;
}

/** Scatters 32 bits over the slots. */
function scattered(hash: number, mask: number): number {
  const h = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) & mask;
}

function distinctNumbers(values: ArrayLike<number>, column: Column): number {
  const slots = new Float64Array(slotsFor(values.length)).fill(NaN);
  const mask = slots.length - 1;
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  let distinct = 0;
  for (let row = 0; row < values.length; row++) {
    if (isMissing(column, row)) continue;
    // 0 and -0 are one value.
    const value = values[row] + 0;
    number[0] = value;
    let slot = scattered(words[0] ^ Math.imul(words[1], 0x01000193), mask);
    while (slots[slot] === slots[slot] && slots[slot] !== value) slot = (slot + 1) & mask;
    if (slots[slot] === value) continue;
    slots[slot] = value;
    distinct++;
  }
  return distinct;
}

function distinctCells(column: ArenaColumn): number {
  const { cells } = column;
  const rows = new Int32Array(slotsFor(column.length)).fill(-1);
  const mask = rows.length - 1;
  let distinct = 0;
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    let slot = scattered(hashOf(cells, row), mask);
    while (rows[slot] >= 0 && !isEqual(cells, rows[slot], row)) slot = (slot + 1) & mask;
    if (rows[slot] >= 0) continue;
    rows[slot] = row;
    distinct++;
  }
  return distinct;
}

/** FNV-1a of a cell's bytes. */
function hashOf({ bytes, offsets }: Utf8Array, row: number): number {
  let h = 0x811c9dc5 | 0;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) h = Math.imul(h ^ bytes[i], 0x01000193);
  return h;
}

function isEqual({ bytes, offsets }: Utf8Array, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== length) return false;
  for (let i = 0; i < length; i++) {
    if (bytes[offsets[a] + i] !== bytes[offsets[b] + i]) return false;
  }
  return true;
}
