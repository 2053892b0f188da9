import type { Table } from '../../data/table/column';
import { gradeCutScores } from '../../ml/metrics/grades';
import { CREATED_BY, PROJECT_VERSION, type Project } from './project-types';
import type { Study } from './study';
import type { StudyResult } from './types';

export { readProject } from './project-read';
export type { Project } from './project-types';
export { writeProject } from './project-write';

/** The first identifier column without gaps or repeats. */
function idColumnOf({ guard, rows }: StudyResult): string | null {
  const unique = guard.find(
    ({ availability, distinct, missing }) =>
      availability === 'identifier' && missing === 0 && distinct === rows,
  );
  return unique?.column ?? null;
}

/** `leads_2024.csv` is the project `leads_2024`. */
function projectName(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '') || fileName;
}

/** A project from a finished study and the table it was trained on. No rows are kept. O(columns). */
export function projectOf(
  study: Study,
  table: Table,
  tableName: string,
  sha256: string | null = null,
): Project {
  const columns = table.columns.map(({ name, type }) => ({ name, type }));
  return {
    version: PROJECT_VERSION,
    name: projectName(tableName),
    createdBy: CREATED_BY,
    data: [{ name: tableName, rows: table.rows, columns, sha256 }],
    setup: study.result.request.setup,
    study: study.result,
    stages: study.stages,
    idColumn: idColumnOf(study.result),
    gradeCuts: gradeCutScores(study.test.final),
  };
}
