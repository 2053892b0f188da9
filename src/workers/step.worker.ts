import './lock-down';
import { transfer } from 'comlink';
import { toArrow } from '../data/table/arquero';
import type { Table } from '../data/table/column';
import { applyStep } from '../data/wrangle/apply-step';
import type { WrangleStep } from '../data/wrangle/step';
import { exposeJobs } from './job';
import { summariseColumns } from './table-summary';

const api = {
  pack: (table: Table) => {
    const bytes = toArrow(table);
    return transfer(bytes, [bytes.buffer]);
  },
  apply: (table: Table, step: WrangleStep, answer: Uint8Array) => {
    const after = applyStep(table, step, answer);
    return { table: after, columns: summariseColumns(after) };
  },
};
export type StepJobs = typeof api;

exposeJobs(api);
