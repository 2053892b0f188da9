import { describe, expect, it } from 'vitest';
import type { ArenaColumn, Table } from '../../../../src/data/table/column';
import { civilFromDays, daysFromCivil, daysInMonth } from '../../../../src/data/table/civil';
import { columnNamed } from '../../../../src/data/table/find-column';
import { distinctCount } from '../../../../src/data/table/distinct-count';
import { levelsWithCounts } from '../../../../src/data/query/level-counts';
import { levelsOf } from '../../../../src/data/table/levels';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { numberAt, textAt } from '../../../../src/data/table/read-cell';
import { NO_ROW, selectCells, selectRows } from '../../../../src/data/table/select-rows';
import { tableBytes } from '../../../../src/data/table/table-bytes';
import { formatTimestamp } from '../../../../src/data/table/timestamp-text';
import { utf8Array, utf8At } from '../../../../src/data/table/utf8';
import { Rng } from '../../../../src/util/rng';
import { isMissing, missingCount } from '../../../../src/data/table/validity';
import { cellsOf } from '../helpers';

const city = textColumn('city', ['Solo', null, 'Solo', 'Bogor', 'Solo', 'Bogor']);
const note = textColumn('note', ['a', 'b', null, 'déjà', '日本', '\ufeffx']);
const score = numberColumn('score', [1.5, NaN, -2, 1.5, 0, 3]);
const count = numberColumn('count', [1, 2, 3, 255, 0, 9]);
const when = timestampColumn('when', [0, NaN, 86_400_000, 0, 1, 2], 'yyyy-MM-dd');
const table: Table = { rows: 6, columns: [city, note, score, count, when] };

describe('cells', () => {
  it('chooses dictionary or arena by how many cells differ', () => {
    expect([city.encoding, note.encoding]).toEqual(['dictionary', 'arena']);
  });

  it('lives in shared memory and reads text out of it', () => {
    expect(note.encoding === 'arena' && note.cells.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(cellsOf(note)).toEqual(['a', 'b', null, 'déjà', '日本', '\ufeffx']);
    expect(cellsOf(city)).toEqual(['Solo', null, 'Solo', 'Bogor', 'Solo', 'Bogor']);
  });

  it('reads numbers with NaN for missing and text', () => {
    expect([0, 1, 2].map((row) => numberAt(score, row))).toEqual([1.5, NaN, -2]);
    expect(numberAt(city, 0)).toBeNaN();
    expect(numberAt(when, 2)).toBe(86_400_000);
  });

  it('reads booleans as 0 and 1 and by their labels', () => {
    const flag = {
      name: 'flag',
      type: 'boolean',
      length: 2,
      validity: null,
      values: new Uint8Array([1, 0]),
      labels: ['Tidak', 'Ya'],
    } as const;
    expect([numberAt(flag, 0), textAt(flag, 0), textAt(flag, 1)]).toEqual([1, 'Ya', 'Tidak']);
  });

  it('counts missing cells', () => {
    expect(table.columns.map(missingCount)).toEqual([1, 1, 1, 0, 1]);
    expect([isMissing(city, 1), isMissing(city, 0)]).toEqual([true, false]);
  });

  it('narrows whole numbers without gaps', () => {
    expect(count.values).toBeInstanceOf(Uint8Array);
    expect(numberColumn('n', [-1, 70_000]).values).toBeInstanceOf(Int32Array);
    expect(numberColumn('n', [1, 2 ** 31]).values).toBeInstanceOf(Float64Array);
    expect(score.values).toBeInstanceOf(Float64Array);
  });

  it('keeps long strings and every code point', () => {
    const strings = ['', 'x'.repeat(1000), '😀 é', '\u0000'];
    const array = utf8Array(strings);
    expect(strings.map((_, i) => utf8At(array, i))).toEqual(strings);
  });

  it('decodes a dictionary once', () => {
    expect(city.encoding === 'dictionary' && levelsOf(city)).toEqual(['Solo', 'Bogor']);
    expect(city.encoding === 'dictionary' && levelsOf(city) === levelsOf(city)).toBe(true);
  });
});

describe('tables', () => {
  it('finds columns by any name', () => {
    const odd = numberColumn('__proto__', [1]);
    expect(columnNamed({ rows: 1, columns: [odd] }, '__proto__')).toBe(odd);
    expect(columnNamed(table, 'constructor')).toBeNull();
  });

  it('counts distinct values and levels of every type', () => {
    expect(table.columns.map(distinctCount)).toEqual([2, 5, 4, 6, 4]);
    expect(levelsWithCounts(city, 5)).toEqual([
      { value: 'Solo', count: 3 },
      { value: 'Bogor', count: 2 },
    ]);
    expect(levelsWithCounts(score, 1)).toEqual([{ value: '1.5', count: 2 }]);
    expect(levelsWithCounts(when, 1)).toEqual([{ value: '1970-01-01', count: 2 }]);
  });

  it('counts distinct values of many rows as a set does', () => {
    const rng = new Rng(12);
    const numbers = Array.from({ length: 20_000 }, () => {
      const kind = rng.int(20);
      return kind === 0 ? NaN : kind === 1 ? -0 : rng.int(9000) / (kind === 2 ? 7 : 1);
    });
    const texts = numbers.map((n) => (Number.isNaN(n) ? null : `cell ${n + 0}`));
    const distinct = new Set(texts.filter((text) => text !== null)).size;
    expect(distinct).toBeGreaterThan(5000);
    expect(distinctCount(numberColumn('n', numbers))).toBe(distinct);
    const { name, length, validity } = textColumn('t', texts);
    const cells = utf8Array(texts.map((text) => text ?? ''));
    const arena: ArenaColumn = { name, length, validity, type: 'text', encoding: 'arena', cells };
    expect(distinctCount(arena)).toBe(distinct);
    expect(distinctCount(textColumn('t', texts))).toBe(distinct);
  });

  it('selects rows in any order, more than once', () => {
    const chosen = selectRows(table, new Uint32Array([5, 1, 1, 3]));
    expect(chosen.rows).toBe(4);
    expect(chosen.columns.map(cellsOf)).toEqual([
      ['Bogor', null, null, 'Bogor'],
      ['\ufeffx', 'b', 'b', 'déjà'],
      ['3', null, null, '1.5'],
      ['9', '2', '2', '255'],
      ['1970-01-01', null, null, '1970-01-01'],
    ]);
    expect(selectRows(table, new Uint32Array(0)).columns.map(cellsOf)).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  it('selects missing cells by no row, whole numbers becoming doubles', () => {
    const rows = new Uint32Array([0, NO_ROW, 3]);
    expect(table.columns.map((column) => cellsOf(selectCells(column, rows)))).toEqual([
      ['Solo', null, 'Bogor'],
      ['a', null, 'déjà'],
      ['1.5', null, '1.5'],
      ['1', null, '255'],
      ['1970-01-01', null, '1970-01-01'],
    ]);
    const selected = selectCells(count, rows);
    expect(selected).toMatchObject({ validity: new Uint8Array([5]), values: { 1: NaN } });
    expect(selectCells(count, new Uint32Array([2]))).toMatchObject({ values: new Uint8Array([3]) });
  });

  it('counts the bytes of a shared buffer once', () => {
    expect(tableBytes({ rows: 6, columns: [count] })).toBe(6);
    expect(tableBytes({ rows: 6, columns: [count, { ...count, name: 'twin' }] })).toBe(6);
    expect(tableBytes({ rows: 6, columns: [score] })).toBe(49);
  });
});

describe('dates', () => {
  it('goes from days to dates and back as Date does', () => {
    for (let days = -800_000; days < 800_000; days += 997) {
      const { year, month, day } = civilFromDays(days);
      const date = new Date(days * 86_400_000);
      expect([year, month - 1, day]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth(),
        date.getUTCDate(),
      ]);
      expect(daysFromCivil(year, month, day)).toBe(days);
    }
  });

  it('knows leap years', () => {
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
  });

  it('writes by pattern, before 1970 too', () => {
    const ms = Date.UTC(2024, 1, 5, 7, 8, 9, 10);
    expect(formatTimestamp(ms, 'yyyy-MM-ddTHH:mm:ss.SSSZ')).toBe('2024-02-05T07:08:09.010Z');
    expect(formatTimestamp(ms, 'd/M/yyyy H:mm')).toBe('5/2/2024 7:08');
    expect(formatTimestamp(-1, 'dd-MM-yyyy HH:mm:ss')).toBe('31-12-1969 23:59:59');
  });
});
