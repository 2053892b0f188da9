/**
 * A condition on a row, as JSON. Values are numbers, text, truths, or for timestamps wall-clock
 * milliseconds or ISO 8601 text without a zone (2024-01-31, 2024-01-31T08:30:00.5). Text is compared by
 * code points, `contains` alone takes upper and lower case for one. `between` takes both ends in.
 */
export type Predicate =
  | { readonly op: 'and' | 'or'; readonly of: readonly Predicate[] }
  | { readonly op: 'not'; readonly of: Predicate }
  | { readonly op: 'isMissing' | 'notMissing'; readonly column: string }
  | { readonly op: Comparison; readonly column: string; readonly value: PredicateValue }
  | { readonly op: 'in'; readonly column: string; readonly values: readonly PredicateValue[] }
  | {
      readonly op: 'between';
      readonly column: string;
      readonly low: PredicateValue;
      readonly high: PredicateValue;
    }
  | { readonly op: 'contains' | 'startsWith'; readonly column: string; readonly value: string };

/** What a cell is compared with. */
export type PredicateValue = string | number | boolean;

const COMPARISONS = ['eq', 'neq', 'lt', 'le', 'gt', 'ge'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Conditions on one column. */
export type ColumnPredicate = Extract<Predicate, { readonly column: string }>;

/** Conditions that say something of a cell's value. */
export type ValuePredicate = Exclude<ColumnPredicate, { readonly op: 'isMissing' | 'notMissing' }>;

/** Whether a condition says something of a cell's value. */
export function asksOfValue(predicate: ColumnPredicate): predicate is ValuePredicate {
  return predicate.op !== 'isMissing' && predicate.op !== 'notMissing';
}

/** Conditions within conditions go so deep. */
const DEEPEST = 100;

/** JSON as a predicate; null where it is none, or goes deeper than 100. Cost: O(conditions). */
export function readPredicate(json: unknown, depth = 0): Predicate | null {
  if (typeof json !== 'object' || json === null || depth > DEEPEST) return null;
  const { op, of, column } = json as Readonly<Record<string, unknown>>;
  if (op === 'not') {
    const inner = readPredicate(of, depth + 1);
    return inner === null ? null : { op, of: inner };
  }
  if (op === 'and' || op === 'or') {
    if (!Array.isArray(of)) return null;
    const parts = of.map((part) => readPredicate(part, depth + 1));
    const known = parts.filter((part) => part !== null);
    return known.length === parts.length ? { op, of: known } : null;
  }
  return typeof column === 'string' ? readOnColumn(json, column) : null;
}

function readOnColumn(json: object, column: string): ColumnPredicate | null {
  const { op, value, values, low, high } = json as Readonly<Record<string, unknown>>;
  if (op === 'isMissing' || op === 'notMissing') return { op, column };
  if (op === 'contains' || op === 'startsWith') {
    return typeof value === 'string' ? { op, column, value } : null;
  }
  if (op === 'in') {
    return Array.isArray(values) && values.every(isValue) ? { op, column, values } : null;
  }
  if (op === 'between') return isValue(low) && isValue(high) ? { op, column, low, high } : null;
  const comparison = COMPARISONS.find((each) => each === op);
  return comparison !== undefined && isValue(value) ? { op: comparison, column, value } : null;
}

function isValue(value: unknown): value is PredicateValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
