import { ascendingDoubleKeys, descendingDoubleKeys } from '../../kernels/radix-sort';
import { identityOrder, sortOrderByKey } from '../../kernels/radix-sort';
import type { Column, Table } from '../table/column';
import { isMissing } from '../table/validity';
import { presentValues } from './present-values';
import { queryColumn } from './query-column';
import { utf8Ranks } from './utf8-ranks';

/** A column to sort by; ascending where nothing is said. */
export interface SortKey {
  readonly column: string;
  readonly descending?: boolean;
}

/**
 * The rows of a table in order, the first key being the most important and equal rows staying as they
 * were. Numbers and timestamps by value (-0 as 0), false before true, text by code points; missing
 * cells come last in either direction. Cost: O(rows) a key by radix sort; text is ranked first, once
 * a level or, in an arena, a cell. Throws LeadbenchError COLUMN_UNKNOWN {column}.
 */
export function sortRows(table: Table, keys: readonly SortKey[]): Uint32Array {
  const order = identityOrder(table.rows);
  for (const { column, descending = false } of keys.toReversed()) {
    for (const key of radixKeys(queryColumn(table, column), descending)) {
      sortOrderByKey(order, key);
    }
  }
  return order;
}

/** Ascending keys, the least important first. */
function radixKeys(column: Column, descending: boolean): Uint32Array[] {
  if (column.type === 'text') {
    if (column.encoding === 'arena') {
      return [placesOf(column, utf8Ranks(column.cells), descending)];
    }
    const ranks = utf8Ranks(column.levels);
    return [
      placesOf(
        column,
        Uint32Array.from(column.codes, (code) => ranks[code]),
        descending,
      ),
    ];
  }
  if (column.values instanceof Uint8Array) {
    return [placesOf(column, new Uint32Array(column.values), descending)];
  }
  const values = presentValues(column);
  const keysOf = descending ? descendingDoubleKeys : ascendingDoubleKeys;
  const { high, low } = keysOf(values);
  return [low, high];
}

/** Above every place. */
const LAST = 0xffffffff;

/** `places` in place, turned where `descending`, missing cells behind all others. */
function placesOf(column: Column, places: Uint32Array, descending: boolean): Uint32Array {
  for (let row = 0; row < places.length; row++) {
    if (isMissing(column, row)) places[row] = LAST;
    else if (descending) places[row] = LAST - 1 - places[row];
  }
  return places;
}
