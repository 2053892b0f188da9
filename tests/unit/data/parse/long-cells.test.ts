import { expect, it } from 'vitest';
import { cellKind } from '../../../../src/data/parse/cell-kind';
import { textColumn } from '../../../../src/data/table/make-column';
import { wordsOf } from '../../../../src/domain/leads/vocabulary';
import { maskCell } from '../../../../src/lib/logic/mask';
import { readNumbers } from '../../../../src/ml/features/cells';
import { cellsOf, parse } from '../helpers';

const LENGTH = 1_000_000;
/** Each makes an expression that looks back, or starts anew at each place, take the square of this. */
const CELLS = [
  `${'1'.repeat(LENGTH)}x`,
  `${'0'.repeat(LENGTH)}1x`,
  `1e${'9'.repeat(LENGTH)}x`,
  `${'1.'.repeat(LENGTH / 2)}x`,
  `${' '.repeat(LENGTH)}x`,
  `${'-'.repeat(LENGTH)}x`,
  `2024-01-01${'0'.repeat(LENGTH)}x`,
  `${'aB'.repeat(LENGTH / 2)}!`,
  `${'A'.repeat(LENGTH)}!`,
];

it('cells of a million characters are text, whatever they begin like', async () => {
  const text = ['name', ...CELLS.map((cell) => `"${cell}"`)].join('\n');
  const { table } = await parse(text, { delimiter: ',', header: true });
  expect(table.columns[0].type).toBe('text');
  expect(cellsOf(table.columns[0]).map((cell) => cell?.length)).toEqual(
    CELLS.map(({ length }) => length),
  );
});

it('every reader of text comes to its end with them', () => {
  for (const cell of CELLS) {
    const column = textColumn('x', [cell]);
    expect(() => readNumbers(column, { column: 'x', type: 'number' })).toThrow('COLUMN_TYPE');
  }
  expect(CELLS.map(cellKind).every((kind) => ['text', 'number'].includes(kind))).toBe(true);
  expect(CELLS.map(wordsOf).every((words) => words.length > 0)).toBe(true);
  expect(CELLS.map(maskCell).every((masked) => masked !== null)).toBe(true);
});
