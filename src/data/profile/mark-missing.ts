import type { Column, Table, TextColumn } from '../table/column';
import { numberColumn, timestampColumn } from '../table/make-column';
import { numberAt, writtenAs } from '../table/read-cell';
import { textWithout } from './type-without';
import { ANY_READING, type Reading } from './types';

/** Cells of a column that are to count as missing, by their value as the file writes it. */
export interface MissingValues {
  readonly column: string;
  readonly values: readonly string[];
}

/**
 * The table with cells of certain values missing. A text column takes the type that the file would have
 * given it without them, read as `reading` says: a column of numbers and "N/A" becomes one of numbers. The table itself stays as
 * it is, and so do its other columns; a column that it does not have changes nothing. Cost: O(rows).
 */
export function markMissing(
  table: Table,
  { column, values }: MissingValues,
  reading: Reading = ANY_READING,
): Table {
  const without = new Set(values);
  const columns = table.columns.map((each) =>
    each.name === column ? emptied(each, without, reading) : each,
  );
  return { ...table, columns };
}

function emptied(column: Column, without: ReadonlySet<string>, reading: Reading): Column {
  switch (column.type) {
    case 'text':
      return textWithout(column, without, reading);
    case 'boolean':
      return column;
    case 'number':
      return numberColumn(column.name, numbersWithout(column, without));
    case 'timestamp':
      return timestampColumn(column.name, numbersWithout(column, without), column.pattern);
  }
}

/** NaN where missing now. A number is written once, however many rows have it. */
function numbersWithout(
  column: Exclude<Column, TextColumn>,
  without: ReadonlySet<string>,
): Float64Array {
  const gone = new Map<number, boolean>();
  return Float64Array.from({ length: column.length }, (_, row) => {
    const value = numberAt(column, row);
    if (value !== value) return NaN;
    let isGone = gone.get(value);
    if (isGone === undefined) {
      isGone = without.has(writtenAs(column, value));
      gone.set(value, isGone);
    }
    return isGone ? NaN : value;
  });
}
