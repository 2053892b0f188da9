import { describe, expect, it } from 'vitest';
import { CellStore } from '../../../../src/data/parse/cell-store';
import { ColumnBuilder, DICTIONARY_ROW } from '../../../../src/data/parse/column-builder';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { formOf, NOT_PLAIN, writeForm } from '../../../../src/data/parse/number-form';
import { NumberStore } from '../../../../src/data/parse/number-store';
import { NOT_A_NUMBER, readNumber } from '../../../../src/data/parse/number-text';
import { parseDelimited } from '../../../../src/data/parse/parse-delimited';
import type { Kernels } from '../../../../src/kernels/wasm';
import { NO_CONTROL } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { compileKernels } from '../../kernels/histogram-module';
import { utf8 } from '../helpers';

const DECIMAL_POINT = { decimalComma: false };

function numberIn(cell: string): number {
  const bytes = utf8(cell);
  return readNumber(
    { bytes, offsets: Uint32Array.of(0, bytes.length), count: 1 },
    0,
    DECIMAL_POINT,
  );
}

/** A text of characters that numbers are made of, plain or not. */
function randomCell(rng: Rng): string {
  if (rng.int(4) === 0) {
    return Array.from({ length: rng.int(20) }, () => '0123456789.-0 +e'[rng.int(16)]).join('');
  }
  const digits = (most: number) =>
    Array.from({ length: rng.int(most + 1) }, () => rng.int(10)).join('');
  return `${rng.int(3) === 0 ? '-' : ''}${digits(9)}${rng.int(2) === 0 ? '.' : ''}${digits(8)}`;
}

describe('the form of a number', () => {
  it.each([
    '',
    '0',
    '-0',
    '5',
    '-5',
    '5.',
    '.5',
    '-.50',
    '0.00',
    '-0.0',
    '12345678',
    '-123456789012345',
    '1.20',
    '99999999999999.9',
  ])('gives %j back', (cell) => {
    const bytes = utf8(cell);
    const form = formOf(bytes, 0, bytes.length);
    expect(form).not.toBe(NOT_PLAIN);
    expect(writeForm(numberIn(cell), form)).toBe(cell);
  });

  it.each([
    '.',
    '-',
    '-.',
    '007',
    '00',
    '123456789',
    '1e5',
    '+1',
    ' 1',
    '1 ',
    ' ',
    '1,5',
    '1.2.3',
    '1234567890123456',
    'x',
  ])('is none for %j', (cell) => {
    const bytes = utf8(cell);
    expect(formOf(bytes, 0, bytes.length)).toBe(NOT_PLAIN);
  });

  it('gives any cell back that has one, and every such cell is a number', () => {
    const rng = new Rng(20_261);
    let plain = 0;
    for (let i = 0; i < 200_000; i++) {
      const cell = randomCell(rng);
      const bytes = utf8(cell);
      const form = formOf(bytes, 0, bytes.length);
      if (form === NOT_PLAIN) continue;
      plain++;
      const value = numberIn(cell);
      expect(value, cell).not.toBe(NOT_A_NUMBER);
      expect(writeForm(value, form), cell).toBe(cell);
    }
    expect(plain).toBeGreaterThan(50_000);
  });
});

describe('a column of short plain numbers', () => {
  const filled = (cell: (i: number) => string, count: number): ColumnBuilder => {
    const builder = new ColumnBuilder();
    for (let i = 0; i < count; i++) {
      const bytes = utf8(cell(i));
      builder.push(bytes, 0, bytes.length);
    }
    return builder;
  };
  const number = (i: number): string => (i % 9 === 0 ? '' : (i / 8).toFixed(i % 4));

  it('is kept as numbers from the row on where columns are decided on', () => {
    const builder = filled(number, DICTIONARY_ROW + 100);
    expect(builder.store).toBeInstanceOf(NumberStore);
    for (let i = 0; i < builder.rows; i += 7) expect(builder.cellAt(i)).toBe(number(i));
  });

  it('is text as it was written, once a cell is none', () => {
    const builder = filled(number, DICTIONARY_ROW + 100);
    builder.pushMissing(3);
    const bytes = utf8('n/a');
    builder.push(bytes, 0, bytes.length);
    expect(builder.store).toBeInstanceOf(CellStore);
    expect(builder.rows).toBe(DICTIONARY_ROW + 104);
    for (let i = 0; i < DICTIONARY_ROW + 100; i += 7) expect(builder.cellAt(i)).toBe(number(i));
    expect(builder.cellAt(DICTIONARY_ROW + 101)).toBe('');
    expect(builder.cellAt(DICTIONARY_ROW + 103)).toBe('n/a');
  });
});

describe('a file whose numbers end late', () => {
  const ROWS = 3 * DICTIONARY_ROW;
  /** What the second column has in one late row. */
  const LATE = ['n/a', ' 7', '0123', '1e3', '1234567890', '1.5 ', '-'];

  it.each(LATE)(
    'with %j reads as it does in plain TypeScript, every cell as written',
    async (late) => {
      const kernels: Kernels = await compileKernels();
      const rng = new Rng(7);
      const at = DICTIONARY_ROW + rng.int(2 * DICTIONARY_ROW);
      const cells = Array.from({ length: ROWS }, (_, i) => {
        if (i === at) return late;
        return rng.int(20) === 0
          ? ''
          : ((rng.int(2_000_000) - 1_000_000) / 100).toFixed(rng.int(4));
      });
      const text = `a,b,c\n${cells.map((cell, i) => `${String(i % 7)},${cell},${String(i / 4)}`).join('\n')}\n`;
      const source = () => bytesSource('late.csv', utf8(text));
      const plain = await parseDelimited(source(), {}, NO_CONTROL, null);
      const fast = await parseDelimited(source(), {}, NO_CONTROL, kernels);
      const wanted = cells.map((cell) => numberIn(cell));
      for (const { table } of [plain, fast]) {
        const [, b, c] = table.columns;
        expect(c.type).toBe('number');
        if (wanted.includes(NOT_A_NUMBER)) {
          expect(b.type).toBe('text');
          if (b.type !== 'text' || b.encoding !== 'arena') throw new Error('b is no arena');
          const { bytes, offsets } = b.cells;
          const read = cells.map((_, i) =>
            new TextDecoder().decode(Uint8Array.from(bytes.subarray(offsets[i], offsets[i + 1]))),
          );
          expect(read).toEqual(cells);
        } else {
          if (b.type !== 'number') throw new Error('b is no number');
          expect(Array.from(b.values)).toEqual(wanted);
        }
      }
      expect(fast.lines).toEqual(plain.lines);
    },
  );
});
