import { LeadbenchError } from '../../util/errors';
import type { Column, Table } from '../table/column';
import { numberColumn } from '../table/make-column';
import { selectCells } from '../table/select-rows';
import { distinctCounts, extremeRows, firstPresentRows, presentCounts } from './group-rows';
import type { Groups } from './groups';
import { groupSquares, groupSums, type GroupSums } from './group-sums';
import { presentValues, type Values } from './present-values';
import { groupQuantiles } from './quantiles';
import { queryColumn } from './query-column';

/** Aggregates of a column of any type. */
const OF_ANY = ['present', 'distinct', 'first', 'min', 'max'] as const;
/** Aggregates of a number or boolean column; a boolean is 0 or 1. */
const OF_NUMBERS = ['sum', 'mean', 'var', 'std', 'median'] as const;

/** Aggregates of one column that need nothing more. */
export const COLUMN_AGGREGATES = [...OF_ANY, ...OF_NUMBERS] as const;
type ColumnAggregate = (typeof COLUMN_AGGREGATES)[number];

/**
 * What is known of a group, in SQL's sense: missing cells are left out, and of none but missing cells
 * everything but a count is missing.
 *
 *   count      rows, missing cells and all
 *   present    cells that are not missing
 *   distinct   different values
 *   first      the first value
 *   min, max   text by code points, false before true
 *   sum, mean  blocks in a fixed order, see `groupSums`
 *   var, std   of a sample (n - 1), missing of fewer than two values
 *   median     quantile of 0.5
 *   quantile   see `quantiles`
 *
 * A sum that is not a number (∞ - ∞) is missing. min, max and first have the type of their column, all
 * others are numbers. The column of the result is called `as`, or else `sum(name)` and so on.
 */
export type Aggregate = { readonly as?: string } & (
  | { readonly kind: 'count' }
  | { readonly kind: ColumnAggregate; readonly column: string }
  | { readonly kind: 'quantile'; readonly column: string; readonly probability: number }
);

/**
 * An aggregate before it is a column, a cell a group: numbers, or rows of a column whose cells they
 * are (NO_ROW where there is none).
 */
export type Aggregated =
  | { readonly of: null; readonly cells: ArrayLike<number> }
  | { readonly of: Column; readonly cells: Uint32Array };

/** An aggregate as a column: of its column's type where it is made of its cells, else of numbers. */
export function aggregatedColumn(name: string, { of, cells }: Aggregated): Column {
  return of === null ? numberColumn(name, cells) : { ...selectCells(of, cells), name };
}

/** What the column of an aggregate is called. */
export function aggregateName(aggregate: Aggregate): string {
  if (aggregate.as !== undefined) return aggregate.as;
  if (aggregate.kind === 'count') return 'count';
  const { kind, column } = aggregate;
  return kind === 'quantile'
    ? `quantile(${column}, ${aggregate.probability})`
    : `${kind}(${column})`;
}

/** Aggregates of one table by the same groups; what two of them need is computed once. */
export class Aggregation {
  readonly #table: Table;
  readonly #groups: Groups;
  readonly #sums = new Map<Column, GroupSums>();

  constructor(table: Table, groups: Groups) {
    this.#table = table;
    this.#groups = groups;
  }

  /**
   * One aggregate, a cell a group. Cost: O(rows), for `distinct` as `groupCodes`, for quantiles
   * O(rows log rows). Throws LeadbenchError COLUMN_UNKNOWN {column}, COLUMN_TYPE {column, expected,
   * found}.
   */
  of(aggregate: Aggregate): Aggregated {
    const groups = this.#groups;
    if (aggregate.kind === 'count') {
      return { of: null, cells: groups.order.map((slot) => groups.counts[slot]) };
    }
    const column = queryColumn(this.#table, aggregate.column);
    switch (aggregate.kind) {
      case 'present':
        return { of: null, cells: presentCounts(column, groups) };
      case 'distinct':
        return { of: null, cells: distinctCounts(column, groups) };
      case 'first':
        return { of: column, cells: firstPresentRows(column, groups) };
      case 'min':
      case 'max':
        return { of: column, cells: extremeRows(column, groups, aggregate.kind) };
      case 'quantile':
        return { of: null, cells: this.#quantile(column, aggregate.probability) };
      case 'median':
        return { of: null, cells: this.#quantile(column, 0.5) };
      case 'sum':
      case 'mean':
      case 'var':
      case 'std':
        return { of: null, cells: this.#moment(column, aggregate.kind) };
    }
  }

  #quantile(column: Column, probability: number): Float64Array {
    return groupQuantiles(valuesOf(column), this.#groups, probability);
  }

  #moment(column: Column, kind: 'sum' | 'mean' | 'var' | 'std'): Float64Array {
    const { sums, present } = this.#sumsOf(column);
    if (kind === 'sum') return sums.map((sum, group) => (present[group] === 0 ? NaN : sum));
    const means = sums.map((sum, group) => sum / present[group]);
    if (kind === 'mean') return means;
    const squares = groupSquares(valuesOf(column), this.#groups, means);
    const spread = squares.map((sum, group) =>
      present[group] < 2 ? NaN : sum / (present[group] - 1),
    );
    return kind === 'var' ? spread : spread.map(Math.sqrt);
  }

  #sumsOf(column: Column): GroupSums {
    const known = this.#sums.get(column);
    if (known !== undefined) return known;
    const sums = groupSums(valuesOf(column), this.#groups);
    this.#sums.set(column, sums);
    return sums;
  }
}

/** The numbers of a column that can be added up. Throws COLUMN_TYPE. */
function valuesOf(column: Column): Values {
  if (column.type === 'number' || column.type === 'boolean') return presentValues(column);
  const { name, type } = column;
  throw new LeadbenchError('COLUMN_TYPE', { column: name, expected: 'number', found: type });
}
