import type { Column } from '../../data/table/column';
import type { Rng } from '../../util/rng';
import type { ColumnWriter } from './builders';
import { LEAD_SCHEMA, type LeadColumnName } from './schema';

const MISSING = new Map(LEAD_SCHEMA.map(({ name, missing }) => [name, missing]));

/** How one column of a table is written from a source of cells, row by row. */
export interface ColumnPlan<Source> {
  write(source: Source, row: number): void;
  finish(): Column;
}

/**
 * Joins a writer with the rule for its cells. Null stays missing; `blanks` draws further missing
 * cells at the share the schema gives, null draws none.
 */
export function planColumn<Source, Cell>(
  writer: ColumnWriter<Cell> & { readonly name: LeadColumnName },
  cell: (source: Source) => Cell | null,
  blanks: Rng | null = null,
): ColumnPlan<Source> {
  const share = blanks ? (MISSING.get(writer.name) ?? 0) : 0;
  return {
    write(source, row) {
      const value = cell(source);
      const blank = share > 0 && blanks !== null && blanks.uniform() < share;
      if (value === null || blank) writer.skip(row);
      else writer.put(row, value);
    },
    finish: () => writer.finish(),
  };
}
