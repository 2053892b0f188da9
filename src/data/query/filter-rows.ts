import type { Column, Table } from '../table/column';
import { isMissing } from '../table/validity';
import { numberTest } from './number-test';
import { asksOfValue, type ColumnPredicate, type Predicate } from './predicate';
import { presentValues } from './present-values';
import { queryColumn } from './query-column';
import { textTest } from './text-test';

/** SQL's three truths, so that `and` is the least, `or` the greatest and `not` the distance from 2. */
const FALSE = 0;
const UNKNOWN = 1;
const TRUE = 2;

/**
 * The rows for which a predicate is true, ascending. As in SQL, what is asked of a missing cell is
 * unknown, save isMissing and notMissing; `not` of unknown is unknown; unknown rows are left out. So
 * neither `neq` nor `not` of `eq` finds a missing cell. `and` of nothing is true, `or` of nothing and
 * `in` nothing are not. Conditions on dictionary text are decided once a level. Cost: O(rows) a
 * condition, and for arena text O(its bytes). Throws LeadbenchError COLUMN_UNKNOWN {column},
 * COLUMN_TYPE {column, expected, found}, PREDICATE_VALUE {column, type, value}.
 */
export function filterRows(table: Table, predicate: Predicate): Uint32Array {
  const truths = truthsOf(table, predicate);
  let count = 0;
  for (let row = 0; row < truths.length; row++) if (truths[row] === TRUE) count++;
  const rows = new Uint32Array(count);
  for (let row = 0, at = 0; at < count; row++) if (truths[row] === TRUE) rows[at++] = row;
  return rows;
}

function truthsOf(table: Table, predicate: Predicate): Uint8Array {
  if ('column' in predicate) return columnTruths(queryColumn(table, predicate.column), predicate);
  if (predicate.op === 'not') {
    const truths = truthsOf(table, predicate.of);
    for (let row = 0; row < truths.length; row++) truths[row] = TRUE - truths[row];
    return truths;
  }
  const merge = predicate.op === 'and' ? least : greatest;
  return merged(table, predicate.of, merge);
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}

function greatest(a: number, b: number): number {
  return a > b ? a : b;
}

/** All conditions by `merge`, whose neutral truth is what it makes of nothing. */
function merged(
  table: Table,
  parts: readonly Predicate[],
  merge: (a: number, b: number) => number,
): Uint8Array {
  const neutral = merge(FALSE, TRUE) === FALSE ? TRUE : FALSE;
  const all = new Uint8Array(table.rows).fill(neutral);
  for (const part of parts) {
    const truths = truthsOf(table, part);
    for (let row = 0; row < all.length; row++) all[row] = merge(all[row], truths[row]);
  }
  return all;
}

function columnTruths(column: Column, predicate: ColumnPredicate): Uint8Array {
  if (!asksOfValue(predicate)) return missingTruths(column, predicate.op === 'isMissing');
  const truths = new Uint8Array(column.length);
  if (column.type === 'text') placeText(truths, column, textTest(column, predicate));
  else placeNumbers(truths, presentValues(column), numberTest(column, predicate));
  for (let row = 0; column.validity !== null && row < truths.length; row++) {
    if (isMissing(column, row)) truths[row] = UNKNOWN;
  }
  return truths;
}

function missingTruths(column: Column, whenMissing: boolean): Uint8Array {
  const truths = new Uint8Array(column.length);
  for (let row = 0; row < truths.length; row++) {
    truths[row] = isMissing(column, row) === whenMissing ? TRUE : FALSE;
  }
  return truths;
}

function placeNumbers(
  truths: Uint8Array,
  values: ArrayLike<number>,
  test: (value: number) => boolean,
): void {
  for (let row = 0; row < truths.length; row++) truths[row] = test(values[row]) ? TRUE : FALSE;
}

function placeText(
  truths: Uint8Array,
  column: Extract<Column, { readonly type: 'text' }>,
  test: (string: number) => boolean,
): void {
  if (column.encoding === 'arena') {
    for (let row = 0; row < truths.length; row++) truths[row] = test(row) ? TRUE : FALSE;
    return;
  }
  const levels = Uint8Array.from({ length: column.levels.offsets.length - 1 }, (_, level) =>
    test(level) ? TRUE : FALSE,
  );
  for (let row = 0; row < truths.length; row++) truths[row] = levels[column.codes[row]];
}
