import { describe, expect, it } from 'vitest';
import { quantiles } from '../../../../src/data/query/quantiles';
import { sortRows } from '../../../../src/data/query/sort-rows';
import { utf8Ranks } from '../../../../src/data/query/utf8-ranks';
import { numberColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { utf8Array } from '../../../../src/data/table/utf8';
import { Rng } from '../../../../src/util/rng';
import { arena, dictionary, tableOf, truths } from './tables';

const texts = ['b', null, 'B', '10', '9', '\uffee', '😀', 'b', 'ba', ''];
const table = tableOf(
  dictionary('level', texts),
  arena('cell', texts),
  numberColumn('n', [3, NaN, -0, 0, -Infinity, 3, NaN, Infinity, -1.5, 1e-300]),
  truths('yes', [true, null, false, true, false, null, true, false, true, true]),
  numberColumn('small', [3, 1, 2, 3, 1, 2, 3, 1, 2, 255]),
  numberColumn('wide', [-3, 1, 2, -70_000, 1, 2, 70_000, 1, 2, -3]),
  timestampColumn('t', [5, NaN, -5, 0, 1, 2, 3, 4, 6, 7], 'yyyy'),
);

function sorted(column: string, descending = false): number[] {
  return [...sortRows(table, [{ column, descending }])];
}

describe('sortRows', () => {
  it('sorts text of either kind by code points, missing last in either direction', () => {
    for (const column of ['level', 'cell']) {
      expect(sorted(column)).toEqual([9, 3, 4, 2, 0, 7, 8, 5, 6, 1]);
      expect(sorted(column, true)).toEqual([6, 5, 8, 0, 7, 2, 4, 3, 9, 1]);
    }
  });

  it('sorts numbers by value, 0 and -0 as one', () => {
    expect(sorted('n')).toEqual([4, 8, 2, 3, 9, 0, 5, 7, 1, 6]);
    expect(sorted('n', true)).toEqual([7, 0, 5, 9, 2, 3, 8, 4, 1, 6]);
    expect(sorted('small')).toEqual([1, 4, 7, 2, 5, 8, 0, 3, 6, 9]);
    expect(sorted('small', true)).toEqual([9, 0, 3, 6, 2, 5, 8, 1, 4, 7]);
    expect(sorted('wide')).toEqual([3, 0, 9, 1, 4, 7, 2, 5, 8, 6]);
    expect(sorted('t', true)).toEqual([9, 8, 0, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('sorts truths and by several keys', () => {
    expect(sorted('yes')).toEqual([2, 4, 7, 0, 3, 6, 8, 9, 1, 5]);
    expect(sorted('yes', true)).toEqual([0, 3, 6, 8, 9, 2, 4, 7, 1, 5]);
    const keys = [{ column: 'yes' }, { column: 'small', descending: true }, { column: 'n' }];
    expect([...sortRows(table, keys)]).toEqual([2, 4, 7, 9, 3, 0, 6, 8, 5, 1]);
    expect([...sortRows(table, [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('sorts nothing, one row and nothing but missing cells', () => {
    expect(sortRows(tableOf(arena('t', [])), [{ column: 't' }])).toHaveLength(0);
    expect([...sortRows(tableOf(arena('t', ['x'])), [{ column: 't' }])]).toEqual([0]);
    const gone = tableOf(numberColumn('n', [NaN, NaN]), dictionary('t', [null, null]));
    for (const column of ['n', 't']) expect([...sortRows(gone, [{ column }])]).toEqual([0, 1]);
    expect(() => sorted('none')).toThrow('COLUMN_UNKNOWN');
  });
});

describe('utf8Ranks', () => {
  it('ranks long runs that share beginnings, ends and NUL as byte order does', () => {
    const rng = new Rng(9);
    const starts = ['', 'a', 'a\0', 'the same long beginning ', 'the same long beginning \0', '語'];
    const strings = Array.from({ length: 6000 }, () => {
      const tail = Array.from({ length: rng.int(4) }, () => 'ab\0é'[rng.int(4)]).join('');
      return `${starts[rng.int(starts.length)]}${tail}${rng.int(3) === 0 ? '\0'.repeat(rng.int(9)) : ''}`;
    });
    const encoder = new TextEncoder();
    const key = (text: string) =>
      Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');
    const sorted = strings.map(key).sort();
    const before = new Map<string, number>();
    sorted.forEach((text, i) => before.set(text, before.get(text) ?? i));
    expect(before.size).toBeGreaterThan(300);
    const ranks = [...utf8Ranks(utf8Array(strings))];
    expect(ranks).toEqual(strings.map((text) => before.get(key(text))));
  });
});

describe('quantiles', () => {
  it('interpolates as numpy does', () => {
    // numpy 2.4.6: np.quantile([7, 1, 3.5, -2], [0, 0.1, 0.25, 0.5, 0.9, 1])
    const few = numberColumn('n', [7, NaN, 1, 3.5, NaN, -2]);
    expect([...quantiles(few, [0, 0.1, 0.25, 0.5, 0.9, 1])]).toEqual([
      ...[-2, -1.0999999999999999, 0.25, 2.25, 5.950000000000001, 7],
    ]);
    // np.quantile([0.1, 0.7, 1 / 3, 1e-3, 5.5, 2.2, 9.81], [0.05, 0.33, 0.61, 0.77, 0.95])
    const more = numberColumn('n', [0.1, 0.7, 1 / 3, 1e-3, 5.5, 2.2, 9.81]);
    expect([...quantiles(more, [0.05, 0.33, 0.61, 0.77, 0.95])]).toEqual([
      ...[0.030700000000000005, 0.32866666666666666, 1.6900000000000004, 4.246, 8.516999999999998],
    ]);
    expect([...quantiles(truths('b', [true, null, false, true]), [0.5, 0.25])]).toEqual([1, 0.5]);
    expect([...quantiles(timestampColumn('t', [10, NaN, 20], 'yyyy'), [0.5])]).toEqual([15]);
  });

  it('selects what sorting would', () => {
    const rng = new Rng(3);
    for (const spread of [1, 1e-9, 1e9]) {
      const values = Float64Array.from({ length: 20_001 }, () => {
        const kind = rng.int(10);
        return kind === 0 ? Math.round(rng.uniform() * 3) - 1 : (rng.uniform() - 0.4) * spread;
      });
      const inOrder = values.slice().sort();
      const probabilities = Array.from({ length: 41 }, (_, i) => i / 40);
      const found = quantiles(numberColumn('n', values), probabilities);
      expect([...found]).toEqual(probabilities.map((p) => inOrder[Math.round(20_000 * p)]));
    }
  });

  it('has none of nothing, and stays among equal infinities', () => {
    expect([...quantiles(numberColumn('n', []), [0.5, 1])]).toEqual([NaN, NaN]);
    expect([...quantiles(numberColumn('n', [NaN]), [0.5])]).toEqual([NaN]);
    expect([...quantiles(numberColumn('n', [4]), [0, 0.3, 1])]).toEqual([4, 4, 4]);
    expect([...quantiles(numberColumn('n', [-0, -0]), [0.5])]).toEqual([0]);
    const infinite = numberColumn('n', [Infinity, Infinity, 0]);
    expect([...quantiles(infinite, [0.75, 1])]).toEqual([Infinity, Infinity]);
    expect(() => quantiles(infinite, [1.1])).toThrow('a probability is from 0 to 1');
    expect(() => quantiles(arena('t', ['x']), [0.5])).toThrow('COLUMN_TYPE');
  });
});
