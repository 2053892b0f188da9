import { LeadbenchError } from '../../util/errors';
import type { Column, Table } from '../table/column';
import { textAt } from '../table/read-cell';
import { NO_ROW, selectCells } from '../table/select-rows';
import { aggregatedColumn, Aggregation, type Aggregate, type Aggregated } from './aggregate';
import { columnCodes } from './codes';
import { groupRows } from './distinct-rows';
import { freeName } from './free-name';
import { groupCodes, splitGroups } from './groups';
import { pivotPlaces, sortGroups } from './pivot-layout';
import { queryColumn } from './query-column';

/** What `pivot` is told. */
export interface PivotOptions {
  /** Names of the columns whose combinations are the rows; none makes one row. */
  readonly rows: readonly string[];
  /** Name of the column whose values are the columns. */
  readonly columns: string;
  /** What a cell is; its own name is not used. */
  readonly aggregate: Aggregate;
  /** Name of the column for rows whose `columns` cell is missing. */
  readonly missingName?: string;
  /** Name of the column of totals, which come with a row of totals; null = no totals. */
  readonly totalName?: string | null;
}

/** More columns than this are none that anyone reads. */
const MOST_COLUMNS = 10_000;
/** And more cells than this are none that memory should be filled with. */
const MOST_CELLS = 1 << 25;

/**
 * A cross table: one row for each combination of the rows' keys, in their order, and behind the keys
 * one column for each value of the columns' key, in its order (as `sortRows` has both, missing last),
 * named as `textAt` writes it; a name that is taken gets an underscore. A cell without rows is 0 where
 * the aggregate counts, else missing. Totals are aggregated from rows, not from cells: a last column,
 * and a last row whose keys are missing, as SQL's ROLLUP has them. Cost: as `groupBy`, and O(cells).
 * Throws LeadbenchError COLUMN_UNKNOWN {column}, COLUMN_TYPE {column, expected, found},
 * PIVOT_TOO_WIDE {columns, limit}.
 */
export function pivot(table: Table, options: PivotOptions): Table {
  const { rows, columns, aggregate, missingName = 'missing', totalName = null } = options;
  const head = queryColumn(table, columns);
  const codes = columnCodes(head);
  const columnGroups = groupCodes(table.rows, [codes]);
  const rowGroups = groupRows(table, rows);
  checkWidth(columnGroups.order.length, rowGroups.order.length);
  const cells = splitGroups(rowGroups, codes);
  const byRow = sortGroups(table, rows, rowGroups);
  const byColumn = sortGroups(table, [columns], columnGroups);
  const hasTotals = totalName !== null;
  const sets = hasTotals ? [cells, rowGroups, columnGroups, groupCodes(table.rows, [])] : [cells];
  const values = joinAggregated(sets.map((set) => new Aggregation(table, set).of(aggregate)));
  const keyRows = hasTotals ? withNoRow(byRow.firstRows) : byRow.firstRows;
  const names = Array.from(byColumn.firstRows, (row) => textAt(head, row) ?? missingName);
  if (hasTotals) names.push(totalName);
  const taken = new Set(rows);
  const isCount = COUNTING.has(aggregate.kind);
  const valueColumns = pivotPlaces({ byRow, byColumn, cells }, hasTotals).map((places, i) =>
    cellColumn(freeName(names[i], taken, '_'), { values, places, isCount }),
  );
  const keys = rows.map((name) => selectCells(queryColumn(table, name), keyRows));
  return { rows: keyRows.length, columns: [...keys, ...valueColumns] };
}

/** Aggregates that are 0 of nothing. */
const COUNTING: ReadonlySet<Aggregate['kind']> = new Set(['count', 'present', 'distinct']);

function checkWidth(columns: number, rows: number): void {
  const limit = Math.min(MOST_COLUMNS, Math.floor(MOST_CELLS / Math.max(1, rows)));
  if (columns > limit) throw new LeadbenchError('PIVOT_TOO_WIDE', { columns, limit });
}

/** The same aggregate of several sets of groups, one set after the other. */
function joinAggregated(parts: readonly Aggregated[]): Aggregated {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.cells.length, 0));
  let at = 0;
  for (const { cells } of parts) {
    all.set(cells, at);
    at += cells.length;
  }
  const { of } = parts[0];
  return of === null ? { of, cells: all } : { of, cells: new Uint32Array(all) };
}

interface CellColumn {
  readonly values: Aggregated;
  readonly places: Uint32Array;
  readonly isCount: boolean;
}

function cellColumn(name: string, { values, places, isCount }: CellColumn): Column {
  const { of, cells } = values;
  const absent = of !== null ? NO_ROW : isCount ? 0 : NaN;
  const picked = Float64Array.from(places, (place) => (place === NO_ROW ? absent : cells[place]));
  return aggregatedColumn(
    name,
    of === null ? { of, cells: picked } : { of, cells: new Uint32Array(picked) },
  );
}

function withNoRow(rows: Uint32Array): Uint32Array {
  const more = new Uint32Array(rows.length + 1).fill(NO_ROW);
  more.set(rows);
  return more;
}
