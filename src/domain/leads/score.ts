import type { Table } from '../../data/table/column';
import type { Kernels } from '../../kernels/wasm';
import { columnNamed } from '../../data/table/find-column';
import { textAt } from '../../data/table/read-cell';
import { requireColumns } from '../../ml/features/cells';
import { unseenLevels } from '../../ml/features/unseen';
import { rankAndDecile } from '../../ml/metrics/grades';
import { rankRows } from '../../ml/metrics/ranking';
import { hashId, tieKeysOfRows } from '../../ml/metrics/tie-key';
import { scoreRows } from '../../ml/scoring/score-rows';
import type { Assets } from '../../util/assets';
import { LeadbenchError } from '../../util/errors';
import { partOf, type JobControl } from '../../util/progress';
import type { Project } from './project-types';
import type { Scored } from './score-columns';
import {
  byOnnx,
  championOf,
  largestDifference,
  PARITY_ROWS,
  PARITY_TOLERANCE,
  spreadRows,
} from './score-parity';
import type { FittedStage } from './study';

export { withScores, type Scored } from './score-columns';
export { outcomesOf } from './score-outcomes';

export interface ScoreInput {
  readonly project: Project;
  readonly table: Table;
  readonly assets: Assets;
  /** Compiled kernels, or null for the TypeScript twins. */
  readonly kernels: Kernels | null;
  readonly control: JobControl;
  /** Whose text breaks ties; null = the row number. */
  readonly idColumn?: string | null;
}

async function scoreStage(stage: FittedStage, input: ScoreInput): Promise<Float32Array> {
  const { table, assets, kernels, control } = input;
  const champion = championOf(stage);
  const p = scoreRows(champion, table, { kernels, control, phase: `score.stage${stage.stage}` });
  const rows = spreadRows(table.rows, PARITY_ROWS);
  const sample = Float32Array.from(rows, (row) => p[row]);
  const graph = await byOnnx(champion, { stage: stage.stage, table, rows, assets });
  const difference = largestDifference(sample, graph);
  if (difference > PARITY_TOLERANCE) {
    throw new LeadbenchError('ONNX_MISMATCH', { stage: stage.stage, difference });
  }
  return p;
}

/** Cells whose value no stage knows: a stage that trained on fewer rows knows fewer values. */
function countUnseen(stages: readonly FittedStage[], table: Table): Record<string, number> {
  const least = new Map<string, number>();
  for (const stage of stages) {
    const { recipe } = championOf(stage);
    const counts = unseenLevels(recipe, table);
    for (const { column, type } of recipe.inputs) {
      if (type !== 'text') continue;
      least.set(column, Math.min(counts.get(column) ?? 0, least.get(column) ?? Infinity));
    }
  }
  // fromEntries defines own properties, so a column named __proto__ is one too.
  return Object.fromEntries([...least].filter(([, count]) => count > 0));
}

function ignoredColumns({ setup }: Project, table: Table): string[] {
  const outcomes = new Set(setup.outcomes.map(({ column }) => column));
  const contract = new Map(Object.entries(setup.contract));
  const isLate = (name: string): boolean =>
    outcomes.has(name) || ['contact', 'outcome'].includes(contract.get(name) ?? '');
  return table.columns.map(({ name }) => name).filter(isLate);
}

/** A number a row for breaking ties. A project's own id column may be absent from a later file. */
function tieKeys({ project, table, idColumn = null }: ScoreInput): Uint32Array {
  const byRow = tieKeysOfRows(table.rows);
  const id = idColumn === null ? null : columnNamed(table, idColumn);
  if (idColumn !== null && !id && idColumn !== project.idColumn) requireColumns(table, [idColumn]);
  if (!id) return byRow;
  return byRow.map((key, row) => {
    const text = textAt(id, row);
    return text === null ? key : hashId(text);
  });
}

/**
 * Scores every row by the champions: P1, P2, their product, rank, decile and grade. A sample of rows is
 * compared with what their ONNX graphs say, each time. Extra columns and the order of columns do not
 * matter. O(rows), in batches that can be cancelled. Throws LeadbenchError:
 * COLUMNS_MISSING {columns, count} naming all that any stage needs, COLUMN_TYPE {column, expected,
 * found}, ONNX_MISMATCH {stage, difference}, CANCELLED.
 */
export async function scoreTable(input: ScoreInput): Promise<Scored> {
  const { project, table, control } = input;
  const inputs = project.stages.flatMap((stage) => championOf(stage).recipe.inputs);
  requireColumns(table, [...new Set(inputs.map(({ column }) => column))]);
  const keys = tieKeys(input);
  const stages: Float32Array[] = [];
  for (const [i, stage] of project.stages.entries()) {
    const [from, to] = [i / project.stages.length, (i + 1) / project.stages.length];
    const part = partOf(control, { phase: null, from, to });
    stages.push(await scoreStage(stage, { ...input, control: part }));
  }
  const [p1, p2 = new Float32Array(0)] = stages;
  const exact = Float64Array.from(p1, (p, row) => (p2.length > 0 ? p * p2[row] : p));
  return {
    p1,
    p2,
    final: Float32Array.from(exact),
    ...rankAndDecile(rankRows(exact, keys)),
    unseenLevels: countUnseen(project.stages, table),
    missingColumns: [],
    ignoredColumns: ignoredColumns(project, table),
  };
}
