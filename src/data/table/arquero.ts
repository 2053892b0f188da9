import {
  bool,
  type Column as ArrowColumn,
  columnFromArray,
  dictionary,
  int32,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  timestamp,
  TimeUnit,
  Type,
  utf8,
} from '@uwdata/flechette';
import type { Column, Table } from './column';
import { booleanColumn, numberColumn, textColumn, timestampColumn } from './make-column';
import { textAt } from './read-cell';
import { isMissing } from './validity';

/** How a timestamp that came from no file is written. */
export const DERIVED_PATTERN = 'yyyy-MM-dd HH:mm:ss';
/** And a truth. */
export const DERIVED_LABELS = ['false', 'true'] as const;

/** The cells of a column from row 0, null where missing. */
function cellsOf<T>(column: Column, cell: (row: number) => T): (T | null)[] {
  return Array.from({ length: column.length }, (_, row) =>
    isMissing(column, row) ? null : cell(row),
  );
}

function arrowColumn(column: Column): ArrowColumn<unknown> {
  switch (column.type) {
    case 'number':
      return columnFromArray(column.values);
    case 'boolean':
      return columnFromArray(
        cellsOf(column, (row) => column.values[row] === 1),
        bool(),
      );
    case 'timestamp':
      return columnFromArray(
        cellsOf(column, (row) => column.values[row]),
        timestamp(TimeUnit.MILLISECOND, null),
      );
    case 'text': {
      const type = column.encoding === 'dictionary' ? dictionary(utf8(), int32()) : utf8();
      return columnFromArray(
        cellsOf(column, (row) => textAt(column, row)),
        type,
      );
    }
  }
}

/**
 * A table as an Arrow IPC stream: numbers as they are held, with NaN where missing; booleans, text
 * and wall-clock timestamps without a zone, null where missing. The words of booleans and the pattern
 * of timestamps stay behind. Cost: O(cells), and one copy. Source: Apache Arrow columnar format 1.5.
 */
export function toArrow(table: Table): Uint8Array {
  const columns = table.columns.map((column): [string, ArrowColumn<unknown>] => [
    column.name,
    arrowColumn(column),
  ]);
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' });
  if (bytes === null) throw new Error('no bytes');
  return bytes;
}

function ownColumn(name: string, column: ArrowColumn<unknown>): Column {
  const cells = Array.from({ length: column.length }, (_, row) => column.at(row));
  const { typeId } = column.type;
  if (typeId === Type.Bool) {
    const truths = cells.map((cell) => (typeof cell === 'boolean' ? cell : null));
    return booleanColumn(name, truths, DERIVED_LABELS);
  }
  const numbers = (): number[] => cells.map((cell) => (typeof cell === 'number' ? cell : NaN));
  if (typeId === Type.Timestamp) return timestampColumn(name, numbers(), DERIVED_PATTERN);
  if (typeId === Type.Int || typeId === Type.Float) return numberColumn(name, numbers());
  return textColumn(
    name,
    cells.map((cell) => (typeof cell === 'string' ? cell : null)),
  );
}

/**
 * The table of an Arrow IPC stream that `toArrow` wrote; a cell of another kind than its column's is
 * missing. Throws what the reader throws where the bytes are none. Cost: O(cells).
 */
export function fromArrow(bytes: Uint8Array): Table {
  const arrow = tableFromIPC(bytes);
  const columns = arrow.schema.fields.map(({ name }, i) => ownColumn(name, arrow.getChildAt(i)));
  return { rows: arrow.numRows, columns };
}
