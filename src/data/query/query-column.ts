import { LeadbenchError } from '../../util/errors';
import type { Column, Table } from '../table/column';
import { columnNamed } from '../table/find-column';

/** The column of a name; throws LeadbenchError COLUMN_UNKNOWN {column} where there is none. */
export function queryColumn(table: Table, name: string): Column {
  const column = columnNamed(table, name);
  if (column === null) throw new LeadbenchError('COLUMN_UNKNOWN', { column: name });
  return column;
}
