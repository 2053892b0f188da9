import { sortRows, type Cell } from './sort-rows';

/** What a table shows of its rows: which order, which rows. */
export interface TableView {
  readonly sort: { readonly column: number; readonly down: boolean } | null;
  /** Text that a column's cells are to contain, by column. */
  readonly filters: ReadonlyMap<number, string>;
}

/** Rows of one group, under the value they share. */
export interface RowGroup {
  readonly value: Cell;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Filtered, then sorted. `text` gives a cell as the table writes it, because that is what a person
 * filters by; upper and lower case are one. O(n log n).
 */
export function viewRows(
  rows: readonly (readonly Cell[])[],
  view: TableView,
  text: (column: number, value: Cell) => string,
): readonly (readonly Cell[])[] {
  const wanted = [...view.filters].map(([column, part]) => ({ column, part: part.toLowerCase() }));
  const left = wanted.every(({ part }) => part === '')
    ? rows
    : rows.filter((row) =>
        wanted.every(({ column, part }) => text(column, row[column]).toLowerCase().includes(part)),
      );
  return view.sort ? sortRows(left, view.sort.column, view.sort.down) : left;
}

/** Rows by the value of one column, groups and rows in the order they come. O(n). */
export function groupRows(rows: readonly (readonly Cell[])[], column: number): RowGroup[] {
  const groups = new Map<Cell, (readonly Cell[])[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return [...groups].map(([value, members]) => ({ value, rows: members }));
}
