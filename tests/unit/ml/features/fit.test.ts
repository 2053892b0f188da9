import { describe, expect, it } from 'vitest';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import type { Table } from '../../../../src/data/table/column';
import { fitRecipe, MAX_LEVELS, MIN_LEVEL_ROWS } from '../../../../src/ml/features/fit';
import type { Recipe, RecipeInput } from '../../../../src/ml/features/recipe';
import { transform } from '../../../../src/ml/features/transform';
import { unseenLevels } from '../../../../src/ml/features/unseen';
import { featureColumn } from '../../../../src/ml/matrix';

function recipe(textAs: Recipe['textAs'], ...inputs: RecipeInput[]): Recipe {
  return { version: 1, inputs, textAs };
}

function repeat<T>(...runs: readonly (readonly [T, number])[]): T[] {
  return runs.flatMap(([value, count]) => Array<T>(count).fill(value));
}

const CITY: RecipeInput = { column: 'city', type: 'text' };

describe('fitRecipe on text', () => {
  const cells = repeat<string | null>(
    ['b', 40],
    ['a', 40],
    ['c', 30],
    ['rare', 19],
    [null, 5],
    ['', 6],
  );
  const table: Table = { rows: cells.length, columns: [textColumn('city', cells)] };
  const every = (value: string, nth: number): number[] =>
    cells.map((cell, row) => (cell === value && row % nth === 0 ? 1 : 0));
  const labels = Uint8Array.from(every('b', 2), (v, row) => v + every('c', 3)[row]);

  it('orders codes by smoothed event rate, ties by bytes, and counts the rest as other', () => {
    const fitted = fitRecipe({ recipe: recipe('codes', CITY), table, rows: null, labels });
    expect(fitted.inputs).toEqual([
      {
        column: 'city',
        type: 'text',
        levels: ['a', 'c', 'b'],
        rare: ['rare'],
        hasMissing: true,
        hasOther: true,
      },
    ]);
    expect(fitted.featureNames).toEqual(['city']);
    const codes = Array.from(transform(fitted, table, null).values);
    expect(codes).toEqual(repeat([2, 40], [0, 40], [1, 30], [4, 19], [3, 11]));
  });

  it('orders 0/1 columns by frequency, ties by bytes', () => {
    const fitted = fitRecipe({ recipe: recipe('onehot', CITY), table, rows: null });
    expect(fitted.featureNames).toEqual([
      'city = a',
      'city = b',
      'city = c',
      'city = (missing)',
      'city = (other)',
    ]);
    const matrix = transform(fitted, table, Uint32Array.of(0, 40, 80, 110, 129, 134));
    const rows = [0, 1, 2, 3, 4, 5].map((row) =>
      fitted.featureNames.map((_, j) => featureColumn(matrix, j)[row]).indexOf(1),
    );
    expect(rows).toEqual([1, 0, 2, 4, 3, 3]);
    expect(matrix.values.reduce((sum, value) => sum + value, 0)).toBe(6);
  });

  it('reads the given rows only', () => {
    const rows = Uint32Array.from({ length: 60 }, (_, i) => i);
    const fitted = fitRecipe({ recipe: recipe('onehot', CITY), table, rows });
    expect(fitted.inputs).toEqual([
      {
        column: 'city',
        type: 'text',
        levels: ['b', 'a'],
        rare: [],
        hasMissing: false,
        hasOther: false,
      },
    ]);
    const all = transform(fitted, table, null);
    expect(featureColumn(all, 0)[100] + featureColumn(all, 1)[100]).toBe(0);
  });

  it(`keeps the ${MAX_LEVELS} most frequent levels and none below ${MIN_LEVEL_ROWS} rows`, () => {
    const many = Array.from({ length: 60 }, (_, i) => [`level ${i}`, MIN_LEVEL_ROWS + i] as const);
    const values = repeat(...many, ['few', MIN_LEVEL_ROWS - 1]);
    const wide: Table = { rows: values.length, columns: [textColumn('city', values)] };
    const fitted = fitRecipe({ recipe: recipe('onehot', CITY), table: wide, rows: null });
    const [input] = fitted.inputs;
    expect(input.type === 'text' && input.levels).toEqual(
      many
        .slice(10)
        .reverse()
        .map(([level]) => level),
    );
    expect(input.type === 'text' && input.rare).toEqual([
      ...many
        .slice(0, 10)
        .reverse()
        .map(([level]) => level),
      'few',
    ]);
    expect(unseenLevels(fitted, wide)).toEqual(new Map());
  });

  it('counts as unseen what training never had or had too seldom to keep', () => {
    const train = repeat(['a', 30], ['b', 30], ['rare', 5], ['person', 4]);
    const table: Table = { rows: train.length, columns: [textColumn('city', train)] };
    const fitted = fitRecipe({ recipe: recipe('onehot', CITY), table, rows: null });
    expect(JSON.stringify(fitted)).not.toContain('person');
    const later = repeat<string | null>(
      ['a', 3],
      ['rare', 2],
      ['person', 1],
      ['new', 4],
      [null, 2],
    );
    const next: Table = { rows: later.length, columns: [textColumn('city', later)] };
    expect(unseenLevels(fitted, next)).toEqual(new Map([['city', 5]]));
  });

  it('orders ties by code point, not by UTF-16 unit', () => {
    const values = repeat(['\u{1d4b3}', 20], ['\uffee', 20], ['e', 20]);
    const odd: Table = { rows: 60, columns: [textColumn('city', values)] };
    const [input] = fitRecipe({ recipe: recipe('onehot', CITY), table: odd, rows: null }).inputs;
    expect(input.type === 'text' && input.levels).toEqual(['e', '\uffee', '\u{1d4b3}']);
  });
});

describe('fitRecipe on the rest', () => {
  const when: RecipeInput = { column: 'when', type: 'timestamp' };
  const dates = (values: number[]): Table => ({
    rows: values.length,
    columns: [timestampColumn('when', values, 'yyyy-MM-dd HH:mm')],
  });

  it('keeps the parts of a timestamp that vary', () => {
    const parts = (values: number[]): unknown =>
      fitRecipe({ recipe: recipe('codes', when), table: dates(values), rows: null }).inputs;
    const days = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 2), NaN];
    expect(parts(days)).toEqual([{ column: 'when', type: 'timestamp', parts: ['weekday', 'day'] }]);
    expect(parts([...days, Date.UTC(2024, 0, 1, 9)])).toEqual([
      { column: 'when', type: 'timestamp', parts: ['weekday', 'day', 'hour'] },
    ]);
    const mondays = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 8)];
    expect(parts(mondays)).toEqual([{ column: 'when', type: 'timestamp', parts: ['day'] }]);
  });

  it('leaves out what tells nothing and says so where nothing is left', () => {
    const table: Table = {
      rows: 30,
      columns: [
        numberColumn('empty', Array<number>(30).fill(NaN)),
        textColumn('same', Array<string>(30).fill('x')),
        numberColumn(
          'n',
          Array.from({ length: 30 }, (_, i) => i),
        ),
      ],
    };
    const inputs: RecipeInput[] = [
      { column: 'empty', type: 'number' },
      { column: 'same', type: 'text' },
      { column: 'n', type: 'number' },
    ];
    const labels = new Uint8Array(30);
    const fitted = fitRecipe({ recipe: recipe('codes', ...inputs), table, rows: null, labels });
    expect(fitted.featureNames).toEqual(['n']);
    const bare = { recipe: recipe('codes', ...inputs.slice(0, 2)), table, rows: null, labels };
    expect(() => fitRecipe(bare)).toThrow(expect.objectContaining({ code: 'NO_FEATURES' }));
  });

  it('gives every feature a name of its own', () => {
    const cells = repeat(['x', 20], ['y', 20]);
    const table: Table = {
      rows: 40,
      columns: [
        textColumn('c', cells),
        numberColumn(
          'c = x',
          cells.map((_, i) => i),
        ),
      ],
    };
    const both = recipe(
      'onehot',
      { column: 'c', type: 'text' },
      { column: 'c = x', type: 'number' },
    );
    const fitted = fitRecipe({ recipe: both, table, rows: null });
    expect(fitted.featureNames).toEqual(['c = x', 'c = y', 'c = x (2)']);
  });
});
