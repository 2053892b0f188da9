import { describe, expect, it } from 'vitest';
import type { Aggregate } from '../../../../src/data/query/aggregate';
import { distinctRows } from '../../../../src/data/query/distinct-rows';
import { groupBy } from '../../../../src/data/query/group-by';
import { numberColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { isMissing } from '../../../../src/data/table/validity';
import { LeadbenchError } from '../../../../src/util/errors';
import { Rng } from '../../../../src/util/rng';
import { arena, dictionary, namesOf, plainCells, plainRows, tableOf, truths } from './tables';

const DAY = 86_400_000;
const leads = tableOf(
  dictionary('city', ['Solo', null, 'Bogor', 'Solo', null, 'Bogor', 'Solo']),
  arena('name', ['b', 'é', 'a', null, 'z', 'a', '😀']),
  numberColumn('score', [2, NaN, -1.5, 4, 8, NaN, 0]),
  truths('won', [true, false, null, false, true, null, null]),
  timestampColumn('day', [0, DAY, NaN, 0, DAY, 2 * DAY, DAY], 'yyyy-MM-dd'),
);

function one(aggregate: Aggregate, keys: readonly string[] = ['city']) {
  const grouped = groupBy(leads, { keys, aggregates: [aggregate] });
  return plainCells(grouped.columns[keys.length]);
}

describe('groupBy', () => {
  it('makes a group of missing keys and keeps the order of first rows', () => {
    const grouped = groupBy(leads, { keys: ['city'], aggregates: [{ kind: 'count' }] });
    expect(namesOf(grouped)).toEqual(['city', 'count']);
    expect(plainRows(grouped)).toEqual([
      ['Solo', 3],
      [null, 2],
      ['Bogor', 2],
    ]);
  });

  it('sorts by key where told to, missing last', () => {
    const aggregates = [{ kind: 'count', as: 'n' }] as const;
    const grouped = groupBy(leads, { keys: ['city', 'won'], aggregates, order: 'key' });
    expect(plainRows(grouped)).toEqual([
      ['Bogor', null, 2],
      ['Solo', false, 1],
      ['Solo', true, 1],
      ['Solo', null, 1],
      [null, false, 1],
      [null, true, 1],
    ]);
    expect(namesOf(grouped)).toEqual(['city', 'won', 'n']);
  });

  // Groups are Solo (rows 0, 3, 6), missing (1, 4) and Bogor (2, 5).
  it.each<[Aggregate, unknown[]]>([
    [{ kind: 'count' }, [3, 2, 2]],
    [{ kind: 'present', column: 'score' }, [3, 1, 1]],
    [{ kind: 'present', column: 'won' }, [2, 2, 0]],
    [{ kind: 'distinct', column: 'name' }, [2, 2, 1]],
    [{ kind: 'distinct', column: 'score' }, [3, 1, 1]],
    [{ kind: 'distinct', column: 'won' }, [2, 2, 0]],
    [{ kind: 'first', column: 'score' }, [2, 8, -1.5]],
    [{ kind: 'first', column: 'name' }, ['b', 'é', 'a']],
    [{ kind: 'sum', column: 'score' }, [6, 8, -1.5]],
    [{ kind: 'sum', column: 'won' }, [1, 1, null]],
    [{ kind: 'mean', column: 'score' }, [2, 8, -1.5]],
    [{ kind: 'mean', column: 'won' }, [0.5, 0.5, null]],
    [{ kind: 'min', column: 'score' }, [0, 8, -1.5]],
    [{ kind: 'max', column: 'score' }, [4, 8, -1.5]],
    [{ kind: 'min', column: 'won' }, [false, false, null]],
    [{ kind: 'max', column: 'day' }, [DAY, DAY, 2 * DAY]],
    [{ kind: 'min', column: 'name' }, ['b', 'z', 'a']],
    [{ kind: 'max', column: 'name' }, ['😀', 'é', 'a']],
    [{ kind: 'max', column: 'city' }, ['Solo', null, 'Bogor']],
    [{ kind: 'var', column: 'score' }, [4, null, null]],
    [{ kind: 'std', column: 'score' }, [2, null, null]],
    [{ kind: 'median', column: 'score' }, [2, 8, -1.5]],
    [{ kind: 'quantile', column: 'score', probability: 0.25 }, [1, 8, -1.5]],
  ])('%j', (aggregate, expected) => {
    expect(one(aggregate)).toEqual(expected);
  });

  it('takes keys of every type, 0 and -0 as one', () => {
    expect(one({ kind: 'count' }, ['day'])).toEqual([2, 3, 1, 1]);
    expect(one({ kind: 'count' }, ['name'])).toEqual([1, 1, 2, 1, 1, 1]);
    expect(one({ kind: 'count' }, ['won'])).toEqual([2, 2, 3]);
    const zeros = tableOf(numberColumn('n', [0, -0, 0.5, NaN, -0, Infinity, NaN]));
    const counted = groupBy(zeros, { keys: ['n'], aggregates: [{ kind: 'count' }] });
    expect(plainRows(counted)).toEqual([
      [0, 3],
      [0.5, 1],
      [null, 2],
      [Infinity, 1],
    ]);
  });

  it('tells texts of one hash apart', () => {
    // Collisions of 32-bit FNV-1a.
    const words = ['costarring', 'liquid', 'liquid', 'altarage', 'zinke', 'costarring'];
    const counted = groupBy(tableOf(arena('t', words)), {
      keys: ['t'],
      aggregates: [{ kind: 'count' }],
    });
    expect(plainRows(counted)).toEqual([
      ['costarring', 2],
      ['liquid', 2],
      ['altarage', 1],
      ['zinke', 1],
    ]);
  });

  it('makes one group without a key, and none without rows', () => {
    const aggregates = [{ kind: 'count' }, { kind: 'sum', column: 'score' }] as const;
    expect(plainRows(groupBy(leads, { keys: [], aggregates }))).toEqual([[7, 12.5]]);
    const none = tableOf(dictionary('city', []), numberColumn('score', []));
    for (const keys of [[], ['city'], ['city', 'score']]) {
      expect(groupBy(none, { keys, aggregates, order: 'key' }).rows).toBe(0);
    }
  });

  it('groups one row, and columns of which all is missing', () => {
    const row = tableOf(arena('t', ['x']), numberColumn('n', [7]));
    const aggregates = [
      { kind: 'std', column: 'n' },
      { kind: 'median', column: 'n' },
    ] as const;
    expect(plainRows(groupBy(row, { keys: ['t'], aggregates }))).toEqual([['x', null, 7]]);
    const gone = tableOf(dictionary('t', [null, null]), numberColumn('n', [NaN, NaN]));
    const kinds = ['present', 'distinct', 'sum', 'mean', 'min', 'first', 'median', 'var'] as const;
    const of = kinds.map((kind) => ({ kind, column: 'n' }));
    const grouped = groupBy(gone, { keys: ['t', 'n'], aggregates: of });
    expect(plainRows(grouped)).toEqual([[null, null, 0, 0, null, null, null, null, null, null]]);
  });

  it('holds that ∞ - ∞ is missing and whole sums are narrow', () => {
    const table = tableOf(numberColumn('n', [Infinity, -Infinity]));
    const grouped = groupBy(table, { keys: [], aggregates: [{ kind: 'sum', column: 'n' }] });
    expect(isMissing(grouped.columns[0], 0)).toBe(true);
    expect(groupBy(leads, { keys: [], aggregates: [{ kind: 'count' }] }).columns[0]).toMatchObject({
      values: new Uint8Array([7]),
    });
  });

  it('names what cannot be', () => {
    const run = (aggregate: Aggregate, keys = ['city']) => {
      try {
        groupBy(leads, { keys, aggregates: [aggregate] });
      } catch (error) {
        if (error instanceof LeadbenchError) return [error.code, error.params];
      }
      return null;
    };
    const wrong = { expected: 'number', found: 'text', column: 'name' };
    expect(run({ kind: 'sum', column: 'name' })).toEqual(['COLUMN_TYPE', wrong]);
    expect(run({ kind: 'median', column: 'day' })?.[0]).toBe('COLUMN_TYPE');
    expect(run({ kind: 'min', column: '__proto__' })).toEqual([
      'COLUMN_UNKNOWN',
      { column: '__proto__' },
    ]);
    expect(run({ kind: 'count' }, ['none'])?.[0]).toBe('COLUMN_UNKNOWN');
  });

  it('adds blocks of 262,144 rows in their order', () => {
    const rng = new Rng(4);
    const rows = 600_000;
    const values = Float64Array.from({ length: rows }, () => (rng.uniform() - 0.5) * 1e6);
    const keys = Uint8Array.from({ length: rows }, () => rng.int(3));
    const parts = [0, 1, 2].map(() => [0, 0, 0]);
    values.forEach((value, row) => (parts[keys[row]][row >>> 18] += value));
    const table = tableOf(numberColumn('k', keys), numberColumn('v', values));
    const aggregates = [{ kind: 'sum', column: 'v' }] as const;
    const grouped = groupBy(table, { keys: ['k'], aggregates, order: 'key' });
    expect(plainCells(grouped.columns[1])).toEqual(parts.map(([a, b, c]) => a + b + c));
    const inOneRun = [0, 0, 0];
    values.forEach((value, row) => (inOneRun[keys[row]] += value));
    expect(plainCells(grouped.columns[1])).not.toEqual(inOneRun);
  });
});

describe('distinctRows', () => {
  it('gives first rows of what differs, a missing cell being a value', () => {
    expect([...distinctRows(leads, ['city'])]).toEqual([0, 1, 2]);
    expect([...distinctRows(leads, ['city', 'won'])]).toEqual([0, 1, 2, 3, 4, 6]);
    expect([...distinctRows(leads, [])]).toEqual([0]);
    expect([...distinctRows(tableOf(arena('t', [])), ['t'])]).toEqual([]);
  });
});
