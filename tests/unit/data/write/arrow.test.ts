import { tableFromIPC } from '@uwdata/flechette';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  booleanColumn,
  numberColumn,
  textColumn,
  timestampColumn,
} from '../../../../src/data/table/make-column';
import type { Column } from '../../../../src/data/table/column';
import { writeArrow } from '../../../../src/data/write/arrow';
import { collect } from '../helpers';

function fileOf(columns: readonly Column[]): Promise<Uint8Array> {
  return collect(writeArrow({ rows: columns[0]?.length ?? 0, columns }));
}

/** The cells of every column as another library reads them, null where missing. */
async function cellsBack(columns: readonly Column[]): Promise<unknown[][]> {
  const table = tableFromIPC(await fileOf(columns));
  return columns.map((_, i) => {
    const column = table.getChildAt(i);
    return Array.from({ length: table.numRows }, (__, row): unknown => column.at(row));
  });
}

describe('an Arrow file', () => {
  it('holds every type, with its missing cells', async () => {
    const day = Date.UTC(2024, 2, 13, 10, 30);
    expect(
      await cellsBack([
        numberColumn('f', [1.5, NaN, -2]),
        numberColumn('i', [1, 300, -7]),
        numberColumn('u', [1, 2, 255]),
        booleanColumn('b', [true, null, false], ['Tidak', 'Ya']),
        timestampColumn('t', [day, NaN, -1], 'dd/MM/yyyy'),
        textColumn('d', ['a', 'é', 'a']),
        textColumn('x', ['3175071203850001', null, '']),
      ]),
    ).toEqual([
      [1.5, null, -2],
      [1, 300, -7],
      [1, 2, 255],
      [true, null, false],
      [day, null, -1],
      ['a', 'é', 'a'],
      ['3175071203850001', null, ''],
    ]);
  });

  it('keeps the words of booleans and the pattern of dates', async () => {
    const file = await fileOf([
      booleanColumn('b', [true], ['Tidak', 'Ya']),
      timestampColumn('t', [0], 'd {id} yyyy'),
    ]);
    const { fields } = tableFromIPC(file).schema;
    expect(fields.map(({ metadata }) => [...(metadata ?? [])])).toEqual([
      [['leadbench.labels', '["Tidak","Ya"]']],
      [['leadbench.pattern', 'd {id} yyyy']],
    ]);
  });

  it('has several batches of a long table', async () => {
    const rows = (1 << 16) * 2 + 13;
    const cell = (i: number) => (i % 7 === 0 ? null : `value ${String(i % 1000)}`);
    const words = Array.from({ length: rows }, (_, i) => cell(i));
    const keys = Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? null : String(i)));
    const numbers = Float64Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? NaN : i / 2));
    const [a, b, c] = await cellsBack([
      textColumn('words', words),
      textColumn('keys', keys),
      numberColumn('numbers', numbers),
    ]);
    expect(a).toEqual(words);
    expect(b).toEqual(keys);
    expect(c).toEqual(Array.from(numbers, (value) => (Number.isNaN(value) ? null : value)));
  });

  it('of no rows and of no columns is one, too', async () => {
    expect(await cellsBack([textColumn('a', []), numberColumn('b', [])])).toEqual([[], []]);
    expect(tableFromIPC(await fileOf([])).numCols).toBe(0);
  });

  it('gives every text back', async () => {
    const cells = fc.array(fc.option(fc.string({ unit: 'grapheme' })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(cells, async (texts) => {
        expect(await cellsBack([textColumn('t', texts)])).toEqual([texts]);
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});
