import './lock-down';
import { markMissing, type MissingValues } from '../data/profile/mark-missing';
import { profileTable } from '../data/profile/profile-table';
import type { Table } from '../data/table/column';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { OnProgress } from './protocol';
import { summariseColumns } from './table-summary';

const api = {
  profile: (table: Table, port: JobPort, onProgress: OnProgress) =>
    profileTable(table, jobControl(port, onProgress)),
  markMissing: (table: Table, missing: MissingValues) => {
    const after = markMissing(table, missing);
    return { table: after, columns: summariseColumns(after) };
  },
};
export type ProfileJobs = typeof api;

exposeJobs(api);
