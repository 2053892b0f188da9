/** Messy files: the Pollock benchmark's simple score of ours and of DuckDB. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../src/data/parse/byte-source';
import { readTextTable } from '../src/data/parse/read-text-table';
import { pollockScore, type TextTable } from './pollock-score';
import { PYTHON } from './python-peer';
import type { BenchResult } from './result';

const FOLDER = join(
  process.env['LEADBENCH_SHARED'] ?? join('..', 'shared'),
  'data',
  'pollock-polluted',
);
const CLEAN = { delimiter: ',', quote: '"', header: false } as const;

interface Peer {
  readonly version: string;
  readonly given: Readonly<Record<string, TextTable | null>>;
  readonly auto: Readonly<Record<string, TextTable | null>>;
}

/** What the peer read; null where its environment is not there. */
function readPeer(): Peer | null {
  if (!existsSync(PYTHON)) return null;
  const script = join('bench', 'peers', 'pollock.py');
  const out = execFileSync(PYTHON, [script, FOLDER], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(out) as Peer;
}

/** The file as we read it with nothing given; null where it does not load. */
async function readOurs(path: string): Promise<TextTable | null> {
  try {
    return await readTextTable(bytesSource(path, readFileSync(path)), {});
  } catch {
    return null;
  }
}

/** The clean version; its first line is the header where the parameters say that there is one. */
async function readClean(name: string): Promise<TextTable> {
  const bytes = readFileSync(join(FOLDER, 'clean', name));
  if (bytes.length === 0) return { header: [], records: [] };
  const { records } = await readTextTable(bytesSource(name, bytes), CLEAN);
  const given = join(FOLDER, 'parameters', `${name}_parameters.json`);
  const { header_lines: lines } = JSON.parse(readFileSync(given, 'utf8')) as {
    header_lines: number;
  };
  return lines === 0 ? { header: [], records } : { header: records[0], records: records.slice(1) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Fails where the peer with the parameters scores more than ours without, or is missing. */
export async function run(): Promise<BenchResult> {
  if (!existsSync(FOLDER)) return { passed: false, skipped: [`${FOLDER} is not there`] };
  const peer = readPeer();
  const scores: Record<string, readonly number[]> = {};
  console.error('file                                   ours  DuckDB, given  DuckDB, own');
  for (const name of readdirSync(join(FOLDER, 'csv')).sort()) {
    const clean = await readClean(name);
    const ours = await readOurs(join(FOLDER, 'csv', name));
    const tables = [ours, peer?.given[name] ?? null, peer?.auto[name] ?? null];
    scores[name] = tables.map((table) => pollockScore(clean, table));
    console.error(name.padEnd(36), ...scores[name].map((score) => score.toFixed(3).padStart(8)));
  }
  const [simple, given, auto] = [0, 1, 2].map((i) =>
    mean(Object.values(scores).map((points) => points[i])),
  );
  const holds = peer !== null && simple >= given;
  console.error('mean'.padEnd(36), ...[simple, given, auto].map((x) => x.toFixed(3).padStart(8)));
  return {
    passed: holds,
    name: 'pollock',
    machine: { cores: availableParallelism(), node: process.version, browser: null },
    versions: { duckdb: peer?.version ?? null },
    figures: { files: Object.keys(scores).length, scores },
    ratios: peer === null ? { simple } : { simple, simple_duckdb: given, simple_duckdb_auto: auto },
    goals: { simple: 'at least simple_duckdb' },
    holds,
    skipped: peer === null ? ['duckdb: run npm run bench:setup'] : [],
  };
}
