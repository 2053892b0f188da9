import { sliceTable } from '../../data/table/slice-table';
import type { Table } from '../../data/table/column';
import type { Kernels } from '../../kernels/wasm';
import type { JobControl } from '../../util/progress';
import type { FittedRecipe } from '../features/recipe';
import { transform } from '../features/transform';
import type { Model } from '../model';
import { predict } from '../predict';

/** Rows whose features are in memory at a time; a multiple of 8. */
const BATCH_ROWS = 65_536;

export interface ScoreRowsOptions {
  /** Compiled kernels, or null: they change the time and nothing else. */
  readonly kernels: Kernels | null;
  readonly control: JobControl;
  /** Name of the progress reports. */
  readonly phase: string;
}

/**
 * Probabilities of a table's rows by a recipe and its model, in batches, between which it reports rows
 * and may be cancelled. O(rows). Throws LeadbenchError COLUMNS_MISSING {columns, count}, COLUMN_TYPE
 * {column, expected, found}, CANCELLED.
 */
export function scoreRows(
  { recipe, model }: { readonly recipe: FittedRecipe; readonly model: Model },
  table: Table,
  { kernels, control, phase }: ScoreRowsOptions,
): Float32Array {
  const out = new Float32Array(table.rows);
  for (let from = 0; from < table.rows; from += BATCH_ROWS) {
    control.checkpoint();
    const to = Math.min(table.rows, from + BATCH_ROWS);
    const features = transform(recipe, sliceTable(table, from, to), null);
    out.set(predict(model, features, kernels), from);
    control.report({ phase, done: to, total: table.rows, unit: 'rows' });
  }
  return out;
}
