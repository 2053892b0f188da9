import { transfer } from 'comlink';
import type { Table } from '../data/table/column';
import { textAt } from '../data/table/read-cell';
import { checkStep, type WrangleStep } from '../data/wrangle/step';
import { relay, type Jobs } from './jobs';
import type { JobId, OnProgress, WranglePreview } from './protocol';
import type { StepJobs } from './step.worker';

const ROWS_SHOWN = 8;
const COLUMNS_SHOWN = 6;
const PARTS = 3;

export interface StepToTry {
  readonly job: JobId;
  readonly table: Table;
  readonly step: WrangleStep;
  readonly onProgress: OnProgress;
}

export type TriedTable = Awaited<ReturnType<StepJobs['apply']>>;

/**
 * Tries a step on a table, which stays as it is: one thread makes Arrow bytes of it, the thread with
 * the policy of its own gets the bytes and is ended with its answer, and a third makes the new table.
 * Throws LeadbenchError: what `checkStep` and `runStep` throw, and CANCELLED.
 */
export async function tryStep(jobs: Jobs, tried: StepToTry): Promise<TriedTable> {
  const { job, table, step } = tried;
  checkStep(table, step);
  const report = relay(tried.onProgress);
  const part = (done: number): void => {
    report({ phase: 'wrangle', done, total: PARTS, unit: 'steps' });
  };
  part(0);
  const bytes = await jobs.run(job, 'step', (api) => api.pack(table));
  part(1);
  const answer = await jobs.run(job, 'wrangle', (api) =>
    api.run(transfer(bytes, [bytes.buffer]), step),
  );
  part(2);
  return jobs.run(job, 'step', (api) => api.apply(table, step, answer));
}

/** The new column, those the expression names, then the others in their order; as many as fit. */
function columnsToShow(table: Table, step: WrangleStep): Table['columns'] {
  const rank = (name: string): number => {
    if (step.verb === 'derive' && name === step.name) return 0;
    return step.expression.includes(name) ? 1 : 2;
  };
  return [...table.columns].sort((a, b) => rank(a.name) - rank(b.name)).slice(0, COLUMNS_SHOWN);
}

/** What the page shows of a tried step. */
export function previewStep(before: Table, after: Table, step: WrangleStep): WranglePreview {
  const columns = columnsToShow(after, step);
  return {
    step,
    rowsBefore: before.rows,
    rowsAfter: after.rows,
    header: columns.map(({ name }) => name),
    rows: Array.from({ length: Math.min(ROWS_SHOWN, after.rows) }, (_, row) =>
      columns.map((column) => textAt(column, row)),
    ),
  };
}
