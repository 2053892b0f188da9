/** Delimited text to typed columns, in Node: ours beside DuckDB and polars. --rows N --reps N */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileSource, nodeAssets } from '../engine/node-files';
import { openThreads } from '../engine/threads';
import { parseDelimited } from '../src/data/parse/parse-delimited';
import { tableBytes } from '../src/data/table/table-bytes';
import { loadKernels } from '../src/kernels/wasm';
import { NO_CONTROL } from '../src/util/progress';
import { csvFile } from './csv-file';
import { PythonPeer } from './python-peer';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';

const PEERS = ['duckdb', 'polars'] as const;
/** Both cores of the smallest laptop; peers get the same. */
const THREADS = Math.min(2, availableParallelism());
const KERNEL_THREAD = pathToFileURL(join('build', 'engine', 'kernel.worker.js'));

interface Reading {
  readonly seconds: number;
  readonly rows: number;
  readonly columns: number;
}

function option(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(args[at + 1]);
}

async function readOurs(path: string): Promise<Reading & { readonly megabytes: number }> {
  const threads = openThreads(THREADS, KERNEL_THREAD);
  const kernels = await loadKernels(nodeAssets, threads);
  const started = performance.now();
  const { table } = await parseDelimited(await fileSource(path), {}, NO_CONTROL, kernels);
  const seconds = (performance.now() - started) / 1000;
  threads.close();
  const megabytes = tableBytes(table) / 1e6;
  return { seconds, rows: table.rows, columns: table.columns.length, megabytes };
}

/** Reads in turn, one warm-up first. Fails where DuckDB is faster, or is not there. */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const [rows, reps] = [option(args, 'rows', 1_000_000), option(args, 'reps', 5)];
  const path = await csvFile(rows);
  const peers = await PythonPeer.open('read_csv.py', [path, String(THREADS)]);
  const seconds: Record<string, number[]> = { ours: [], duckdb: [], polars: [] };
  let megabytes = 0;
  for (let rep = 0; rep <= reps; rep++) {
    const readings: [string, Reading][] = [];
    const ours = await readOurs(path);
    megabytes = ours.megabytes;
    readings.push(['ours', ours]);
    for (const peer of peers === null ? [] : PEERS) {
      readings.push([peer, (await peers?.ask(peer)) as Reading]);
    }
    for (const [name, reading] of readings) {
      if (reading.rows !== rows || reading.columns !== ours.columns) {
        throw new Error(`${name} read ${reading.rows} rows of ${reading.columns} columns`);
      }
      if (rep > 0) seconds[name].push(reading.seconds);
    }
  }
  peers?.close();
  const bytes = statSync(path).size;
  const ratio = (peer: string) =>
    median(seconds[peer].map((theirs, i) => theirs / seconds.ours[i]));
  for (const [name, all] of Object.entries(seconds)) {
    if (all.length === 0) continue;
    const [least, most] = spreadOf(all);
    const speed = (bytes / 1e6 / median(all)).toFixed(0);
    console.error(
      `${name.padEnd(8)} ${speed.padStart(5)} MB/s  ${least.toFixed(2)}-${most.toFixed(2)} s`,
    );
  }
  const ratios =
    peers === null ? {} : { node_duckdb: ratio('duckdb'), node_polars: ratio('polars') };
  const holds = ratios.node_duckdb !== undefined && ratios.node_duckdb >= 1;
  return {
    passed: holds,
    name: 'csv',
    machine: { cores: availableParallelism(), node: process.version, browser: null },
    versions: peers?.versions ?? {},
    figures: { rows, bytes, threads: THREADS, seconds, tableMegabytes: megabytes },
    ratios,
    goals: { node_duckdb: 'at least 1' },
    holds,
    skipped: peers === null ? ['duckdb, polars: run npm run bench:setup'] : [],
  };
}
