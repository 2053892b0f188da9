import type { Column } from '../table/column';
import { identityOrder, sortOrderByKey } from '../../kernels/radix-sort';
import { filterRows } from '../../util/rows';
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
  const groups = filterRows(identityOrder(order.length), (group) => order[group] !== key.missing);
  const falling = new Uint32Array(order.length);
  for (let group = 0; group < falling.length; group++) falling[group] = ~counts[order[group]];
  sortOrderByKey(groups, falling);
  return Array.from(groups.subarray(0, limit), (group) => ({
    value: textAt(column, firstRows[group]) ?? '',
    count: counts[order[group]],
  }));
}
