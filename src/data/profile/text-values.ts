import type { TextColumn, Utf8Array } from '../table/column';
import { columnCodes } from '../query/codes';
import { groupCodes } from '../query/groups';
import type { LevelCount } from '../query/level-counts';
import { utf8At } from '../table/utf8';

/**
 * The different values of a text column: value i is string `at[i]` of `strings`, and `counts[i]` rows
 * have it.
 */
export interface TextValues {
  readonly strings: Utf8Array;
  readonly at: Uint32Array;
  readonly counts: Uint32Array;
}

/** The different values of the cells that are there, by first appearance. Cost: O(bytes) expected. */
export function textValues(column: TextColumn): TextValues {
  const key = columnCodes(column);
  const { order, counts, firstRows } = groupCodes(column.length, [key]);
  const groups = Uint32Array.from(order.keys()).filter((group) => order[group] !== key.missing);
  const isCoded = column.encoding === 'dictionary';
  return {
    strings: isCoded ? column.levels : column.cells,
    at: groups.map((group) => (isCoded ? column.codes[firstRows[group]] : firstRows[group])),
    counts: groups.map((group) => counts[order[group]]),
  };
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
