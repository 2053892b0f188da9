import { LeadbenchError } from '../../util/errors';
import { DERIVED_LABELS, DERIVED_PATTERN } from '../table/arquero';
import type { Column } from '../table/column';
import { booleanColumn, numberColumn, textColumn, timestampColumn } from '../table/make-column';
import { formatTimestamp } from '../table/timestamp-text';

type Value = number | boolean | string | Date;

/** What an expression gave for a row; NaN, null, undefined and an impossible date are missing. */
function readValue(value: unknown, row: number): Value | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  const kind = Array.isArray(value) ? 'array' : typeof value;
  throw new LeadbenchError('WRANGLE_VALUE', { row: row + 1, kind });
}

function textOf(value: Value): string {
  return value instanceof Date ? formatTimestamp(value.getTime(), DERIVED_PATTERN) : String(value);
}

/**
 * The values of an expression as a column: all dates are timestamps, all true or false a boolean, all
 * numbers (among which truths count as 1 and 0) numbers, anything else text as it is, so that digits
 * in text stay text. Throws LeadbenchError WRANGLE_VALUE {row, kind} for lists and objects.
 * Cost: O(rows).
 */
export function columnOfValues(name: string, given: Iterable<unknown>): Column {
  const values = Array.from(given, readValue);
  const present = values.filter((value) => value !== null);
  const are = (...types: readonly string[]): boolean =>
    present.every((value) => types.includes(value instanceof Date ? 'date' : typeof value));
  if (present.length > 0 && are('date')) {
    const times = values.map((value) => (value instanceof Date ? value.getTime() : NaN));
    return timestampColumn(name, times, DERIVED_PATTERN);
  }
  if (present.length > 0 && are('boolean')) {
    const truths = values.map((value) => (value === null ? null : value === true));
    return booleanColumn(name, truths, DERIVED_LABELS);
  }
  if (are('number', 'boolean')) {
    return numberColumn(
      name,
      values.map((value) => (value === null ? NaN : Number(value))),
    );
  }
  return textColumn(
    name,
    values.map((value) => (value === null ? null : textOf(value))),
  );
}
