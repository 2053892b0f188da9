import { describe, expect, it } from 'vitest';
import { join } from '../../../../src/data/query/join';
import { numberColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { isMissing } from '../../../../src/data/table/validity';
import { arena, dictionary, namesOf, plainRows, tableOf, truths } from './tables';

const leads = tableOf(
  dictionary('city', ['Solo', 'Bogor', null, 'Solo', 'Medan']),
  numberColumn('n', [1, 2, 3, 4, 5]),
  numberColumn('day', [7, 7, 7, 8, 8]),
);
const cities = tableOf(
  arena('city', ['Bogor', 'Solo', null, 'Solo', 'Ambon']),
  numberColumn('n', [10, 20, 30, 40, 50]),
  numberColumn('date', [7, 7.5, 7, 8, 8]),
);
const ON_CITY = [{ left: 'city', right: 'city' }];

describe('join', () => {
  it('pairs every match, in the order of the left, then of the right', () => {
    const { table, unmatchedLeft, unmatchedRight } = join(leads, cities, {
      on: ON_CITY,
      kind: 'inner',
    });
    expect(namesOf(table)).toEqual(['city', 'n', 'day', 'n_right', 'date']);
    expect(plainRows(table)).toEqual([
      ['Solo', 1, 7, 20, 7.5],
      ['Solo', 1, 7, 40, 8],
      ['Bogor', 2, 7, 10, 7],
      ['Solo', 4, 8, 20, 7.5],
      ['Solo', 4, 8, 40, 8],
    ]);
    expect([unmatchedLeft, unmatchedRight]).toEqual([2, 2]);
  });

  it('keeps every left row where told to, missing keys without a match', () => {
    const on = [...ON_CITY, { left: 'day', right: 'date' }];
    const { table, unmatchedLeft } = join(leads, cities, { on, kind: 'left', suffix: '.y' });
    expect(namesOf(table)).toEqual(['city', 'n', 'day', 'n.y']);
    expect(plainRows(table)).toEqual([
      ['Solo', 1, 7, null],
      ['Bogor', 2, 7, 10],
      [null, 3, 7, null],
      ['Solo', 4, 8, 40],
      ['Medan', 5, 8, null],
    ]);
    expect(unmatchedLeft).toBe(3);
    expect(isMissing(table.columns[3], 0)).toBe(true);
    expect(table.columns[3]).toMatchObject({ type: 'number' });
  });

  it('matches every type by value', () => {
    const left = tableOf(
      numberColumn('n', [0, -0, 1.5, NaN]),
      truths('b', [true, false, true, null]),
      timestampColumn('t', [1, 2, 3, NaN], 'yyyy'),
    );
    for (const name of ['n', 'b', 't']) {
      const on = [{ left: name, right: name }];
      const { table, unmatchedLeft } = join(left, left, { on, kind: 'inner' });
      expect([table.rows, unmatchedLeft]).toEqual(
        [5, 1].map((x) => (name === 't' && x > 1 ? 3 : x)),
      );
    }
  });

  it('suffixes until no column has the name', () => {
    const left = tableOf(
      numberColumn('k', [1]),
      numberColumn('v', [2]),
      numberColumn('v_right', [3]),
    );
    const on = [{ left: 'k', right: 'k' }];
    const right = tableOf(numberColumn('k', [1]), numberColumn('v', [4]), numberColumn('w', [5]));
    const { table } = join(left, right, { on, kind: 'inner' });
    expect(namesOf(table)).toEqual(['k', 'v', 'v_right', 'v_right_right', 'w']);
    expect(plainRows(table)).toEqual([[1, 2, 3, 4, 5]]);
  });

  it('joins what has no rows', () => {
    const none = tableOf(dictionary('city', []), numberColumn('n', []));
    const of = (a: typeof none, b: typeof none, kind: 'inner' | 'left') => {
      const { table, unmatchedLeft, unmatchedRight } = join(a, b, { on: ON_CITY, kind });
      return [table.rows, unmatchedLeft, unmatchedRight];
    };
    expect(of(leads, none, 'inner')).toEqual([0, 5, 0]);
    expect(of(leads, none, 'left')).toEqual([5, 5, 0]);
    expect(of(none, cities, 'left')).toEqual([0, 0, 5]);
    const gone = tableOf(dictionary('city', [null, null]));
    expect(of(gone, gone, 'left')).toEqual([2, 2, 2]);
  });

  it('refuses keys of two types and results without end', () => {
    const on = [{ left: 'city', right: 'n' }];
    expect(() => join(leads, cities, { on, kind: 'inner' })).toThrow('COLUMN_TYPE');
    const many = tableOf(numberColumn('k', new Uint8Array(12_000)));
    expect(() => join(many, many, { on: [{ left: 'k', right: 'k' }], kind: 'inner' })).toThrow(
      'JOIN_TOO_LARGE',
    );
  });
});
