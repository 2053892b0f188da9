import type { Table } from '../../data/table/column';
import { readText, requireColumns } from './cells';
import { levelCodes } from './levels';
import type { FittedRecipe } from './recipe';

/**
 * How many cells of each text column hold a value that the recipe does not know, missing ones not
 * counted; columns without any are left out. A value of fewer than 5 training rows counts too: the
 * recipe does not keep it, so that nobody can be found in it. One pass a text column.
 * Throws LeadbenchError COLUMNS_MISSING {columns, count}, COLUMN_TYPE {column, expected, found}.
 */
export function unseenLevels(fitted: FittedRecipe, table: Table): Map<string, number> {
  const texts = fitted.inputs.filter((input) => input.type === 'text');
  const columns = requireColumns(
    table,
    texts.map(({ column }) => column),
  );
  const counts = new Map<string, number>();
  for (const { column: name, levels, rare } of texts) {
    const column = columns.get(name);
    if (!column) continue;
    const known = [...levels, ...rare];
    const codes = levelCodes(readText(column), known);
    const other = known.length + 1;
    let count = 0;
    for (const code of codes) if (code === other) count++;
    if (count > 0) counts.set(name, count);
  }
  return counts;
}
