import type { Column } from '../table/column';
import { textAt } from '../table/read-cell';
import { columnCodes } from './codes';
import { groupCodes } from './groups';

/** A value as text and how many rows have it. */
export interface LevelCount {
  readonly value: string;
  readonly count: number;
}

/**
 * The values of a column of any type with their counts, the most frequent first and equal counts
 * by first appearance, at most `limit`; missing cells are not among them. Cost: O(rows).
 */
export function levelsWithCounts(column: Column, limit: number): LevelCount[] {
  const key = columnCodes(column);
  const { order, counts, firstRows } = groupCodes(column.length, [key]);
  return Array.from(order, (slot, group) => ({ slot, row: firstRows[group], count: counts[slot] }))
    .filter(({ slot }) => slot !== key.missing)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit)
    .map(({ row, count }) => ({ value: textAt(column, row) ?? '', count }));
}
