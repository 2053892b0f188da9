import type { Table } from '../table/column';
import { columnCodes } from './codes';
import { groupCodes, type Groups } from './groups';
import { queryColumn } from './query-column';

/**
 * The rows of a table by the cells of the named columns; missing cells are one value. Cost: O(rows)
 * a column, expected. Throws LeadbenchError COLUMN_UNKNOWN {column}.
 */
export function groupRows(table: Table, columns: readonly string[]): Groups {
  const keys = columns.map((name) => columnCodes(queryColumn(table, name)));
  return groupCodes(table.rows, keys);
}

/**
 * The first row of each combination of cells that the named columns have, ascending; missing cells
 * are one value. Cost and errors: as `groupRows`.
 */
export function distinctRows(table: Table, columns: readonly string[]): Uint32Array {
  return groupRows(table, columns).firstRows;
}
