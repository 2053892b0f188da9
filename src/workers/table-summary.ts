import { distinctCount } from '../data/table/distinct-count';
import { missingCount } from '../data/table/validity';
import type { Table } from '../data/table/column';
import type { ParseResult } from '../data/parse/types';
import type { TableSummary } from './protocol';

/** How many rejects and repairs travel to the page; `lines` counts all of them. */
const LINES_SHOWN = 1000;

/** Name, type, missing and distinct of every column. One pass over the table. */
export function summariseColumns(table: Table): TableSummary['columns'] {
  return table.columns.map((column) => ({
    name: column.name,
    type: column.type,
    missing: missingCount(column),
    distinct: distinctCount(column),
  }));
}

/** What the page shows of files that were read into one table, which is named after the first of them. */
export function summariseParse(
  files: readonly { readonly name: string; readonly size: number }[],
  parsed: ParseResult,
  seconds: number,
): TableSummary {
  return {
    name: files[0].name + (files.length > 1 ? ` + ${String(files.length - 1)}` : ''),
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    rows: parsed.table.rows,
    columns: summariseColumns(parsed.table),
    lines: parsed.lines,
    dialect: parsed.dialect,
    encoding: parsed.encoding,
    rejects: parsed.rejects.slice(0, LINES_SHOWN),
    repairs: parsed.repairs.slice(0, LINES_SHOWN),
    reasons: parsed.reasons,
    otherTables: parsed.otherTables,
    seconds,
    demo: false,
    files: parsed.files,
    ignored: parsed.ignored,
  };
}
