import type { BooleanColumn, NumberColumn, TimestampColumn } from '../table/column';
import { isMissing } from '../table/validity';

/** Columns whose cells are numbers in memory. */
export type ValueColumn = NumberColumn | BooleanColumn | TimestampColumn;

/** Cells as numbers; NaN is missing, so arrays of integers have no missing cell. */
export type Values = Float64Array | Int32Array | Uint8Array;

/**
 * The cells of a column as numbers: numbers as they are, booleans 0 or 1, timestamps in
 * milliseconds, NaN where missing. No copy where the column is held so already (doubles always are),
 * else O(rows).
 */
export function presentValues(column: ValueColumn): Values {
  const { values, validity } = column;
  if (validity === null || values instanceof Float64Array) return values;
  const doubles = new Float64Array(values);
  for (let row = 0; row < doubles.length; row++) {
    if (isMissing(column, row)) doubles[row] = NaN;
  }
  return doubles;
}
