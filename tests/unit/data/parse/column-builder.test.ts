import { describe, expect, it } from 'vitest';
import { ColumnBuilder } from '../../../../src/data/parse/column-builder';
import { utf8 } from '../helpers';

function builderOf(count: number, cell: (i: number) => string): ColumnBuilder {
  const builder = new ColumnBuilder();
  for (let i = 0; i < count; i++) {
    const bytes = utf8(cell(i));
    builder.push(bytes, 0, bytes.length);
  }
  return builder;
}

describe('what the cells of a column will take', () => {
  it('is their bytes and an offset each where most of them differ', () => {
    const builder = builderOf(1000, (i) => `cell ${String(1000 + i)}`);
    expect(builder.lasting).toBe(1000 * (9 + 4));
    expect(builder.lasting).toBeLessThan(builder.used);
  });

  it('is what they take where few differ, or when that has been decided', () => {
    const few = builderOf(1000, (i) => `cell ${String(i % 7)}`);
    expect(few.lasting).toBe(few.used);
    const many = builderOf(40_000, (i) => `cell ${String(100_000 + i)}`);
    expect(many.dictionary).toBeNull();
    expect(many.lasting).toBe(many.used);
    expect(new ColumnBuilder().lasting).toBe(new ColumnBuilder().used);
  });
});
