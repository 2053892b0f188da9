import type { TextColumn, Utf8Array } from '../table/column';
import type { LevelCount } from '../table/group-values';
import { utf8At, utf8Count } from '../table/utf8';
import { isMissing } from '../table/validity';

/**
 * The different values of a text column: value i is string `at[i]` of `strings`, and `counts[i]` rows
 * have it. By first appearance, or in the dictionary's order.
 */
export interface TextValues {
  readonly strings: Utf8Array;
  readonly at: Uint32Array;
  readonly counts: Uint32Array;
}

/** The different values of the cells that are there. Cost: O(bytes) expected. */
export function textValues(column: TextColumn): TextValues {
  return column.encoding === 'dictionary'
    ? valuesOfCodes(column.codes, column.levels, column)
    : valuesOfCells(column.cells, column);
}

/** The most frequent values, equal counts in the order they come, at most `limit`. */
export function topValues({ strings, at, counts }: TextValues, limit: number): LevelCount[] {
  const top: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (top.length === limit && counts[i] <= counts[top[limit - 1]]) continue;
    let place = top.length;
    while (place > 0 && counts[top[place - 1]] < counts[i]) place--;
    top.splice(place, 0, i);
    top.length = Math.min(top.length, limit);
  }
  return top.map((i) => ({ value: utf8At(strings, at[i]), count: counts[i] }));
}

function valuesOfCodes(
  codes: ArrayLike<number>,
  levels: Utf8Array,
  column: TextColumn,
): TextValues {
  const all = new Uint32Array(utf8Count(levels));
  for (let row = 0; row < codes.length; row++) if (!isMissing(column, row)) all[codes[row]]++;
  const at = Uint32Array.from(all.keys()).filter((code) => all[code] > 0);
  return { strings: levels, at, counts: at.map((code) => all[code]) };
}

/** Open addressing over twice as many slots as there are cells; a slot holds a value's number from 1. */
function valuesOfCells(cells: Utf8Array, column: TextColumn): TextValues {
  let size = 16;
  while (size < 2 * column.length) size *= 2;
  const slots = new Uint32Array(size);
  const at = new Uint32Array(column.length);
  const counts = new Uint32Array(column.length);
  let distinct = 0;
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    let slot = hashOf(cells, row) & (size - 1);
    while (slots[slot] > 0 && !isEqual(cells, at[slots[slot] - 1], row)) {
      slot = (slot + 1) & (size - 1);
    }
    if (slots[slot] === 0) {
      at[distinct] = row;
      slots[slot] = ++distinct;
    }
    counts[slots[slot] - 1]++;
  }
  return { strings: cells, at: at.slice(0, distinct), counts: counts.slice(0, distinct) };
}

/** FNV-1a of a string's bytes, its high bits mixed into the low ones, which choose the slot. */
function hashOf({ bytes, offsets }: Utf8Array, i: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = offsets[i]; at < offsets[i + 1]; at++) {
    hash = Math.imul(hash ^ bytes[at], 0x01000193);
  }
  return hash ^ (hash >>> 15);
}

function isEqual({ bytes, offsets }: Utf8Array, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== length) return false;
  for (let i = 0; i < length; i++) {
    if (bytes[offsets[a] + i] !== bytes[offsets[b] + i]) return false;
  }
  return true;
}
