import type { Column } from '../../data/table/column';
import { distinctCount } from '../../data/table/distinct-count';
import { levelsWithCounts } from '../../data/query/level-counts';
import { levelsOf } from '../../data/table/levels';
import { textAt } from '../../data/table/read-cell';
import { isMissing } from '../../data/table/validity';
import { LeadbenchError } from '../../util/errors';
import type { RowIndex } from '../../util/units';
import type { Outcome } from './types';

/** Words that mean 1 where a text column has only two levels, in lower case. */
const YES = new Set(['yes', 'y', 'ya', 'iya', 'true', 't', '1']);

/** Says of a present cell whether it counts as 1. */
export type CellTest = (row: RowIndex) => boolean;

/** The level of a two-level text column that means yes, or null. */
export function yesLevel(column: Column): string | null {
  if (column.type !== 'text') return null;
  const levels = levelsWithCounts(column, 3).map(({ value }) => value);
  if (levels.length > 2) return null;
  return levels.find((level) => YES.has(level.trim().toLowerCase())) ?? null;
}

/** Whether every present number is 0 or 1. */
export function isZeroOne(column: Column): boolean {
  if (column.type !== 'number') return false;
  for (let row = 0; row < column.length; row++) {
    const value = column.values[row];
    if (value !== 0 && value !== 1 && !isMissing(column, row)) return false;
  }
  return true;
}

function ownTest(column: Column): CellTest {
  if (column.type === 'boolean' || isZeroOne(column)) {
    return (row) => (column as { values: ArrayLike<number> }).values[row] === 1;
  }
  const yes = yesLevel(column);
  if (yes !== null) return valueTest(column, yes);
  const distinct = distinctCount(column);
  throw new LeadbenchError('OUTCOME_NOT_BINARY', { column: column.name, distinct });
}

function valueTest(column: Column, value: string): CellTest {
  if (column.type === 'text' && column.encoding === 'dictionary') {
    const levels = levelsOf(column);
    return (row) => levels[column.codes[row]] === value;
  }
  if (column.type === 'number' && value.trim() !== '' && !Number.isNaN(Number(value))) {
    return (row) => column.values[row] === Number(value);
  }
  if (column.type === 'boolean' && !column.labels.includes(value)) {
    const yes = YES.has(value.toLowerCase()) ? 1 : 0;
    return (row) => column.values[row] === yes;
  }
  return (row) => textAt(column, row) === value;
}

/**
 * How to tell whether a present cell is the outcome. Throws OUTCOME_NOT_BINARY {column, distinct}
 * where `value` is null and the column's own values do not say which of them is 1.
 */
export function outcomeTest(column: Column, { value }: Outcome): CellTest {
  return value === null ? ownTest(column) : valueTest(column, value);
}
