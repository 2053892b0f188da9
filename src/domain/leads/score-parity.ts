import type { Table } from '../../data/table/column';
import { transform } from '../../ml/features/transform';
import { toOnnx } from '../../ml/onnx/to-onnx';
import { predict } from '../../ml/predict';
import { runOnnx } from '../../ml/scoring/run-onnx';
import { createSession } from '../../ml/scoring/session';
import type { Assets } from '../../util/assets';
import type { Project } from './project-types';
import type { FittedStage } from './study';
import type { FittedPipeline } from './study-stage';

/** ONNX and our own prediction may part by this much. */
export const PARITY_TOLERANCE = 1e-6;
/** Rows compared where the caller names none. */
export const PARITY_ROWS = 1000;

/** At most `count` row numbers, evenly spread. */
export function spreadRows(rows: number, count: number): Uint32Array {
  const step = Math.max(1, rows / count);
  const length = Math.min(rows, count);
  return Uint32Array.from({ length }, (_, i) => Math.floor(i * step));
}

/** The pipeline of a stage that scores. */
export function championOf(stage: FittedStage): FittedPipeline {
  const champion = stage.pipelines.find(({ algorithm }) => algorithm === stage.champion);
  if (!champion) throw new Error('a stage without its champion');
  return champion;
}

interface GraphInput {
  readonly stage: number;
  readonly table: Table;
  readonly rows: Uint32Array;
  readonly assets: Assets;
}

/** Probabilities of some rows of a table by a pipeline's ONNX graph. */
export async function byOnnx(
  pipeline: FittedPipeline,
  { stage, table, rows, assets }: GraphInput,
): Promise<Float32Array> {
  const session = await createSession(assets, toOnnx({ ...pipeline, name: `stage${stage}` }));
  try {
    return await runOnnx(session, pipeline.recipe, table, { rows });
  } finally {
    await session.release();
  }
}

/** The largest difference of two lists of probabilities; NaN on both sides is equal. */
export function largestDifference(
  one: Float32Array | Float64Array,
  other: Float32Array | Float64Array,
): number {
  let most = 0;
  for (let i = 0; i < one.length; i++) {
    if (Number.isNaN(one[i]) && Number.isNaN(other[i])) continue;
    const difference = Math.abs(one[i] - other[i]);
    most = Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }
  return most;
}

export interface ParityInput {
  readonly project: Project;
  readonly table: Table;
  readonly assets: Assets;
  /** Which rows to compare; absent = PARITY_ROWS evenly spread ones. */
  readonly rows?: Uint32Array;
}

/**
 * Compares every model of a project as ONNX with our own prediction on some rows of a table, and
 * gives the largest difference. Throws COLUMNS_MISSING, COLUMN_TYPE.
 */
export async function verifyParity(
  input: ParityInput,
): Promise<{ maxDifference: number; rows: number }> {
  const { project, table, assets } = input;
  const rows = input.rows ?? spreadRows(table.rows, PARITY_ROWS);
  let maxDifference = 0;
  for (const { stage, pipelines } of project.stages) {
    for (const pipeline of pipelines) {
      const graph = await byOnnx(pipeline, { stage, table, rows, assets });
      const own = predict(pipeline.model, transform(pipeline.recipe, table, rows));
      maxDifference = Math.max(maxDifference, largestDifference(own, graph));
    }
  }
  return { maxDifference, rows: rows.length };
}
