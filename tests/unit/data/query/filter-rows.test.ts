import { describe, expect, it } from 'vitest';
import { filterRows } from '../../../../src/data/query/filter-rows';
import { readPredicate, type Predicate } from '../../../../src/data/query/predicate';
import { numberColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { arena, dictionary, tableOf, truths } from './tables';

const texts = ['Solo', null, 'bogor Raya', 'SOLO BARU', '', 'ÉCOLE', 'Ⓚ K\u212a', 'Solo'];
const table = tableOf(
  dictionary('level', texts),
  arena('cell', texts),
  numberColumn('n', [1, -0, NaN, 2.5, 1, -3, 100, 7]),
  truths('yes', [true, false, null, true, false, true, null, false]),
  timestampColumn('t', [0, 86_400_000, NaN, 1000, -1, 86_399_999, 1, 2], 'yyyy-MM-dd'),
);

function rows(predicate: Predicate): number[] {
  return [...filterRows(table, predicate)];
}

describe('filterRows', () => {
  it.each<[Partial<Predicate>, number[]]>([
    [{ op: 'eq', value: 'Solo' }, [0, 7]],
    [{ op: 'neq', value: 'Solo' }, [2, 3, 4, 5, 6]],
    [{ op: 'in', values: ['ÉCOLE', '', 'Sol'] }, [4, 5]],
    [{ op: 'in', values: [] }, []],
    [{ op: 'lt', value: 'Solo' }, [3, 4]],
    [{ op: 'le', value: 'Solo' }, [0, 3, 4, 7]],
    [{ op: 'gt', value: 'bogor Raya' }, [5, 6]],
    [{ op: 'ge', value: 'bogor Raya' }, [2, 5, 6]],
    [{ op: 'between', low: 'Solo', high: 'bogor Raya' }, [0, 2, 7]],
    [{ op: 'contains', value: 'sOLo' }, [0, 3, 7]],
    [{ op: 'contains', value: 'école' }, [5]],
    [{ op: 'contains', value: 'kk' }, [6]],
    [{ op: 'contains', value: '' }, [0, 2, 3, 4, 5, 6, 7]],
    [{ op: 'startsWith', value: 'S' }, [0, 3, 7]],
    [{ op: 'startsWith', value: 'Solo baru and more' }, []],
    [{ op: 'isMissing' }, [1]],
    [{ op: 'notMissing' }, [0, 2, 3, 4, 5, 6, 7]],
  ])('%j on text of either kind', (predicate, expected) => {
    for (const column of ['level', 'cell']) {
      expect(rows({ ...predicate, column } as Predicate)).toEqual(expected);
    }
  });

  it.each<[Partial<Predicate>, number[]]>([
    [{ op: 'eq', value: 0 }, [1]],
    [{ op: 'neq', value: 1 }, [1, 3, 5, 6, 7]],
    [{ op: 'in', values: [1, 7, 8] }, [0, 4, 7]],
    [{ op: 'lt', value: 1 }, [1, 5]],
    [{ op: 'le', value: 1 }, [0, 1, 4, 5]],
    [{ op: 'gt', value: 2.5 }, [6, 7]],
    [{ op: 'ge', value: 2.5 }, [3, 6, 7]],
    [{ op: 'between', low: -3, high: 1 }, [0, 1, 4, 5]],
    [{ op: 'isMissing' }, [2]],
  ])('%j on numbers', (predicate, expected) => {
    expect(rows({ ...predicate, column: 'n' } as Predicate)).toEqual(expected);
  });

  it('takes A to Z alone for a to z, as bytes and as text', () => {
    const cells = ['AZ@[', 'az`{', 'xAz@[x'];
    for (const column of [arena('t', cells), arena('t', [...cells, 'é'])]) {
      const found = (value: string) =>
        filterRows(tableOf(column), { op: 'contains', column: 't', value });
      expect([...found('az@[')]).toEqual([0, 2]);
      expect([...found('AZ`{')]).toEqual([1]);
    }
  });

  it('compares truths by themselves or by the words of the file', () => {
    expect(rows({ op: 'eq', column: 'yes', value: true })).toEqual([0, 3, 5]);
    expect(rows({ op: 'eq', column: 'yes', value: 'Tidak' })).toEqual([1, 4, 7]);
  });

  it('compares times by milliseconds or ISO text', () => {
    expect(rows({ op: 'ge', column: 't', value: '1970-01-02' })).toEqual([1]);
    expect(rows({ op: 'lt', column: 't', value: 0 })).toEqual([4]);
    expect(rows({ op: 'eq', column: 't', value: '1970-01-01T23:59:59.999' })).toEqual([5]);
    expect(rows({ op: 'eq', column: 't', value: '1970-01-01 00:00:01' })).toEqual([3]);
  });

  it('takes what is asked of a missing cell for unknown, as SQL does', () => {
    const isSolo: Predicate = { op: 'eq', column: 'level', value: 'Solo' };
    const isFew: Predicate = { op: 'lt', column: 'n', value: 5 };
    expect(rows({ op: 'not', of: isSolo })).toEqual([2, 3, 4, 5, 6]);
    expect(rows({ op: 'and', of: [isSolo, isFew] })).toEqual([0]);
    // Row 1 has no level but few, row 2 a level and no number.
    expect(rows({ op: 'or', of: [isSolo, isFew] })).toEqual([0, 1, 3, 4, 5, 7]);
    expect(rows({ op: 'not', of: { op: 'or', of: [isSolo, isFew] } })).toEqual([6]);
    expect(rows({ op: 'not', of: { op: 'and', of: [isSolo, isFew] } })).toEqual([2, 3, 4, 5, 6, 7]);
    expect(rows({ op: 'not', of: { op: 'isMissing', column: 'n' } })).toHaveLength(7);
    expect(rows({ op: 'and', of: [] })).toHaveLength(8);
    expect(rows({ op: 'or', of: [] })).toEqual([]);
  });

  it('finds nothing in nothing', () => {
    const none = tableOf(numberColumn('n', []), arena('t', []));
    for (const [column, value] of [
      ['n', 1],
      ['t', 'x'],
    ] as const) {
      expect(filterRows(none, { op: 'eq', column, value })).toHaveLength(0);
    }
    const gone = tableOf(dictionary('t', [null, null]));
    expect(filterRows(gone, { op: 'neq', column: 't', value: 'x' })).toHaveLength(0);
  });

  it.each<[string, Predicate]>([
    ['COLUMN_UNKNOWN', { op: 'isMissing', column: 'none' }],
    ['COLUMN_TYPE', { op: 'contains', column: 'n', value: '1' }],
    ['PREDICATE_VALUE', { op: 'eq', column: 'n', value: '1' }],
    ['PREDICATE_VALUE', { op: 'eq', column: 'n', value: NaN }],
    ['PREDICATE_VALUE', { op: 'in', column: 'level', values: ['a', 1] }],
    ['PREDICATE_VALUE', { op: 'eq', column: 'yes', value: 'yes' }],
    ['PREDICATE_VALUE', { op: 'eq', column: 't', value: '1970-02-30' }],
    ['PREDICATE_VALUE', { op: 'eq', column: 't', value: '1970-01-01T24:00' }],
  ])('%s for %j', (code, predicate) => {
    expect(() => rows(predicate)).toThrow(code);
  });
});

describe('readPredicate', () => {
  it('takes what is one', () => {
    const predicate: Predicate = {
      op: 'and',
      of: [
        { op: 'not', of: { op: 'in', column: 'a', values: [1, 'b', true] } },
        { op: 'or', of: [{ op: 'between', column: 'a', low: 1, high: 2 }] },
        { op: 'startsWith', column: 'a', value: 'x' },
        { op: 'isMissing', column: 'a' },
        { op: 'ge', column: 'a', value: 3 },
      ],
    };
    expect(readPredicate(JSON.parse(JSON.stringify(predicate)))).toEqual(predicate);
  });

  it.each([
    null,
    'eq',
    [],
    {},
    { op: 'eq', column: 'a' },
    { op: 'eq', column: 1, value: 1 },
    { op: 'eq', column: 'a', value: null },
    { op: 'like', column: 'a', value: 'x' },
    { op: 'in', column: 'a', values: [[]] },
    { op: 'between', column: 'a', low: 1 },
    { op: 'contains', column: 'a', value: 1 },
    { op: 'and', of: {} },
    { op: 'or', of: [{ op: 'eq' }] },
    { op: 'not', of: [] },
  ])('refuses %j', (json) => {
    expect(readPredicate(json)).toBeNull();
  });

  it('refuses what goes too deep', () => {
    let deep: Predicate = { op: 'isMissing', column: 'a' };
    for (let i = 0; i < 100; i++) deep = { op: 'not', of: deep };
    expect(readPredicate(deep)).not.toBeNull();
    expect(readPredicate({ op: 'not', of: deep })).toBeNull();
  });
});
