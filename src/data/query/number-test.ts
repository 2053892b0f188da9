import { LeadbenchError } from '../../util/errors';
import type { Comparison, PredicateValue, ValuePredicate } from './predicate';
import { parseIsoTimestamp } from './iso-timestamp';
import type { ValueColumn } from './present-values';

/** What a condition says of a cell that is not missing. */
type NumberTest = (value: number) => boolean;

/**
 * A condition on a number, timestamp or boolean column as a test of its values. Throws LeadbenchError
 * COLUMN_TYPE {column, expected, found} for conditions on text, PREDICATE_VALUE {column, type, value}.
 */
export function numberTest(column: ValueColumn, predicate: ValuePredicate): NumberTest {
  const read = (value: PredicateValue): number => readValue(column, value);
  switch (predicate.op) {
    case 'contains':
    case 'startsWith': {
      const { name, type } = column;
      throw new LeadbenchError('COLUMN_TYPE', { column: name, expected: 'text', found: type });
    }
    case 'in': {
      const values = new Set(predicate.values.map(read));
      return (value) => values.has(value);
    }
    case 'between': {
      const [low, high] = [read(predicate.low), read(predicate.high)];
      return (value) => value >= low && value <= high;
    }
    case 'eq':
    case 'neq':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return comparison(predicate.op, read(predicate.value));
  }
}

/** A number compared with another one. */
export function comparison(op: Comparison, other: number): NumberTest {
  switch (op) {
    case 'eq':
      return (value) => value === other;
    case 'neq':
      return (value) => value !== other;
    case 'lt':
      return (value) => value < other;
    case 'le':
      return (value) => value <= other;
    case 'gt':
      return (value) => value > other;
    case 'ge':
      return (value) => value >= other;
  }
}

/** A value as the column holds it; a boolean's own words are taken too. Throws PREDICATE_VALUE. */
function readValue(column: ValueColumn, value: PredicateValue): number {
  const known = knownValue(column, value);
  if (known !== null && !Number.isNaN(known)) return known;
  const { name, type } = column;
  throw new LeadbenchError('PREDICATE_VALUE', { column: name, type, value: String(value) });
}

function knownValue(column: ValueColumn, value: PredicateValue): number | null {
  if (column.type === 'boolean') {
    if (typeof value === 'boolean') return Number(value);
    const label = typeof value === 'string' ? column.labels.indexOf(value) : -1;
    return label < 0 ? null : label;
  }
  if (typeof value === 'number') return value;
  return column.type === 'timestamp' && typeof value === 'string' ? parseIsoTimestamp(value) : null;
}
