import { describe, expect, it } from 'vitest';
import { filterRows, gather, withoutNaN } from '../../../src/util/rows';

describe('rows', () => {
  it('are kept in their order where they shall be', () => {
    const rows = new Uint32Array([7, 2, 9, 4]);
    expect(filterRows(rows, (row) => row > 3)).toEqual(new Uint32Array([7, 9, 4]));
    expect(filterRows(rows, () => false)).toHaveLength(0);
  });

  it('give their values in the order they are named', () => {
    const values = [1.5, 2.5, 3.5];
    const rows = new Uint32Array([2, 0, 2]);
    expect(gather(new Float64Array(3), values, rows)).toEqual(new Float64Array([3.5, 1.5, 3.5]));
  });

  it('are numbers without NaN', () => {
    expect(withoutNaN(new Float64Array([NaN, 3, NaN, -0, 1]))).toEqual(
      new Float64Array([3, -0, 1]),
    );
  });
});
