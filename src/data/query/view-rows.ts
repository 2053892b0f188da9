import { identityOrder } from '../../kernels/radix-sort';
import type { JobControl } from '../../util/progress';
import type { Column, Table, TextColumn } from '../table/column';
import { writtenAs } from '../table/read-cell';
import { isMissing } from '../table/validity';
import { filterRows } from './filter-rows';
import { sortRows, type SortKey } from './sort-rows';

/** What a grid shows of a table's rows. */
export interface RowsView {
  readonly sort: SortKey | null;
  /** Text that cells of a column are to contain. */
  readonly filters: readonly { readonly column: string; readonly text: string }[];
  /** Text that a cell of any column is to contain; '' asks nothing. */
  readonly search: string;
}

/**
 * The rows of a view in its order. What a cell contains is asked of the cell as the file writes it,
 * upper and lower case being one; a missing cell contains nothing. Progress has the phase 'view' in
 * steps, one a column that is looked at. Cost: O(rows) a column that is asked, and what `sortRows`
 * costs. Throws LeadbenchError COLUMN_UNKNOWN {column}, CANCELLED.
 */
export function viewRows(table: Table, view: RowsView, control: JobControl): Uint32Array {
  const { sort, filters, search } = view;
  const asked = filters.filter(({ text }) => text !== '');
  const total = asked.length + (search === '' ? 0 : table.columns.length) + 1;
  let done = 0;
  const step = (): void => {
    control.checkpoint();
    control.report({ phase: 'view', done: done++, total, unit: 'steps' });
  };
  const shown = new Uint8Array(table.rows).fill(1);
  for (const { column, text } of asked) {
    step();
    keepBoth(shown, containing(table, column, text));
  }
  if (search !== '') {
    const found = new Uint8Array(table.rows);
    for (const { name } of table.columns) {
      step();
      addTo(found, containing(table, name, search));
    }
    keepBoth(shown, found);
  }
  step();
  const order = sort === null ? identityOrder(table.rows) : sortRows(table, [sort]);
  return order.filter((row) => shown[row] === 1);
}

/** 1 for each row whose cell contains a text. */
function containing(table: Table, name: string, text: string): Uint8Array {
  const column = table.columns.find((each) => each.name === name);
  const found = new Uint8Array(table.rows);
  if (column === undefined || column.type === 'text') {
    const rows = filterRows(table, { op: 'contains', column: name, value: text });
    for (const row of rows) found[row] = 1;
  } else markWritten(found, column, text.toLowerCase());
  return found;
}

/** Each different value is written once. */
function markWritten(found: Uint8Array, column: Exclude<Column, TextColumn>, text: string): void {
  const known = new Map<number, number>();
  for (let row = 0; row < found.length; row++) {
    if (isMissing(column, row)) continue;
    const value = column.values[row];
    let contains = known.get(value);
    if (contains === undefined) {
      contains = writtenAs(column, value).toLowerCase().includes(text) ? 1 : 0;
      known.set(value, contains);
    }
    found[row] = contains;
  }
}

function keepBoth(rows: Uint8Array, others: Uint8Array): void {
  for (let row = 0; row < rows.length; row++) rows[row] &= others[row];
}

function addTo(rows: Uint8Array, others: Uint8Array): void {
  for (let row = 0; row < rows.length; row++) rows[row] |= others[row];
}
