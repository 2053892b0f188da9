import type { Table } from '../table/column';
import { selectCells, selectRows } from '../table/select-rows';
import { aggregatedColumn, aggregateName, Aggregation, type Aggregate } from './aggregate';
import { groupRows } from './distinct-rows';
import { queryColumn } from './query-column';
import { sortRows } from './sort-rows';

/** What `groupBy` is told. */
export interface GroupByOptions {
  /** Names of columns of any type; none makes one group of all rows. */
  readonly keys: readonly string[];
  readonly aggregates: readonly Aggregate[];
  /** Groups by their first row, or by their keys in order as `sortRows` has it, ascending. */
  readonly order?: 'appearance' | 'key';
}

/**
 * One row for each combination of keys that occurs: the keys, then the aggregates. A missing key is
 * a group of its own; a table without rows has no group. Names are not checked for doubles. Cost:
 * O(rows) a key and an aggregate, expected; no thread changes a bit of it. Throws LeadbenchError
 * COLUMN_UNKNOWN {column}, COLUMN_TYPE {column, expected, found}.
 */
export function groupBy(table: Table, options: GroupByOptions): Table {
  const { keys, aggregates, order = 'appearance' } = options;
  const groups = groupRows(table, keys);
  const aggregation = new Aggregation(table, groups);
  const columns = [
    ...keys.map((name) => selectCells(queryColumn(table, name), groups.firstRows)),
    ...aggregates.map((each) => aggregatedColumn(aggregateName(each), aggregation.of(each))),
  ];
  const grouped = { rows: groups.order.length, columns };
  if (order === 'appearance' || keys.length === 0) return grouped;
  const sorted = sortRows(
    { rows: grouped.rows, columns: columns.slice(0, keys.length) },
    keys.map((column) => ({ column })),
  );
  return selectRows(grouped, sorted);
}
