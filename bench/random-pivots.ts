import type { Aggregate } from '../src/data/query/aggregate';
import { pivot } from '../src/data/query/pivot';
import type { Column, Table } from '../src/data/table/column';
import {
  booleanColumn,
  numberColumn,
  textColumn,
  timestampColumn,
} from '../src/data/table/make-column';
import { isMissing } from '../src/data/table/validity';
import { textAt } from '../src/data/table/read-cell';
import type { Rng } from '../src/util/rng';
import type { PythonPeer } from './python-peer';

const WORDS = ['Solo', 'solo', 'Bogor', 'ä', 'é', '\uffee', '😀', '', 'Ambon', 'Medan'];
const KEYS = ['text', 'notes', 'flag', 'day', 'number'];
const SQL_TYPES = { text: 'VARCHAR', boolean: 'BOOLEAN', timestamp: 'TIMESTAMP', number: 'DOUBLE' };

type Cell = string | number | boolean | null;

function cellAt(column: Column, row: number): Cell {
  if (isMissing(column, row)) return null;
  if (column.type === 'text') return textAt(column, row);
  return column.type === 'boolean' ? column.values[row] === 1 : column.values[row] + 0;
}

/** Up to 400 rows with columns of every type; a share of the cells of each is missing. */
function randomTable(rng: Rng): Table {
  const rows = rng.int(10) === 0 ? rng.int(3) : rng.int(400);
  const cells = <T>(make: () => T): (T | null)[] => {
    const missing = rng.int(3) === 0 ? 0 : rng.uniform() ** 2;
    return Array.from({ length: rows }, () => (rng.uniform() < missing ? null : make()));
  };
  const numbers = (make: () => number) => cells(make).map((value) => value ?? NaN);
  const words = 1 + rng.int(WORDS.length);
  const scale = [1, 1e-3, 1e9][rng.int(3)];
  const day = () => rng.int(5) * 86_400_000 + rng.int(2) * 1500 - 86_400_000;
  const columns = [
    textColumn(
      'text',
      cells(() => WORDS[rng.int(words)]),
    ),
    textColumn(
      'notes',
      cells(() => `${WORDS[rng.int(words)]}${rng.int(90)}`),
    ),
    booleanColumn(
      'flag',
      cells(() => rng.int(2) === 0),
      ['no', 'yes'],
    ),
    timestampColumn('day', numbers(day), 'yyyy-MM-dd HH:mm:ss.SSS'),
    numberColumn(
      'number',
      numbers(() => (rng.int(7) - 3) / (1 + rng.int(2))),
    ),
    numberColumn(
      'amount',
      numbers(() => (rng.uniform() - 0.3) * scale),
    ),
    numberColumn(
      'units',
      numbers(() => rng.int(2_000_000) - 1_000_000),
    ),
  ];
  return { rows, columns };
}

interface Spec {
  readonly rows: readonly string[];
  readonly columns: string;
  readonly aggregate: Aggregate;
  /** The same in SQL, and what its rounding is measured by: 0 where it has to be exact. */
  readonly value: string;
  readonly scale: string;
}

function pick<T>(rng: Rng, values: readonly T[]): T {
  return values[rng.int(values.length)];
}

function randomSpec(rng: Rng): Spec {
  const order = Uint32Array.from(KEYS, (_, i) => i);
  rng.shuffle(order);
  const [columns, ...rest] = Array.from(order, (i) => KEYS[i]);
  const rows = rest.slice(0, rng.int(3));
  const kind = pick(rng, [
    'count',
    'present',
    'distinct',
    'first',
    'min',
    'max',
    'sum',
    'mean',
    'median',
  ] as const);
  if (kind === 'count')
    return { rows, columns, aggregate: { kind }, value: 'count(*)', scale: '0' };
  const isRounded = kind === 'sum' || kind === 'mean' || kind === 'median';
  const column = pick(rng, isRounded ? ['amount', 'units'] : [...KEYS, 'amount', 'units']);
  const shown = column === 'day' && kind !== 'present' && kind !== 'distinct' ? 'epoch_ms' : '';
  const [call, scale] = {
    present: [`count(${column})`, '0'],
    distinct: [`count(DISTINCT ${column})`, '0'],
    first: [`arg_min(${column}, place) FILTER (WHERE ${column} IS NOT NULL)`, '0'],
    min: [`min(${column})`, '0'],
    max: [`max(${column})`, '0'],
    sum: [`sum(${column})`, `sum(abs(${column}))`],
    mean: [`avg(${column})`, `avg(abs(${column}))`],
    median: [`quantile_cont(${column}, 0.5)`, `max(abs(${column}))`],
  }[kind];
  return { rows, columns, aggregate: { kind, column }, value: `${shown}(${call})`, scale };
}

/**
 * Sums of n numbers in two orders differ by at most 2 (n - 1) 2^-53 times the sum of their sizes
 * (Higham, Accuracy and Stability of Numerical Algorithms, 4.2): with 400 rows by 9e-14 of it. A
 * mean adds a rounding, and a median interpolates between two numbers in one of two ways.
 */
const TOLERANCE = 1e-13;

function isEqual(ours: Cell, theirs: Cell, scale: number | null): boolean {
  if (typeof ours !== 'number' || typeof theirs !== 'number') return ours === theirs;
  return Math.abs(ours - theirs) <= TOLERANCE * (scale ?? 0);
}

type Answer = Map<string, { readonly value: Cell; readonly scale: number | null }>;

/** DuckDB's groups by key, as JSON. */
function answerOf(rows: readonly (readonly Cell[])[]): Answer {
  return new Map(
    rows.map((row) => {
      const scale = row.at(-1);
      const key = JSON.stringify(row.slice(0, -2));
      return [key, { value: row.at(-2) ?? null, scale: typeof scale === 'number' ? scale : null }];
    }),
  );
}

/** Cells of a pivot with totals that DuckDB has otherwise; every group of either side is looked at. */
function differences(table: Table, spec: Spec, sets: readonly Answer[]): number {
  const totalName = '(total)';
  const ours = pivot(table, { ...spec, missingName: '(missing)', totalName });
  const [cells, rowTotals, columnTotals, all] = sets;
  const head = table.columns.find((column) => column.name === spec.columns);
  if (head === undefined) throw new Error(spec.columns);
  const nameOf = new Map(
    Array.from({ length: table.rows }, (_, row) => [
      textAt(head, row) ?? '(missing)',
      cellAt(head, row),
    ]),
  );
  const isCount = ['count', 'present', 'distinct'].includes(spec.aggregate.kind);
  const nothing = { value: isCount ? 0 : null, scale: 0 };
  const keyCount = spec.rows.length;
  const values = ours.columns.slice(keyCount);
  let [wrong, met] = [0, 0];
  for (let row = 0; row < ours.rows; row++) {
    const isTotal = row === ours.rows - 1;
    const key = isTotal ? [] : ours.columns.slice(0, keyCount).map((column) => cellAt(column, row));
    values.forEach((column, i) => {
      const isLast = i === values.length - 1;
      const set = isTotal ? (isLast ? all : columnTotals) : isLast ? rowTotals : cells;
      const name = column.name.replace(/_+$/, '');
      const found = set.get(JSON.stringify(isLast ? key : [...key, nameOf.get(name) ?? null]));
      if (found !== undefined) met++;
      const { value, scale } = found ?? nothing;
      if (!isEqual(cellAt(column, row), value, scale)) wrong++;
    });
  }
  const groups = sets.reduce((sum, set) => sum + set.size, 0);
  return wrong + Math.abs(groups - met);
}

/** Whether a random pivot has the cells that DuckDB has. */
export async function isPivotEqual(rng: Rng, peer: PythonPeer): Promise<boolean> {
  const table = randomTable(rng);
  const spec = randomSpec(rng);
  const place = Array.from({ length: table.rows }, (_, row) => row);
  const columns = table.columns.map((column) => ({
    name: column.name,
    type: SQL_TYPES[column.type],
    cells: place.map((row) => cellAt(column, row)),
  }));
  const { rows, columns: head, value, scale } = spec;
  const sets = [[...rows, head], rows, [head], []];
  const given = [...columns, { name: 'place', type: 'INTEGER', cells: place }];
  const answer = await peer.ask(
    JSON.stringify({ do: 'groups', columns: given, sets, value, scale }),
  );
  const answers = (answer as { sets: Cell[][][] }).sets.map(answerOf);
  // Without keys SQL has a group of no rows, which is the total; ours has none beside it.
  if (rows.length === 0 && table.rows === 0) answers[1].clear();
  const wrong = differences(table, spec, answers);
  if (wrong > 0)
    console.error(`${wrong} cells differ: ${JSON.stringify(spec)}, ${table.rows} rows`);
  return wrong === 0;
}
