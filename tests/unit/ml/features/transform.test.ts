import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import type { Column, Table } from '../../../../src/data/table/column';
import { datePart } from '../../../../src/ml/features/date-parts';
import type { FittedInput, FittedRecipe } from '../../../../src/ml/features/recipe';
import { transform } from '../../../../src/ml/features/transform';
import { unseenLevels } from '../../../../src/ml/features/unseen';
import { Rng } from '../../../../src/util/rng';
import { booleanColumn, TIMES } from '../onnx/fixtures';

function recipe(...inputs: FittedInput[]): FittedRecipe {
  return { version: 1, textAs: 'codes', inputs, featureNames: inputs.map(({ column }) => column) };
}

function tableOf(...columns: Column[]): Table {
  return { rows: columns[0].length, columns };
}

const number: FittedInput = { column: 'x', type: 'number' };
const flag: FittedInput = { column: 'x', type: 'boolean', labels: ['no', 'yes'] };
const text: FittedInput = {
  column: 'x',
  type: 'text',
  levels: ['7', 'yes', '2024-01-05'],
  rare: [],
  hasMissing: false,
  hasOther: false,
};

describe('transform', () => {
  it('takes columns by name, in the order of the rows, rounded once to float32', () => {
    const table = tableOf(
      textColumn('extra', ['a', 'b', 'c']),
      numberColumn('y', [4, 5, 6]),
      numberColumn('x', [0.1, NaN, -2.5]),
    );
    const fitted = recipe(number, { column: 'y', type: 'number' });
    const matrix = transform(fitted, table, Uint32Array.of(2, 0, 1, 0));
    expect(Array.from(matrix.values)).toEqual(
      [-2.5, 0.1, NaN, 0.1, 6, 4, 5, 4].map((v) => Math.fround(v)),
    );
    expect([matrix.rows, matrix.names]).toEqual([4, ['x', 'y']]);
  });

  it('names every missing column', () => {
    const fitted = recipe(
      number,
      { column: 'y', type: 'number' },
      { column: 'z', type: 'boolean' },
    );
    expect(() => transform(fitted, tableOf(numberColumn('y', [1])), null)).toThrow(
      expect.objectContaining({ code: 'COLUMNS_MISSING', params: { columns: 'x, z', count: 2 } }),
    );
  });

  it.each<[string, FittedInput, Column, number[]]>([
    ['digits as text', number, textColumn('x', [' 7', '-1.5e2', null, '']), [7, -150, NaN, NaN]],
    ['0/1 labels as number', number, { ...booleanColumn('x', [0, 1]), labels: ['0', '1'] }, [0, 1]],
    ['0/1 as boolean', flag, numberColumn('x', [1, 0, NaN]), [1, 0, NaN]],
    ['words as boolean', flag, textColumn('x', ['YES', 'no', 'no', 'no']), [1, 0, 0, 0]],
    ['nothing as number', number, textColumn('x', [null, null]), [NaN, NaN]],
    [
      'nothing as date',
      { column: 'x', type: 'timestamp', parts: ['day'] },
      textColumn('x', [null, '']),
      [NaN, NaN],
    ],
    ['number as text', text, numberColumn('x', [7, 8, NaN]), [0, 4, 3]],
    ['boolean as text', text, booleanColumn('x', [1, 0, NaN]), [1, 4, 3]],
    ['date as text', text, timestampColumn('x', [Date.UTC(2024, 0, 5), NaN], 'yyyy-MM-dd'), [2, 3]],
  ])('reads %s', (_, input, column, expected) => {
    expect(Array.from(transform(recipe(input), tableOf(column), null).values)).toEqual(expected);
  });

  it.each<[FittedInput, Column, string]>([
    [number, textColumn('x', ['1', '2', 'three']), 'text'],
    [number, booleanColumn('x', [0, 1]), 'boolean'],
    [flag, numberColumn('x', [0, 1, 2]), 'number'],
    [number, timestampColumn('x', [0], 'yyyy-MM-dd'), 'timestamp'],
    [{ column: 'x', type: 'timestamp', parts: ['day'] }, numberColumn('x', [1]), 'number'],
  ])('refuses what cannot be read, case %#', (input, column, found) => {
    const expected = input.type;
    expect(() => transform(recipe(input), tableOf(column), null)).toThrow(
      expect.objectContaining({ code: 'COLUMN_TYPE', params: { column: 'x', expected, found } }),
    );
  });
});

describe('unseenLevels', () => {
  it('counts values that are no level, in a dictionary and in an arena', () => {
    const dictionary = textColumn('x', ['7', '7', 'new', 'new', null, '']);
    const arena = textColumn('x', ['7', 'one', 'two', null]);
    expect([dictionary, arena].map((c) => c.type === 'text' && c.encoding)).toEqual([
      'dictionary',
      'arena',
    ]);
    expect(unseenLevels(recipe(text), tableOf(dictionary))).toEqual(new Map([['x', 2]]));
    expect(unseenLevels(recipe(text), tableOf(arena))).toEqual(new Map([['x', 2]]));
    expect(unseenLevels(recipe(text), tableOf(textColumn('x', ['7', '7'])))).toEqual(new Map());
  });
});

describe('datePart', () => {
  it('agrees with Date over its whole range', () => {
    const rng = new Rng(20_240_229);
    const random = Array.from({ length: 2000 }, () => Math.floor((rng.uniform() - 0.5) * 1.7e16));
    for (const time of [...TIMES, ...random]) {
      const date = new Date(Math.floor(time));
      const expected = [(date.getUTCDay() + 6) % 7, date.getUTCDate(), date.getUTCHours()];
      expect([datePart('weekday', time), datePart('day', time), datePart('hour', time)]).toEqual(
        expected,
      );
    }
  });
});
