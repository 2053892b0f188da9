import type { Column, Table } from '../table/column';

/** A table, or columns of equal length. */
export type WriteInput = Table | readonly Column[];

/** Columns and the number of rows; `rows` picks and orders them. */
export interface Written {
  readonly columns: readonly Column[];
  readonly count: number;
  /** The table row that is written at a place. */
  readonly rowAt: (place: number) => number;
}

/** What to write: every row in order, or the given rows in theirs. */
export function writtenRows(input: WriteInput, rows: Uint32Array | null): Written {
  const columns = 'columns' in input ? input.columns : input;
  if (rows !== null) return { columns, count: rows.length, rowAt: (place) => rows[place] };
  const count = 'columns' in input ? input.rows : (columns[0]?.length ?? 0);
  return { columns, count, rowAt: (place) => place };
}
