/** Verbs on tables: group by at 6,000,000 rows, sort, filter, join, and 1,000 pivots beside DuckDB. --rows N --reps N --pivots N */
import { availableParallelism, loadavg } from 'node:os';
import { op, table as arqueroTable } from 'arquero';
import { filterRows } from '../src/data/query/filter-rows';
import { groupBy } from '../src/data/query/group-by';
import { join } from '../src/data/query/join';
import { sortRows } from '../src/data/query/sort-rows';
import type { Table } from '../src/data/table/column';
import { textAt } from '../src/data/table/read-cell';
import { selectRows } from '../src/data/table/select-rows';
import { Rng } from '../src/util/rng';
import { option } from './options';
import { PythonPeer } from './python-peer';
import { leadTable, loadPeer, salesTable } from './query-tables';
import { isPivotEqual } from './random-pivots';
import type { BenchResult } from './result';
import { median, spreadOf } from './statistics';

/** Both cores of the smallest laptop for DuckDB; ours runs on one. */
const THREADS = Math.min(2, availableParallelism());
const LEADS = 1_000_000;
const GOAL_MS = 60;
const ALL_PIVOTS = 1000;

/** How long something took, and how many rows it gave. */
interface Timed {
  readonly ms: number;
  readonly rows: number;
}

type Contender = () => Timed | Promise<Timed>;

function timed(run: () => number): Contender {
  return () => {
    const started = performance.now();
    const rows = run();
    return { ms: performance.now() - started, rows };
  };
}

function asked(peer: PythonPeer, sql: string): Contender {
  return async () => {
    const answer = await peer.ask(JSON.stringify({ do: 'time', sql }));
    const { seconds, rows } = answer as { seconds: number; rows: number };
    return { ms: seconds * 1000, rows };
  };
}

function arquero(sales: Table): Contender {
  const [province, town, amount] = sales.columns;
  const texts = (column: typeof province) =>
    Array.from({ length: sales.rows }, (_, row) => textAt(column, row));
  const values = amount.type === 'number' ? amount.values : [];
  const held = arqueroTable({ province: texts(province), town: texts(town), amount: values });
  return timed(() => {
    const grouped = held.groupby('province', 'town');
    const { count, sum, mean } = op;
    return grouped.rollup({ n: count(), sum: sum('amount'), mean: mean('amount') }).numRows();
  });
}

/** Each contender's milliseconds, in turn; the first turn only warms up. They have to agree on rows. */
async function compare(contenders: Readonly<Record<string, Contender>>, reps: number) {
  const milliseconds = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let rep = 0; rep <= reps; rep++) {
    const rows = new Set<number>();
    for (const [name, run] of Object.entries(contenders)) {
      const result = await run();
      rows.add(result.rows);
      if (rep > 0) milliseconds.get(name)?.push(result.ms);
    }
    if (rows.size !== 1) throw new Error(`different numbers of rows: ${[...rows].join(', ')}`);
  }
  return Object.fromEntries(milliseconds);
}

function print(title: string, milliseconds: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, all] of Object.entries(milliseconds)) {
    const [least, most] = spreadOf(all).map((ms) => ms.toFixed(1).padStart(8));
    console.error(
      `${title.padEnd(9)} ${name.padEnd(8)} ${median(all).toFixed(1).padStart(8)} ms, ${least} to ${most}`,
    );
  }
}

function groupContenders(sales: Table, peer: PythonPeer | null): Record<string, Contender> {
  const keys = ['province', 'town'];
  const aggregates = [
    { kind: 'count' },
    { kind: 'sum', column: 'amount' },
    { kind: 'mean', column: 'amount' },
  ] as const;
  const sql =
    'SELECT province, town, count(*), sum(amount), avg(amount) FROM sales GROUP BY province, town';
  return {
    ours: timed(() => groupBy(sales, { keys, aggregates }).rows),
    ...(peer === null ? {} : { duckdb: asked(peer, sql) }),
    arquero: arquero(sales),
  };
}

/** Sort, filter and join of a million rows, ours and DuckDB's; either makes a table of what it found. */
function leadContenders(peer: PythonPeer, leads: Table, calls: Table) {
  const on = [{ left: 'id', right: 'id' }];
  const where = {
    op: 'and',
    of: [
      { op: 'contains', column: 'id', value: 'l0005' },
      { op: 'gt', column: 'amount', value: 500 },
    ],
  } as const;
  return {
    sort_number: {
      ours: timed(() => selectRows(leads, sortRows(leads, [{ column: 'amount' }])).rows),
      duckdb: asked(peer, 'SELECT * FROM leads ORDER BY amount NULLS LAST'),
    },
    sort_text: {
      ours: timed(() => selectRows(leads, sortRows(leads, [{ column: 'id' }])).rows),
      duckdb: asked(peer, 'SELECT * FROM leads ORDER BY id'),
    },
    filter: {
      ours: timed(() => selectRows(leads, filterRows(leads, where)).rows),
      duckdb: asked(peer, "SELECT * FROM leads WHERE id ILIKE '%l0005%' AND amount > 500"),
    },
    join: {
      ours: timed(() => join(leads, calls, { on, kind: 'inner' }).table.rows),
      duckdb: asked(peer, 'SELECT leads.*, calls.amount FROM leads JOIN calls USING (id)'),
    },
  };
}

async function countEqualPivots(peer: PythonPeer, pivots: number): Promise<number> {
  const rng = new Rng(20_264);
  let equal = 0;
  for (let i = 0; i < pivots; i++) if (await isPivotEqual(rng, peer)) equal++;
  console.error(`pivots_equal: ${equal} of ${pivots}`);
  return equal;
}

/** How many times the other's time ours takes, turn by turn. */
function ratioOf(milliseconds: Readonly<Record<string, number[]>>, other: string): number {
  return median(milliseconds['ours'].map((ours, i) => ours / milliseconds[other][i]));
}

/**
 * Groups, sorts, filters and joins in turn, then compares pivots. `group_by_ms` is the least of all
 * turns: whatever else the machine does can only add to it. Fails where it is not below 60, a pivot
 * differs, or DuckDB is not there.
 */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const [rows, reps] = [option(args, 'rows', 6_000_000), option(args, 'reps', 7)];
  const pivots = option(args, 'pivots', ALL_PIVOTS);
  const peer = await PythonPeer.open('query.py', [String(THREADS)]);
  const sales = salesTable(rows);
  if (peer !== null) await loadPeer(peer, 'sales', sales);
  const load = [loadavg()[0]];
  const groups = await compare(groupContenders(sales, peer), reps);
  print('group by', groups);
  const milliseconds: Record<string, Record<string, number[]>> = { group_by: groups };
  const ratios: Record<string, number> = { group_by_arquero: ratioOf(groups, 'arquero') };
  let equal: number | null = null;
  if (peer !== null) {
    ratios['group_by_duckdb'] = ratioOf(groups, 'duckdb');
    const [leads, calls] = [leadTable(LEADS, 0), leadTable(LEADS / 2, LEADS / 2)];
    await loadPeer(peer, 'leads', leads);
    await loadPeer(peer, 'calls', calls);
    for (const [name, contenders] of Object.entries(leadContenders(peer, leads, calls))) {
      milliseconds[name] = await compare(contenders, reps);
      ratios[`${name}_duckdb`] = ratioOf(milliseconds[name], 'duckdb');
      print(name, milliseconds[name]);
    }
    equal = await countEqualPivots(peer, pivots);
    peer.close();
  }
  load.push(loadavg()[0]);
  const [least] = spreadOf(groups['ours']);
  const holds = least < GOAL_MS && equal === ALL_PIVOTS;
  return {
    passed: holds,
    name: 'query',
    machine: { cores: availableParallelism(), node: process.version, browser: null, load },
    versions: peer?.versions ?? {},
    figures: {
      rows,
      threads: 1,
      duckdbThreads: THREADS,
      group_by_ms: least,
      pivots_equal: equal,
      milliseconds,
    },
    ratios,
    goals: { group_by_ms: `below ${GOAL_MS}`, pivots_equal: ALL_PIVOTS },
    holds,
    skipped: peer === null ? ['duckdb: run npm run bench:setup'] : [],
  };
}
