import type { Table } from '../../data/table/column';
import { NO_CONTROL, type JobControl } from '../../util/progress';
import type { FittedRecipe } from '../features/recipe';
import { OUTPUT_NAME } from '../onnx/inputs';
import type { OnnxSession } from './session';
import { feedMaker } from './tensors';

/** Rows a call of the runtime: tensors of this length stay in the cache, calls cost little. */
export const BATCH_ROWS = 16_384;

export interface RunOptions {
  /** Which rows, in which order; null = all. */
  readonly rows?: Uint32Array | null;
  readonly batch?: number;
  readonly control?: JobControl;
  /** Name of the progress reports. */
  readonly phase?: string;
}

/**
 * Probabilities of a table's rows by an ONNX session that `toOnnx` made from `recipe`. Raw cells go
 * in, in batches; missing cells as the contract in docs/formats.md has them. Between batches it
 * reports rows and may be cancelled. Throws LeadbenchError COLUMNS_MISSING {columns, count},
 * COLUMN_TYPE {column, expected, found}, CANCELLED.
 */
export async function runOnnx(
  session: OnnxSession,
  recipe: FittedRecipe,
  table: Table,
  options: RunOptions = {},
): Promise<Float32Array> {
  const { rows = null, batch = BATCH_ROWS, control = NO_CONTROL, phase = 'score' } = options;
  const feeds = feedMaker(recipe, table);
  const total = rows ? rows.length : table.rows;
  const out = new Float32Array(total);
  for (let start = 0; start < total; start += batch) {
    control.checkpoint();
    const end = Math.min(total, start + batch);
    const result = await session.run(feeds({ rows, start, end }));
    const { data } = result[OUTPUT_NAME];
    if (!(data instanceof Float32Array)) throw new Error('a graph whose output is not float');
    out.set(data, start);
    control.report({ phase, done: end, total, unit: 'rows' });
  }
  return out;
}
