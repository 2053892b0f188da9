import { describe, expect, it } from 'vitest';
import {
  ascendingDoubleKeys,
  descendingDoubleKeys,
  descendingFloatKey,
  identityOrder,
  sortOrderByKey,
} from '../../../src/kernels/radix-sort';
import { Rng } from '../../../src/util/rng';

const AWKWARD = [0, -0, 1, -1, Infinity, -Infinity, NaN, 1e-45, -1e-45, 3.5, -3.5, 3.5];

/** What any comparison sort says: descending, NaN last, equals by position. */
function sortedBySlowRule(values: readonly number[]): number[] {
  return values
    .map((_, i) => i)
    .sort((a, b) => {
      const [x, y] = [values[a], values[b]];
      if (Number.isNaN(x) || Number.isNaN(y))
        return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return x === y ? a - b : y > x ? 1 : -1;
    });
}

describe('sortOrderByKey', () => {
  it('is stable and leaves an order of one or none alone', () => {
    const order = identityOrder(5);
    sortOrderByKey(order, Uint32Array.from([7, 3, 7, 0xffffffff, 3]));
    expect([...order]).toEqual([1, 4, 0, 2, 3]);
    const none = identityOrder(0);
    sortOrderByKey(none, new Uint32Array(0));
    expect(none.length).toBe(0);
  });

  it('sorts some of the rows, by every digit', () => {
    const rng = new Rng(6);
    const keys = Uint32Array.from({ length: 900 }, () => rng.uint32() >>> rng.int(32));
    const order = identityOrder(900).filter((i) => i % 3 !== 0);
    const expected = [...order].sort((a, b) => keys[a] - keys[b] || a - b);
    sortOrderByKey(order, keys);
    expect([...order]).toEqual(expected);
  });

  it('agrees with a comparison sort on floats of every kind', () => {
    const rng = new Rng(5);
    const random = Array.from({ length: 500 }, () => Math.round((rng.uniform() - 0.5) * 40) / 8);
    for (const values of [AWKWARD, random, [...random, ...AWKWARD]]) {
      const order = identityOrder(values.length);
      sortOrderByKey(order, Uint32Array.from(values, descendingFloatKey));
      const rounded = values.map(Math.fround);
      expect([...order]).toEqual(sortedBySlowRule(rounded));
      const doubles = identityOrder(values.length);
      const { high, low } = descendingDoubleKeys(values);
      sortOrderByKey(doubles, low);
      sortOrderByKey(doubles, high);
      expect([...doubles]).toEqual(sortedBySlowRule(values));
      const upwards = identityOrder(values.length);
      const keys = ascendingDoubleKeys(values);
      sortOrderByKey(upwards, keys.low);
      sortOrderByKey(upwards, keys.high);
      expect([...upwards]).toEqual(sortedBySlowRule(values.map((value) => -value)));
    }
  });
});
