import './lock-down';
import { tableBytes } from '../data/table/table-bytes';
import { generateLeads } from '../domain/demo/leads';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { OnProgress, TableSummary } from './protocol';
import { summariseColumns } from './table-summary';

const api = {
  leads: (rows: number, seed: number, port: JobPort, onProgress: OnProgress) => {
    const started = performance.now();
    const table = generateLeads({ rows, seed, control: jobControl(port, onProgress) });
    const summary: TableSummary = {
      name: 'demo',
      bytes: tableBytes(table),
      rows: table.rows,
      columns: summariseColumns(table),
      lines: {
        read: rows,
        kept: rows,
        repaired: 0,
        rejected: 0,
        header: 0,
        blank: 0,
        preamble: 0,
        footer: 0,
        physical: 0,
      },
      dialect: { delimiter: '', quote: '', escape: '', header: true, skipRows: 0 },
      encoding: 'utf-8',
      rejects: [],
      seconds: (performance.now() - started) / 1000,
      demo: true,
    };
    return { table, summary };
  },
};
export type DemoJobs = typeof api;

exposeJobs(api);
