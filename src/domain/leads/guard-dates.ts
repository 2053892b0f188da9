import type { Table, TimestampColumn } from '../../data/table/column';
import { isMissing, missingCount } from '../../data/table/validity';
import { numbersAt } from './guard-codes';

/** A reference date may miss this share of its cells. */
const ALMOST_COMPLETE = 0.01;
/** A column is later than another where both are filled in this many rows ... */
const ROWS_WITH_BOTH = 20;
/** ... and it is later in this share of them. */
const LATER = 0.99;

/** The timestamp columns of a table, in order. */
export function timestampsOf(table: Table): TimestampColumn[] {
  return table.columns.filter((column) => column.type === 'timestamp');
}

/**
 * The date a lead starts from: of the timestamp columns that are (almost) complete, the one that is
 * the earliest in the most rows; null where there is none. Cost: O(rows x timestamps).
 */
export function referenceDate(table: Table): TimestampColumn | null {
  const complete = timestampsOf(table).filter(
    (column) => missingCount(column) <= ALMOST_COMPLETE * table.rows,
  );
  if (complete.length < 2) return complete.length === 1 ? complete[0] : null;
  const wins = new Float64Array(complete.length);
  for (let row = 0; row < table.rows; row++) {
    let first = -1;
    let earliest = Infinity;
    for (let i = 0; i < complete.length; i++) {
      const value = complete[i].values[row];
      if (value >= earliest || isMissing(complete[i], row)) continue;
      earliest = value;
      first = i;
    }
    if (first >= 0) wins[first]++;
  }
  return complete[wins.indexOf(Math.max(...wins))];
}

/** Milliseconds from the reference date to the column, NaN where one is missing. */
export function delays(
  column: TimestampColumn,
  from: TimestampColumn,
  rows: Uint32Array,
): Float64Array {
  const start = numbersAt(from, rows);
  const between = numbersAt(column, rows);
  for (let i = 0; i < between.length; i++) between[i] -= start[i];
  return between;
}

/** Whether a column lies after a date that only an outcome fills, in nearly all rows that have both. */
export function isLater(column: TimestampColumn, than: TimestampColumn): boolean {
  let both = 0;
  let later = 0;
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row) || isMissing(than, row)) continue;
    both++;
    if (column.values[row] > than.values[row]) later++;
  }
  return both >= ROWS_WITH_BOTH && later >= LATER * both;
}
