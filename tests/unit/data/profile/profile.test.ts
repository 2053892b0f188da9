import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionOf } from '../../../../src/data/profile/distribution';
import { markMissing } from '../../../../src/data/profile/mark-missing';
import { profileColumn } from '../../../../src/data/profile/profile-column';
import { profileTable } from '../../../../src/data/profile/profile-table';
import { runsOf, sortedValues } from '../../../../src/data/profile/sorted-values';
import { quantileOfSorted } from '../../../../src/data/query/quantiles';
import {
  booleanColumn,
  numberColumn,
  textColumn,
  timestampColumn,
} from '../../../../src/data/table/make-column';
import { distinctCount } from '../../../../src/data/table/distinct-count';
import { levelsWithCounts } from '../../../../src/data/query/level-counts';
import { textAt } from '../../../../src/data/table/read-cell';
import { NO_CONTROL } from '../../../../src/util/progress';

const DAY = 86_400_000;

describe('the figures of a number column', () => {
  it('are those of the cells that are there', () => {
    const profile = profileColumn(numberColumn('n', [4, NaN, 1, -0, 3, 2, 100]));
    expect(profile).toMatchObject({ type: 'number', missing: 1, distinct: 6, text: null });
    const { numeric } = profile;
    // By hand: 0 1 2 3 4 100; quartiles at 1.25 and 3.75, fences at -2.5 and 7.5.
    expect(numeric).toMatchObject({ min: 0, max: 100, mean: 110 / 6, zeros: 1, negative: 0 });
    const quantiles = [0, 0.05, 0.25, 1.25, 2.5, 3.75, 76, 95.2, 100];
    numeric?.quantiles.forEach((each, i) => expect(each).toBeCloseTo(quantiles[i], 12));
    expect(numeric?.outliers).toEqual({ below: 0, above: 1, lowFence: -2.5, highFence: 7.5 });
    // statistics.stdev([0, 1, 2, 3, 4, 100])
    expect(numeric?.std).toBeCloseTo(40.033319456, 8);
  });

  it('have quantiles as numpy has them', () => {
    const sorted = Float64Array.from([1, 2, 4, 8, 16]);
    // numpy.quantile([1, 2, 4, 8, 16], [0, .1, .25, .5, .9, 1])
    const wanted = [1, 1.4, 2, 4, 12.8, 16];
    [0, 0.1, 0.25, 0.5, 0.9, 1].forEach((p, i) => {
      expect(quantileOfSorted(sorted, p)).toBeCloseTo(wanted[i], 12);
    });
    expect(quantileOfSorted(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('are null without a value, and one value has no deviation', () => {
    expect(profileColumn(numberColumn('n', [NaN, NaN]))).toMatchObject({
      numeric: null,
      distinct: 0,
      flags: ['all-missing'],
    });
    expect(profileColumn(numberColumn('n', [7])).numeric?.std).toBeNaN();
  });

  it('find no outliers where half of the values are equal', () => {
    const { numeric } = profileColumn(numberColumn('n', [0, 0, 0, 0, 9]));
    expect(numeric?.outliers).toMatchObject({ below: 0, above: 0 });
  });
});

describe('a distribution', () => {
  it('has round borders', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i / 100);
    const { bars, below, above } = distributionOf(values);
    expect([below, above]).toEqual([0, 0]);
    expect(bars[3]).toEqual({ from: 0.15, to: 0.2, count: 5 });
    expect(bars).toHaveLength(21);
  });

  it('counts far values beside the bars', () => {
    const { bars, below, above } = distributionOf(Float64Array.from([1, 2, 3, 4, 5, 6, 1e9]));
    expect([below, above]).toEqual([0, 1]);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    expect(bars.at(-1)?.to).toBeLessThan(10);
  });

  it('counts every value once, whatever they are', () => {
    const any = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -5, max: 5 }),
      fc.constantFrom(5e-324, 1e15, 1e15 + 1, 1.7e308, -1.7e308),
    );
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 60 }), (values) => {
        const sorted = Float64Array.from(values, (value) => value + 0).sort();
        const { bars, below, above } = distributionOf(sorted);
        expect(bars.length).toBeGreaterThan(0);
        expect(bars.length).toBeLessThanOrEqual(27);
        const inside = bars.reduce((sum, { count }) => sum + count, 0);
        expect(inside + below + above).toBe(sorted.length);
        const seen = [...runsOf(sorted)].reduce((sum, { count }) => sum + count, 0);
        expect(seen).toBe(sorted.length);
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});

describe('distinct and most frequent values', () => {
  it('are those that counting one by one gives', () => {
    const cell = fc.option(fc.constantFrom('a', 'b', 'c', 'dd', 'é', '1', ''), { nil: null });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        const column = textColumn('t', cells);
        const profile = profileColumn(column);
        expect(profile.distinct).toBe(distinctCount(column));
        const counts = (list: readonly { count: number }[]) => list.map(({ count }) => count);
        expect(counts(profile.top)).toEqual(counts(levelsWithCounts(column, 10)));
        for (const { value, count } of profile.top) {
          expect(cells.filter((each) => each === value)).toHaveLength(count);
        }
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('of numbers come as the file writes them, the lower first', () => {
    const { top } = profileColumn(numberColumn('n', [2, 1.5, 2, -3, 1.5, 7]));
    expect(top.slice(0, 2)).toEqual([
      { value: '1.5', count: 2 },
      { value: '2', count: 2 },
    ]);
  });

  it('of booleans have the words of the file', () => {
    const { top, numeric } = profileColumn(
      booleanColumn('b', [true, null, true, false], ['Tidak', 'Ya']),
    );
    expect(numeric).toBeNull();
    expect(top).toEqual([
      { value: 'Ya', count: 2 },
      { value: 'Tidak', count: 1 },
    ]);
  });
});

describe('values that stand in for missing ones', () => {
  const disguised = (cells: readonly (string | null)[]) =>
    profileColumn(textColumn('t', cells)).disguised.map(({ value, reason }) => [value, reason]);

  it('are found among words of both languages, and say why', () => {
    const cells = [
      'Jakarta',
      'N/A',
      ' - ',
      'tidak ada',
      '-- Pilih --',
      '   ',
      'Select',
      '?',
      'NaN',
    ];
    expect(disguised(cells)).toEqual([
      ['N/A', 'word'],
      [' - ', 'word'],
      ['tidak ada', 'word'],
      ['-- Pilih --', 'word'],
      ['   ', 'blank'],
      ['Select', 'word'],
      ['?', 'word'],
      ['NaN', 'word'],
    ]);
  });

  it('are not found among ordinary ones', () => {
    const names = [
      'Nana',
      'Nil Desperandum',
      'Selecta',
      'A-1',
      '2222',
      'Kosongan',
      'Pilihan Ganda',
    ];
    const codes = ['3175071203850001', '081234567890', '62-21-555', '1.234', '12-03-1985'];
    expect(disguised([...names, ...codes])).toEqual([]);
  });

  it('are found among numbers and codes of one digit', () => {
    const cells = ['0000', '9999', '0000000000000000', '08111111111', '+628888888888', '12345678'];
    expect(disguised(cells)).toEqual(cells.map((cell) => [cell, 'repeated-digit']));
    expect(disguised(['0000-00-00', '00/00/0000'])).toEqual([
      ['0000-00-00', 'placeholder-date'],
      ['00/00/0000', 'placeholder-date'],
    ]);
  });

  it('are sentinels far from all other numbers', () => {
    const found = (values: number[]) =>
      profileColumn(numberColumn('n', values)).disguised.map(({ value, count }) => [value, count]);
    expect(found([-1, -1, 0, 3, 27])).toEqual([['-1', 2]]);
    expect(found([999, 999, 0, 3, 27])).toEqual([['999', 2]]);
    expect(found([-99, -99, 20, 45, 9999, 9999])).toEqual([
      ['-99', 2],
      ['9999', 2],
    ]);
    expect(found([-1, -1, -2, 0, 1])).toEqual([]);
    expect(found([97, 98, 99, 99, 50])).toEqual([]);
    expect(found([0, 0, 1, 1])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  it('are days that programs write for none', () => {
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
    const dates = ['1900-01-01', '1985-03-12', '9999-12-31', '1970-01-01', '1990-05-05'].map(day);
    const column = timestampColumn('d', dates, 'dd/MM/yyyy');
    expect(profileColumn(column).disguised.map(({ value }) => value)).toEqual([
      '01/01/1900',
      '31/12/9999',
    ]);
    const many = timestampColumn('d', [...dates, ...Array<number>(12).fill(0)], 'yyyy-MM-dd');
    expect(profileColumn(many).disguised.map(({ value }) => value)).toContain('1970-01-01');
    const noon = timestampColumn('d', [day('1900-01-01') + DAY / 2], 'yyyy-MM-dd HH:mm');
    expect(profileColumn(noon).disguised).toEqual([]);
  });
});

describe('what a text column would be', () => {
  it('without the values that stand in for missing ones', () => {
    const becomes = (cells: string[]) => profileColumn(textColumn('t', cells)).text?.becomes;
    expect(becomes(['12', 'N/A', '7.5'])).toBe('number');
    expect(becomes(['01/02/2024', '-', '15/02/2024'])).toBe('timestamp');
    expect(becomes(['Ya', 'Tidak', '-', 'Ya'])).toBe('boolean');
    expect(becomes(['0812', 'N/A', '0813'])).toBe('text');
    expect(becomes(['N/A', '-'])).toBe('text');
  });

  it('is what marking them missing makes of it, and the rest stays', () => {
    const table = {
      rows: 4,
      columns: [
        textColumn('age', ['21', 'N/A', '35', null]),
        numberColumn('days', [999, 3, 999, 8]),
        timestampColumn('date', [-25567 * DAY, 0, DAY, NaN], 'dd-MM-yyyy'),
      ],
    };
    const cellsOf = (name: string, from: typeof table) => {
      const column = from.columns.find((each) => each.name === name);
      return column && Array.from({ length: 4 }, (_, row) => textAt(column, row));
    };
    const ages = markMissing(table, { column: 'age', values: ['N/A'] });
    expect(ages.columns[0].type).toBe('number');
    expect(ages.columns[1]).toBe(table.columns[1]);
    const days = markMissing(table, { column: 'days', values: ['999'] });
    expect(profileColumn(days.columns[1])).toMatchObject({ missing: 2, distinct: 2 });
    const dates = markMissing(table, { column: 'date', values: ['01-01-1900'] });
    expect(dates.columns[2]).toMatchObject({ type: 'timestamp', pattern: 'dd-MM-yyyy' });
    expect(cellsOf('date', dates as typeof table)).toEqual([
      null,
      '01-01-1970',
      '02-01-1970',
      null,
    ]);
    expect(cellsOf('age', ages as typeof table)).toEqual(['21', null, '35', null]);
    expect(cellsOf('age', table)).toEqual(['21', 'N/A', '35', null]);
  });
});

describe('how the file was read', () => {
  it('holds for what a column becomes, too', () => {
    const reading = { commaFree: false, chosen: { dateOrder: 'month' as const } };
    const prices = textColumn('price', ['1,5', 'N/A', '2,5']);
    expect(profileColumn(prices).text?.becomes).toBe('number');
    expect(profileColumn(prices, reading).text?.becomes).toBe('text');
    const table = { rows: 2, columns: [textColumn('seen', ['01/02/2024', 'N/A'])] };
    const missing = { column: 'seen', values: ['N/A'] };
    const [month] = markMissing(table, missing, reading).columns;
    const [day] = markMissing(table, missing).columns;
    expect(month).toMatchObject({ pattern: 'MM/dd/yyyy' });
    expect(day).toMatchObject({ pattern: 'dd/MM/yyyy' });
    expect([textAt(month, 0), textAt(day, 0)]).toEqual(['01/02/2024', '01/02/2024']);
    expect(month.type === 'timestamp' && month.values[0]).toBe(Date.UTC(2024, 0, 2));
  });
});

describe('what to look at', () => {
  const flags = (cells: (string | null)[]) => profileColumn(textColumn('t', cells)).flags;

  it('is raised where it holds and nowhere else', () => {
    expect(flags(['a', 'a', null])).toEqual(['constant']);
    expect(flags(['a', 'b', 'a'])).toEqual([]);
    expect(flags(['0812', '0813', '0812'])).toEqual(['identifier']);
    expect(flags(['3.17507E+15', '3175071203850001', '3,17507E+15'])).toContain('scientific');
    expect(flags(['ES-3000', 'E2E10', 'x1E5', 'b'])).not.toContain('scientific');
    expect(flags(['Jakarta', 'JAKARTA', 'Bogor', 'Bogor'])).toEqual(['spellings']);
    expect(flags(['Jakarta ', 'Jakarta', 'Bogor', 'Bogor'])).toEqual(['edge-blanks', 'spellings']);
    expect(flags(['1', '2', 'N/A', '1', '2', 'N/A'])).toEqual(['becomes-typed']);
  });

  it('has zeros and rounded identifiers of number columns', () => {
    const spend = [...Array<number>(30).fill(0), ...Array.from({ length: 30 }, (_, i) => i + 1)];
    expect(profileColumn(numberColumn('n', spend)).flags).toEqual(['excess-zeros']);
    const rounded = numberColumn('nik', [3.17507e15, 3.20112e15]);
    expect(profileColumn(rounded).flags).toEqual(['scientific']);
    expect(profileColumn(numberColumn('n', [31750712038500, 1.5e13])).flags).toEqual([]);
  });
});

describe('a table', () => {
  it('is profiled column by column, with progress, and can be stopped', () => {
    const table = {
      rows: 2,
      columns: [numberColumn('a', [1, 2]), textColumn('b', ['x', null])],
    };
    const seen: number[] = [];
    const profile = profileTable(table, {
      ...NO_CONTROL,
      report: ({ done, total }) => seen.push(done / total),
    });
    expect(profile.columns.map(({ name, missing }) => [name, missing])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(seen).toEqual([0.5, 1]);
    const stopped = () => {
      throw new Error('stopped');
    };
    expect(() => profileTable(table, { ...NO_CONTROL, checkpoint: stopped })).toThrow('stopped');
    expect(profileTable({ rows: 0, columns: [] }, NO_CONTROL)).toEqual({ rows: 0, columns: [] });
  });

  it('keeps the values of a column as they were', () => {
    const column = numberColumn('a', [3, 1, 2]);
    sortedValues(column);
    expect([...column.values]).toEqual([3, 1, 2]);
  });
});
