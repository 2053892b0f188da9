import './lock-down';
import { markMissing, type MissingValues } from '../data/profile/mark-missing';
import { profileTable } from '../data/profile/profile-table';
import { viewRows, type RowsView } from '../data/query/view-rows';
import type { Table } from '../data/table/column';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { OnProgress } from './protocol';
import { summariseColumns } from './table-summary';

const api = {
  profile: (table: Table, port: JobPort, onProgress: OnProgress) =>
    profileTable(table, jobControl(port, onProgress)),
  view: (table: Table, view: RowsView, port: JobPort) =>
    viewRows(
      table,
      view,
      jobControl(port, () => undefined),
    ),
  markMissing: (table: Table, missing: MissingValues) => {
    const after = markMissing(table, missing);
    return { table: after, columns: summariseColumns(after) };
  },
};
export type TableJobs = typeof api;

exposeJobs(api);
