import type { Table } from '../data/table/column';
import { outcomesOf, scoreTable, scoredColumns, type Scored } from '../domain/leads/score';
import type { Project } from '../domain/leads/project';
import { writeCsv } from '../data/write/csv';
import { writeXlsx } from '../data/write/xlsx';
import { selectRows } from '../data/table/select-rows';
import { pageAssets } from './assets';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { ExportRequest, OnProgress } from './protocol';

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

const api = {
  score: async (
    input: { table: Table; project: Project; idColumn: string | null },
    port: JobPort,
    onProgress: OnProgress,
  ) => {
    const control = jobControl(port, onProgress);
    const scored = await scoreTable({ ...input, assets: pageAssets, control });
    return { scored, outcome: outcomesOf(input.table, input.project) };
  },
  exportScores: (
    input: { table: Table; scored: Scored; order: Uint32Array; request: ExportRequest },
    port: JobPort,
    onProgress: OnProgress,
  ) => {
    const { table, scored, order, request } = input;
    const all: Table = { rows: table.rows, columns: [...table.columns, ...scoredColumns(scored)] };
    const list = request.top === null ? all : selectRows(all, order.subarray(0, request.top));
    const write = request.format === 'csv' ? writeCsv : writeXlsx;
    const control = jobControl(port, onProgress);
    return blobOf(write(list, { control, language: request.language }), MIME[request.format]);
  },
};
export type ScoreJobs = typeof api;

exposeJobs(api);
