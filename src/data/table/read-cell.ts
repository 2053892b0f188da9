import type { Column, TextColumn } from './column';
import { levelsOf } from './levels';
import { formatTimestamp } from './timestamp-text';
import { utf8At } from './utf8';
import { isMissing } from './validity';

/**
 * A cell as a number: numbers as they are, booleans 0 or 1, timestamps in milliseconds; NaN where
 * missing and for every text cell. Cost: O(1).
 */
export function numberAt(column: Column, row: number): number {
  return column.type === 'text' || isMissing(column, row) ? NaN : column.values[row];
}

/**
 * A cell as the file would write it, null where missing: text as it is, anything else as `writtenAs`.
 */
export function textAt(column: Column, row: number): string | null {
  if (isMissing(column, row)) return null;
  if (column.type !== 'text') return writtenAs(column, column.values[row]);
  return column.encoding === 'dictionary'
    ? levelsOf(column)[column.codes[row]]
    : utf8At(column.cells, row);
}

/**
 * A value of a column as its file would write it: numbers in their shortest exact form with a point,
 * timestamps by the column's pattern, booleans by its labels.
 */
export function writtenAs(column: Exclude<Column, TextColumn>, value: number): string {
  switch (column.type) {
    case 'number':
      return String(value);
    case 'boolean':
      return column.labels[value];
    case 'timestamp':
      return formatTimestamp(value, column.pattern);
  }
}
