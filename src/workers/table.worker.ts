import './lock-down';
import { markMissing, type MissingValues } from '../data/profile/mark-missing';
import { profileTable } from '../data/profile/profile-table';
import type { Reading } from '../data/profile/types';
import { viewRows, type RowsView } from '../data/query/view-rows';
import type { Table } from '../data/table/column';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { OnProgress } from './protocol';
import { summariseColumns } from './table-summary';

const api = {
  profile: (table: Table, reading: Reading, port: JobPort, onProgress: OnProgress) =>
    profileTable(table, jobControl(port, onProgress), reading),
  view: (table: Table, view: RowsView, port: JobPort) =>
    viewRows(
      table,
      view,
      jobControl(port, () => undefined),
    ),
  markMissing: (table: Table, missing: MissingValues, reading: Reading) => {
    const after = markMissing(table, missing, reading);
    return { table: after, columns: summariseColumns(after) };
  },
};
export type TableJobs = typeof api;

exposeJobs(api);
