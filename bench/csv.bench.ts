/** Delimited text to typed columns, beside DuckDB and polars in Node and JavaScript peers in Chromium. --rows N --reps N --ours (no peers) */
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
import { readInChromium, type ChromiumPlan } from './csv-chromium';
import { csvFile } from './csv-file';
import { option } from './options';
import { PythonPeer } from './python-peer';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';

const PEERS = ['duckdb', 'polars'] as const;
const CHROMIUM_PEERS = ['duckdb-wasm', 'udsv', 'papaparse'] as const;
/** Both cores of the smallest laptop; peers get the same. */
const THREADS = Math.min(2, availableParallelism());
const KERNEL_THREAD = pathToFileURL(join('build', 'engine', 'kernel.worker.js'));

interface Reading {
  readonly seconds: number;
  readonly rows: number;
  readonly columns: number;
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

interface NodeReadings {
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: Readonly<Record<string, readonly number[]>>;
  readonly tableMegabytes: number;
}

/** Reads in turn in Node and Python, one warm-up first. Without peers ours alone. */
async function readInNode(
  plan: Omit<ChromiumPlan, 'readers'>,
  ours: boolean,
): Promise<NodeReadings> {
  const { path, rows, reps } = plan;
  const peers = ours ? null : await PythonPeer.open('read_csv.py', [path, String(THREADS)]);
  const seconds: Record<string, number[]> = { ours: [], duckdb: [], polars: [] };
  let tableMegabytes = 0;
  for (let rep = 0; rep <= reps; rep++) {
    const own = await readOurs(path);
    tableMegabytes = own.megabytes;
    const readings: [string, Reading][] = [['ours', own]];
    if (peers !== null)
      for (const peer of PEERS) readings.push([peer, (await peers.ask(peer)) as Reading]);
    for (const [name, reading] of readings) {
      if (reading.rows !== rows || reading.columns !== own.columns) {
        throw new Error(`${name} read ${reading.rows} rows of ${reading.columns} columns`);
      }
      if (rep > 0) seconds[name].push(reading.seconds);
    }
  }
  peers?.close();
  return { versions: peers?.versions ?? {}, seconds, tableMegabytes };
}

type Seconds = Readonly<Record<string, readonly number[]>>;

/** The median of their time by ours, turn by turn; undefined where they have none. */
function ratioTo(peer: string, seconds: Seconds): number | undefined {
  const theirs = seconds[peer] ?? [];
  return theirs.length === 0
    ? undefined
    : median(theirs.map((each, i) => each / seconds['ours'][i]));
}

function report(where: string, bytes: number, seconds: Seconds): void {
  for (const [name, all] of Object.entries(seconds)) {
    if (all.length === 0) continue;
    const [least, most] = spreadOf(all);
    const speed = (bytes / 1e6 / median(all)).toFixed(0);
    console.error(
      `${where}  ${name.padEnd(12)} ${speed.padStart(5)} MB/s  ${least.toFixed(2)}-${most.toFixed(2)} s`,
    );
  }
}

/** In Node, then in Chromium. Fails where a goal is missed or its peer is not there. */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const [rows, reps] = [option(args, 'rows', 1_000_000), option(args, 'reps', 5)];
  const path = await csvFile(rows);
  const bytes = statSync(path).size;
  const ours = args.includes('--ours');
  const node = await readInNode({ path, rows, reps }, ours);
  report('Node    ', bytes, node.seconds);
  const readers = ours ? ['ours'] : ['ours', ...CHROMIUM_PEERS];
  const chromium = await readInChromium({ path, rows, reps, readers });
  if (chromium !== null) report('Chromium', bytes, chromium.seconds);
  const ratios = {
    node_duckdb: ratioTo('duckdb', node.seconds),
    node_polars: ratioTo('polars', node.seconds),
    chromium_duckdb_wasm: chromium?.seconds && ratioTo('duckdb-wasm', chromium.seconds),
    chromium_udsv: chromium?.seconds && ratioTo('udsv', chromium.seconds),
    chromium_papaparse: chromium?.seconds && ratioTo('papaparse', chromium.seconds),
  };
  const holds = ours
    ? chromium !== null && Object.keys(chromium.failed).length === 0
    : (ratios.node_duckdb ?? 0) >= 1 && (ratios.chromium_duckdb_wasm ?? 0) >= 3;
  return {
    passed: holds,
    name: 'csv',
    machine: {
      cores: availableParallelism(),
      node: process.version,
      browser: chromium?.browser ?? null,
    },
    versions: { ...node.versions, ...chromium?.versions },
    figures: { rows, bytes, threads: THREADS, node, chromium },
    ratios,
    goals: { node_duckdb: 'at least 1', chromium_duckdb_wasm: 'at least 3' },
    holds,
    skipped: Object.entries(ratios)
      .filter(([, ratio]) => ratio === undefined)
      .map(([name]) => `${name}: run npm run bench:setup`),
  };
}
