import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRows } from '../../src/data/query/distinct-rows';
import { filterRows } from '../../src/data/query/filter-rows';
import { groupBy } from '../../src/data/query/group-by';
import { join } from '../../src/data/query/join';
import { pivot } from '../../src/data/query/pivot';
import type { ColumnPredicate, Comparison, Predicate } from '../../src/data/query/predicate';
import { quantiles } from '../../src/data/query/quantiles';
import { sortRows } from '../../src/data/query/sort-rows';
import type { Column, Table } from '../../src/data/table/column';
import { numberColumn, timestampColumn } from '../../src/data/table/make-column';
import {
  arena,
  dictionary,
  namesOf,
  plainAt,
  plainCells,
  plainRows,
  tableOf,
  truths,
  type Plain,
} from '../unit/data/query/tables';

/** LEADBENCH_SEED draws other tables. */
const SEED = Number(process.env['LEADBENCH_SEED'] ?? 20_240_229);
const RUNS = 300;

function holds(name: string, property: fc.IProperty<unknown[]>, numRuns = RUNS): void {
  it(`${name} (seed ${SEED})`, () => {
    fc.assert(property as fc.IProperty<never>, { seed: SEED, numRuns });
    expect(numRuns).toBeGreaterThan(0);
  });
}

const word = fc.option(fc.constantFrom('', 'a', 'b', 'ab', 'B', 'é', '\uffee', '😀', 'a\0'), {
  nil: null,
});
const few = fc.constantFrom(NaN, 0, -0, 1, 2.5, -3, 1e300, Infinity, -Infinity);
const whole = fc.integer({ min: -40, max: 40 });
const wide = fc.oneof(fc.double(), fc.constant(NaN), fc.integer());

/** A column of each type and encoding: k0 to k4 have few values, v0 to v2 are numbers, w nearly unique. */
const tables: fc.Arbitrary<Table> = fc
  .oneof({ weight: 4, arbitrary: fc.nat(40) }, { weight: 1, arbitrary: fc.nat(300) })
  .chain((rows) => {
    const many = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
      fc.array(cell, { minLength: rows, maxLength: rows, size: 'max' });
    return fc
      .record({
        texts: many(word),
        cells: many(word),
        flags: many(fc.option(fc.boolean(), { nil: null })),
        days: many(fc.constantFrom(NaN, 0, 86_400_000, -1, 1e12)),
        few: many(few),
        whole: many(whole),
        wide: many(wide),
      })
      .map((made) =>
        tableOf(
          dictionary('k0', made.texts),
          arena('k1', made.cells),
          truths('k2', made.flags),
          timestampColumn('k3', made.days, 'yyyy-MM-dd HH:mm:ss'),
          numberColumn('k4', made.few),
          numberColumn('v0', made.whole),
          numberColumn(
            'v1',
            made.few.map((x, i) => (Number.isFinite(x) ? x % 1e9 : made.whole[i])),
          ),
          numberColumn('w', made.wide),
        ),
      );
  });

const keys = fc.uniqueArray(fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k4', 'v0', 'w'), {
  maxLength: 4,
});

function columnOf(table: Table, name: string): Column {
  return table.columns.find((column) => column.name === name)!;
}

function keyOf(table: Table, names: readonly string[], row: number): string {
  const cells = names.map((name) => plainAt(columnOf(table, name), row));
  return JSON.stringify(cells.map((cell) => (typeof cell === 'number' ? String(cell) : cell)));
}

/** Rows by key, the slow way. */
function groupsOf(table: Table, names: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const key = keyOf(table, names, row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** Below 0 where `a` comes first: numbers by value, text by code points, false before true. */
function compare(a: Plain, b: Plain): number {
  if (typeof a !== 'string' || typeof b !== 'string') {
    return Number(a) === Number(b) ? 0 : Number(a) < Number(b) ? -1 : 1;
  }
  const [left, right] = [[...a], [...b]].map((text) => text.map((c) => c.codePointAt(0)!));
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i] - right[i];
  }
  return left.length - right.length;
}

/** With missing cells last. */
function compareCells(a: Plain, b: Plain, sign = 1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * compare(a, b);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function quantileOf(values: readonly number[], probability: number): Plain {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * probability;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  const share = place - Math.floor(place);
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

type Kind =
  'count' | 'present' | 'distinct' | 'first' | 'min' | 'max' | 'sum' | 'mean' | 'var' | 'median';
const ANY_KINDS: readonly Kind[] = ['count', 'present', 'distinct', 'first', 'min', 'max'];
const KINDS: readonly Kind[] = [...ANY_KINDS, 'sum', 'mean', 'var', 'median'];

/** One aggregate of the cells of a group, missing ones among them, from its definition. */
function aggregateOf(kind: Kind, all: readonly Plain[]): Plain {
  const cells = all.filter((cell) => cell !== null);
  const numbers = cells.map(Number);
  const mean = sumOf(numbers) / numbers.length;
  if (kind === 'count') return all.length;
  if (kind === 'present') return cells.length;
  if (kind === 'distinct') return new Set(cells).size;
  if (cells.length === 0) return null;
  switch (kind) {
    case 'first':
      return cells[0];
    case 'min':
      return cells.reduce((a, b) => (compare(b, a) < 0 ? b : a));
    case 'max':
      return cells.reduce((a, b) => (compare(b, a) > 0 ? b : a));
    case 'sum':
      return sumOf(numbers);
    case 'mean':
      return mean;
    case 'var':
      if (numbers.length < 2) return null;
      return sumOf(numbers.map((x) => (x - mean) * (x - mean))) / (numbers.length - 1);
    case 'median':
      return quantileOf(numbers, 0.5);
  }
}

function cellsAt(table: Table, name: string, rows: readonly number[]): Plain[] {
  return rows.map((row) => plainAt(columnOf(table, name), row));
}

describe('groupBy', () => {
  holds(
    'is what a Map of rows gives',
    fc.property(tables, keys, fc.boolean(), (table, names, byKey) => {
      const aggregates = [
        ...KINDS.map((kind) => ({ kind, column: 'v0', as: `v0 ${kind}` })),
        ...KINDS.map((kind) => ({ kind, column: 'v1', as: `v1 ${kind}` })),
        ...ANY_KINDS.flatMap((kind) =>
          ['k0', 'k1', 'k2', 'k3', 'k4', 'w'].map((column) => ({
            kind,
            column,
            as: `${column} ${kind}`,
          })),
        ),
      ];
      const order = byKey ? 'key' : 'appearance';
      const grouped = groupBy(table, { keys: names, aggregates, order });
      const groups = [...groupsOf(table, names).values()];
      const expected = groups.map((rows) => [
        ...names.flatMap((name) => cellsAt(table, name, rows.slice(0, 1))),
        ...aggregates.map(({ kind, column }) => aggregateOf(kind, cellsAt(table, column, rows))),
      ]);
      if (byKey) {
        expected.sort((a, b) => names.reduce((side, _, i) => side || compareCells(a[i], b[i]), 0));
      }
      expect(plainRows(grouped)).toEqual(
        expected.map((row) => row.map((x) => (typeof x === 'number' ? x + 0 : x))),
      );
    }),
  );

  holds(
    'has the rows that distinctRows has',
    fc.property(tables, keys, (table, names) => {
      const expected = [...groupsOf(table, names).values()].map(([first]) => first);
      expect([...distinctRows(table, names)]).toEqual(expected);
    }),
  );
});

describe('pivot', () => {
  const kinds = fc.constantFrom(...KINDS);
  holds(
    'has the cell of every pair of groups, and totals of their rows',
    fc.property(tables, keys, kinds, (table, names, kind) => {
      const rowNames = names.filter((name) => name !== 'k0');
      const aggregate = { kind, column: 'v0' };
      const options = {
        rows: rowNames,
        columns: 'k0',
        aggregate,
        totalName: '(all)',
        missingName: '(none)',
      };
      const made = pivot(table, options);
      const heads = [...new Set(plainCells(columnOf(table, 'k0')))].sort(compareCells);
      expect(namesOf(made)).toEqual([
        ...rowNames,
        ...heads.map((head) => head ?? '(none)'),
        '(all)',
      ]);
      const groups = [...groupsOf(table, rowNames).values()];
      groups.sort((a, b) =>
        rowNames.reduce(
          (side, name) =>
            side ||
            compareCells(
              plainAt(columnOf(table, name), a[0]),
              plainAt(columnOf(table, name), b[0]),
            ),
          0,
        ),
      );
      const all = Array.from({ length: table.rows }, (_, row) => row);
      const line = (rows: readonly number[], key: readonly Plain[]) => [
        ...key,
        ...heads.map((head) => {
          const own = rows.filter((row) => plainAt(columnOf(table, 'k0'), row) === head);
          return aggregateOf(kind, cellsAt(table, 'v0', own));
        }),
        aggregateOf(kind, cellsAt(table, 'v0', rows)),
      ];
      const expected = groups.map((rows) =>
        line(
          rows,
          rowNames.flatMap((name) => cellsAt(table, name, [rows[0]])),
        ),
      );
      expect(plainRows(made)).toEqual([
        ...expected,
        line(
          all,
          rowNames.map(() => null),
        ),
      ]);
    }),
  );
});

describe('sortRows', () => {
  const sorting = fc.array(
    fc.record({
      column: fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k4', 'v0', 'v1', 'w'),
      descending: fc.boolean(),
    }),
    { maxLength: 3 },
  );
  holds(
    'is a stable sort by comparing',
    fc.property(tables, sorting, (table, sortKeys) => {
      const rows = Array.from({ length: table.rows }, (_, row) => row);
      rows.sort((a, b) =>
        sortKeys.reduce((side, { column, descending }) => {
          const cells = cellsAt(table, column, [a, b]);
          return side || compareCells(cells[0], cells[1], descending ? -1 : 1);
        }, 0),
      );
      expect([...sortRows(table, sortKeys)]).toEqual(rows);
    }),
  );
});

/** Conditions on one column, with values that occur. */
const conditions: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({
    op: fc.constantFrom<Comparison>('eq', 'neq', 'lt', 'le', 'gt', 'ge'),
    column: fc.constantFrom('k0', 'k1'),
    value: fc.constantFrom('', 'a', 'b', 'é', '😀'),
  }),
  fc.record({
    op: fc.constantFrom<Comparison>('eq', 'neq', 'lt', 'le', 'gt', 'ge'),
    column: fc.constantFrom('k3', 'k4', 'v0'),
    value: fc.constantFrom(0, 1, -3, 2.5, 86_400_000),
  }),
  fc.record({
    op: fc.constantFrom('contains' as const, 'startsWith' as const),
    column: fc.constantFrom('k0', 'k1'),
    value: fc.constantFrom('', 'a', 'B', 'É', '\0'),
  }),
  fc.record({
    op: fc.constantFrom('isMissing' as const, 'notMissing' as const),
    column: fc.constantFrom('k0', 'k1', 'k2', 'k4', 'v0', 'w'),
  }),
  fc.record({
    op: fc.constant('in' as const),
    column: fc.constantFrom('k0', 'k1'),
    values: fc.subarray(['', 'a', 'b', 'é', 'no']),
  }),
  fc.record({ op: fc.constant('eq' as const), column: fc.constant('k2'), value: fc.boolean() }),
  fc.constant({ op: 'between' as const, column: 'k1', low: 'a', high: 'b' }),
  fc.constant({ op: 'between' as const, column: 'v0', low: -3, high: 7 }),
);

const { predicates } = fc.letrec<{ predicates: Predicate }>((tie) => ({
  predicates: fc.oneof(
    { weight: 3, arbitrary: conditions },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('not' as const), of: tie('predicates') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('predicates'), { maxLength: 3 }),
      }),
    },
  ),
}));

/** SQL's truth of a predicate on a row, null where it is unknown. */
function truthOf(table: Table, predicate: Predicate, row: number): boolean | null {
  if ('column' in predicate) {
    return conditionOf(predicate, plainAt(columnOf(table, predicate.column), row));
  }
  if (predicate.op === 'not') {
    const inner = truthOf(table, predicate.of, row);
    return inner === null ? null : !inner;
  }
  const decides = predicate.op === 'or';
  const parts = predicate.of.map((part) => truthOf(table, part, row));
  if (parts.includes(decides)) return decides;
  return parts.includes(null) ? null : !decides;
}

function conditionOf(predicate: ColumnPredicate, cell: Plain): boolean | null {
  if (predicate.op === 'isMissing') return cell === null;
  if (predicate.op === 'notMissing') return cell !== null;
  if (cell === null) return null;
  switch (predicate.op) {
    case 'contains':
      return String(cell).toLowerCase().includes(predicate.value.toLowerCase());
    case 'startsWith':
      return String(cell).startsWith(predicate.value);
    case 'in':
      return predicate.values.includes(cell);
    case 'between':
      return compare(cell, predicate.low) >= 0 && compare(cell, predicate.high) <= 0;
    case 'eq':
    case 'neq':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      const side = Math.sign(compare(cell, predicate.value));
      const sides = { eq: [0], neq: [-1, 1], lt: [-1], le: [-1, 0], gt: [1], ge: [0, 1] };
      return sides[predicate.op].includes(side);
    }
  }
}

describe('filterRows', () => {
  holds(
    'finds the rows for which SQL says true',
    fc.property(tables, predicates, (table, predicate) => {
      const rows = Array.from({ length: table.rows }, (_, row) => row);
      const expected = rows.filter((row) => truthOf(table, predicate, row) === true);
      expect([...filterRows(table, predicate)]).toEqual(expected);
    }),
    600,
  );
});

describe('join', () => {
  const kinds = fc.constantFrom('inner' as const, 'left' as const);
  const on = fc.uniqueArray(fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k4', 'v0', 'w'), {
    minLength: 1,
    maxLength: 3,
  });
  /** Text keys meet the other encoding. */
  const other: Readonly<Record<string, string>> = { k0: 'k1', k1: 'k0' };
  holds(
    'is every pair of rows with equal keys',
    fc.property(tables, tables, on, kinds, (left, right, names, kind) => {
      const pairs = names.map((name) => ({ left: name, right: other[name] ?? name }));
      const result = join(left, right, { on: pairs, kind });
      const isMatch = (a: number, b: number) =>
        pairs.every((pair) => {
          const cell = plainAt(columnOf(left, pair.left), a);
          return cell !== null && cell === plainAt(columnOf(right, pair.right), b);
        });
      const kept = right.columns.filter(
        (column) => !pairs.some((pair) => pair.right === column.name),
      );
      const expected: Plain[][] = [];
      let unmatchedLeft = 0;
      const isMatched = new Set<number>();
      for (let a = 0; a < left.rows; a++) {
        const matches = Array.from({ length: right.rows }, (_, b) => b).filter((b) =>
          isMatch(a, b),
        );
        for (const b of matches) isMatched.add(b);
        const own = left.columns.map((column) => plainAt(column, a));
        for (const b of matches)
          expected.push([...own, ...kept.map((column) => plainAt(column, b))]);
        if (matches.length > 0) continue;
        unmatchedLeft++;
        if (kind === 'left') expected.push([...own, ...kept.map(() => null)]);
      }
      expect(plainRows(result.table)).toEqual(expected);
      expect([result.unmatchedLeft, result.unmatchedRight]).toEqual([
        unmatchedLeft,
        right.rows - isMatched.size,
      ]);
    }),
    120,
  );
});

describe('quantiles', () => {
  holds(
    'stand where they do among sorted values',
    fc.property(
      tables,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (table, probabilities) => {
        for (const name of ['v0', 'v1', 'k3']) {
          const column = columnOf(table, name);
          const values = plainCells(column)
            .filter((cell) => cell !== null)
            .map(Number);
          const expected = probabilities.map((p) => quantileOf(values, p) ?? NaN);
          expect([...quantiles(column, probabilities)]).toEqual(expected);
        }
      },
    ),
  );
});
