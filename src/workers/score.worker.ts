import './lock-down';
import type { Table } from '../data/table/column';
import { outcomesOf, scoreTable, withScores, type Scored } from '../domain/leads/score';
import type { Project } from '../domain/leads/project';
import { loadKernels } from '../kernels/wasm';
import { rankInOrder, type RankedScores } from '../ml/metrics/threshold';
import { writeCsv } from '../data/write/csv';
import { writeXlsx } from '../data/write/xlsx';
import { pageAssets } from './assets';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { ExportRequest, OnProgress } from './protocol';
import { joinThreads } from './threads';

const MIME = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Keeps the finished chunks as Blobs, which the browser may hold on disk. */
async function blobOf(chunks: AsyncIterable<Uint8Array>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const chunk of chunks) parts.push(new Blob([new Uint8Array(chunk)]));
  return new Blob(parts, { type });
}

/** The final scores in rank order, as the page holds them. */
function rankedBy({ rank, final }: Scored, outcome: Uint8Array): RankedScores {
  const order = new Uint32Array(rank.length);
  for (let row = 0; row < rank.length; row++) order[rank[row] - 1] = row;
  return rankInOrder(order, final, outcome);
}

const api = {
  score: async (
    input: { table: Table; project: Project; idColumn: string | null },
    port: JobPort,
    onProgress: OnProgress,
  ) => {
    const kernels = await loadKernels(pageAssets, await joinThreads(port));
    const control = jobControl(port, onProgress);
    const scored = await scoreTable({ ...input, assets: pageAssets, kernels, control });
    return { scored, ranked: rankedBy(scored, outcomesOf(input.table, input.project)) };
  },
  exportScores: (
    input: { table: Table; scored: Scored; order: Uint32Array; request: ExportRequest },
    port: JobPort,
    onProgress: OnProgress,
  ) => {
    const { table, scored, order, request } = input;
    const columns = withScores(table, scored);
    const rows = request.top === null ? null : order.subarray(0, request.top);
    const options = { rows, control: jobControl(port, onProgress) };
    const chunks =
      request.format === 'csv'
        ? writeCsv(columns, options)
        : writeXlsx(columns, { ...options, sheetName: request.sheetName });
    return blobOf(chunks, MIME[request.format]);
  },
};
export type ScoreJobs = typeof api;

exposeJobs(api);
