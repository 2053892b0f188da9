import type { Column } from './column';
import { levelsOf } from './levels';
import { textAt } from './read-cell';
import { isMissing } from './validity';

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
  return countValues(column)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}

function countValues(column: Column): LevelCount[] {
  if (column.type === 'text' && column.encoding === 'dictionary') {
    const levels = levelsOf(column);
    return Array.from(countCodes(column.codes, levels.length, column), (count, code) => ({
      value: levels[code],
      count,
    })).filter((level) => level.count > 0);
  }
  const groups = new Map<number | string | null, { row: number; count: number }>();
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    const key = column.type === 'text' ? textAt(column, row) : column.values[row];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { row, count: 1 });
    else group.count++;
  }
  return Array.from(groups.values(), (group) => ({
    value: textAt(column, group.row) ?? '',
    count: group.count,
  }));
}

function countCodes(codes: ArrayLike<number>, levels: number, column: Column): Uint32Array {
  const counts = new Uint32Array(levels);
  for (let row = 0; row < codes.length; row++) {
    if (!isMissing(column, row)) counts[codes[row]]++;
  }
  return counts;
}
