import type { Table } from '../table/column';
import { NO_ROW, selectCells } from '../table/select-rows';
import type { Groups } from './groups';
import { queryColumn } from './query-column';
import { sortRows } from './sort-rows';

/** Groups in the order of their keys. */
export interface SortedGroups {
  readonly groups: Groups;
  /** Groups, the first one first. */
  readonly order: Uint32Array;
  /** The first row of each, in that order. */
  readonly firstRows: Uint32Array;
}

/** Groups by the keys they were made by, ascending, as `sortRows` has it. Cost: O(groups) a key. */
export function sortGroups(table: Table, keys: readonly string[], groups: Groups): SortedGroups {
  const columns = keys.map((name) => selectCells(queryColumn(table, name), groups.firstRows));
  const sorted = sortRows(
    { rows: groups.firstRows.length, columns },
    keys.map((column) => ({ column })),
  );
  return { groups, order: sorted, firstRows: sorted.map((group) => groups.firstRows[group]) };
}

/** Row and column groups of a cross table, and the groups of both. */
export interface PivotGroups {
  readonly byRow: SortedGroups;
  readonly byColumn: SortedGroups;
  readonly cells: Groups;
}

/**
 * For each column of a cross table, where its cells are found: the number of the cell's group, NO_ROW
 * where there is none. With totals there are a last column and a last row, and after the groups of
 * `cells` come those of rows, those of columns, and one of all. Cost: O(rows x columns).
 */
export function pivotPlaces(pivot: PivotGroups, hasTotals: boolean): Uint32Array[] {
  const { byRow, byColumn, cells } = pivot;
  const [height, width] = [byRow.order.length, byColumn.order.length];
  const more = hasTotals ? 1 : 0;
  const places = Array.from({ length: width + more }, () =>
    new Uint32Array(height + more).fill(NO_ROW),
  );
  const [rowOf, columnOf] = [placesBySlot(byRow), placesBySlot(byColumn)];
  cells.firstRows.forEach((row, cell) => {
    places[columnOf[byColumn.groups.slots[row]]][rowOf[byRow.groups.slots[row]]] = cell;
  });
  if (!hasTotals) return places;
  const rowTotals = cells.order.length;
  const columnTotals = rowTotals + height;
  places[width].set(byRow.order.map((group) => rowTotals + group));
  byColumn.order.forEach((group, column) => {
    places[column][height] = columnTotals + group;
  });
  if (height > 0) places[width][height] = columnTotals + width;
  return places;
}

function placesBySlot({ groups, order }: SortedGroups): Uint32Array {
  const places = new Uint32Array(groups.size);
  order.forEach((group, place) => {
    places[groups.order[group]] = place;
  });
  return places;
}
