import './lock-down';
import { blobSource } from '../data/parse/byte-source';
import { appendSources } from '../data/parse/append-sources';
import { previewDelimited } from '../data/parse/preview-delimited';
import type { ParseOptions } from '../data/parse/types';
import { loadKernels } from '../kernels/wasm';
import { pageAssets } from './assets';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { OnProgress } from './protocol';
import { joinThreads } from './threads';
import { summariseParse } from './table-summary';

const api = {
  preview: (files: readonly File[], options: ParseOptions, shown: number) =>
    previewDelimited(files.map(blobSource), options, shown),
  parse: async (
    files: readonly File[],
    options: ParseOptions,
    port: JobPort,
    onProgress: OnProgress,
  ) => {
    const started = performance.now();
    const kernels = await loadKernels(pageAssets, await joinThreads(port));
    const control = jobControl(port, onProgress);
    const parsed = await appendSources(files.map(blobSource), options, control, kernels);
    const seconds = (performance.now() - started) / 1000;
    return {
      table: parsed.table,
      rejects: parsed.rejects,
      repairs: parsed.repairs,
      reading: { commaFree: parsed.commaFree, chosen: options },
      summary: summariseParse(files, parsed, seconds),
    };
  },
};
export type ParseJobs = typeof api;

exposeJobs(api);
