import { COLUMN_AGGREGATES, type Aggregate } from '../../src/data/query/aggregate';
import { filterRows } from '../../src/data/query/filter-rows';
import { groupBy } from '../../src/data/query/group-by';
import { join, type Joined } from '../../src/data/query/join';
import { pivot } from '../../src/data/query/pivot';
import { readPredicate, type Predicate } from '../../src/data/query/predicate';
import { sortRows, type SortKey } from '../../src/data/query/sort-rows';
import type { Column, Table } from '../../src/data/table/column';
import { textAt } from '../../src/data/table/read-cell';
import { selectRows } from '../../src/data/table/select-rows';
import { isMissing } from '../../src/data/table/validity';
import { LeadbenchError } from '../../src/util/errors';
import { oneFile, required, type Args, type OptionNames } from '../args';
import { fileSource } from '../node-files';
import { readTable } from '../read-table';
import { writeTable } from './parse';

export const pivotOptions: OptionNames = {
  rows: 'value',
  columns: 'value',
  value: 'value',
  aggregate: 'value',
  totals: 'flag',
  where: 'value',
  sort: 'value',
  join: 'value',
  on: 'value',
  'join-kind': 'value',
  out: 'value',
};

/** Rows that are printed at most; `--out` has all. */
const MOST_PRINTED = 10_000;
const TOTAL = 'total';

function badOption(args: Args, name: string): LeadbenchError {
  return new LeadbenchError('OPTION_VALUE', { option: `--${name}`, value: args.text(name) ?? '' });
}

/** `--aggregate`, names parted by commas, of `--value`. Throws OPTION_VALUE, OPTION_MISSING. */
function readAggregates(args: Args): Aggregate[] {
  const names = args.text('aggregate') === null ? ['count'] : args.names('aggregate');
  if (names.length === 0) throw badOption(args, 'aggregate');
  return names.map((name) => {
    if (name === 'count') return { kind: 'count' };
    const column = required(args, 'value');
    const kind = COLUMN_AGGREGATES.find((each) => each === name);
    if (kind !== undefined) return { kind, column };
    const probability = Number(/^quantile:([\d.]+)$/.exec(name)?.[1] ?? NaN);
    if (!(probability >= 0 && probability <= 1)) throw badOption(args, 'aggregate');
    return { kind: 'quantile', column, probability };
  });
}

/** `--where` as a predicate, null where it was not given. Throws OPTION_VALUE. */
function readWhere(args: Args): Predicate | null {
  const text = args.text('where');
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badOption(args, 'where');
  }
  const predicate = readPredicate(json);
  if (predicate === null) throw badOption(args, 'where');
  return predicate;
}

/** `--sort`: columns parted by commas, each with `:desc` where it descends. */
function readSort(args: Args): SortKey[] {
  return args.names('sort').map((name) => ({
    column: name.replace(/:(?:asc|desc)$/, ''),
    descending: name.endsWith(':desc'),
  }));
}

/** `--join` by `--on COL[=COL OF THE OTHER]`; null where it was not given. Throws OPTION_VALUE. */
async function readJoin(args: Args, left: Table): Promise<Joined | null> {
  const path = args.text('join');
  if (path === null) return null;
  required(args, 'on');
  const on = args.names('on').map((name) => {
    const [own, other = own] = name.split('=');
    return { left: own, right: other };
  });
  const kind = args.text('join-kind') ?? 'left';
  if (kind !== 'left' && kind !== 'inner') throw badOption(args, 'join-kind');
  if (on.length === 0) throw badOption(args, 'on');
  const { table } = await readTable(args, await fileSource(path));
  return join(left, table, { on, kind });
}

/** The cross table, or the groups where no column has its values for columns. */
function pivotTable(table: Table, args: Args): Table {
  const rows = args.names('rows');
  const columns = args.text('columns');
  const aggregates = readAggregates(args);
  if (columns === null) {
    if (args.flag('totals')) throw new LeadbenchError('OPTION_MISSING', { option: '--columns' });
    return groupBy(table, { keys: rows, aggregates, order: 'key' });
  }
  if (aggregates.length > 1) throw badOption(args, 'aggregate');
  const totalName = args.flag('totals') ? TOTAL : null;
  return pivot(table, { rows, columns, aggregate: aggregates[0], totalName });
}

/** Sorted by `--sort`; the row of totals stays the last. */
function sorted(table: Table, args: Args): Table {
  const keys = readSort(args);
  if (keys.length === 0) return table;
  const body = table.rows - (args.flag('totals') ? 1 : 0);
  const order = Uint32Array.from({ length: table.rows }, (_, row) => row);
  order.set(sortRows(selectRows(table, order.subarray(0, body)), keys));
  return selectRows(table, order);
}

/** A cell for JSON: timestamps as the file writes them, null where missing or infinite. */
function jsonCell(column: Column, row: number): string | number | boolean | null {
  if (isMissing(column, row)) return null;
  if (column.type === 'boolean') return column.values[row] === 1;
  return column.type === 'number' ? column.values[row] : textAt(column, row);
}

/** `pivot FILE`: joined, filtered, grouped and sorted, in this order. */
export async function pivotJob(args: Args): Promise<object> {
  const started = performance.now();
  const where = readWhere(args);
  const { table: read } = await readTable(args, await fileSource(oneFile(args)));
  const joined = await readJoin(args, read);
  const source = joined?.table ?? read;
  const kept = where === null ? source : selectRows(source, filterRows(source, where));
  const table = sorted(pivotTable(kept, args), args);
  const out = args.text('out');
  if (out !== null) await writeTable(table, out);
  return {
    rows: table.rows,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    cells: Array.from({ length: Math.min(table.rows, MOST_PRINTED) }, (_, row) =>
      table.columns.map((column) => jsonCell(column, row)),
    ),
    read: { rows: read.rows, kept: kept.rows },
    join: joined && { unmatchedLeft: joined.unmatchedLeft, unmatchedRight: joined.unmatchedRight },
    out,
    seconds: (performance.now() - started) / 1000,
  };
}
