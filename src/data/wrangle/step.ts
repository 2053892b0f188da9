import { LeadbenchError } from '../../util/errors';
import type { Table } from '../table/column';
import { columnNamed } from '../table/find-column';

/** More rows than this are not for code that is made from text: cell by cell, and twice in memory. */
export const MAX_STEP_ROWS = 200_000;

/** One free-form step: rows that stay, or a new column. */
export type WrangleStep =
  | { readonly verb: 'filter'; readonly expression: string }
  | { readonly verb: 'derive'; readonly name: string; readonly expression: string };

/**
 * Whether a step can be tried on a table. Throws LeadbenchError WRANGLE_TOO_LARGE {rows, limit},
 * WRANGLE_NAME {name} where a new column has no name or that of a column that is there.
 */
export function checkStep(table: Table, step: WrangleStep): void {
  const { rows } = table;
  if (rows > MAX_STEP_ROWS) {
    throw new LeadbenchError('WRANGLE_TOO_LARGE', { rows, limit: MAX_STEP_ROWS });
  }
  if (step.verb !== 'derive') return;
  const { name } = step;
  if (name.trim() === '' || columnNamed(table, name)) {
    throw new LeadbenchError('WRANGLE_NAME', { name });
  }
}
