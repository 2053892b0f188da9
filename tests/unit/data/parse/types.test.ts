import { describe, expect, it } from 'vitest';
import { cellsOf, columnOf, need, parse } from '../helpers';

const POINT = { delimiter: ',' } as const;

describe('numbers', () => {
  it.each([
    ['whole', ['1', '200'], Uint8Array],
    ['negative', ['-1', '70000'], Int32Array],
    ['decimal', ['1.5', '.5', '3.', '-0.25'], Float64Array],
    ['exponent', ['1e5', '-2.5E-3'], Float64Array],
    ['with gaps', ['1', '', ' ', '2'], Float64Array],
    ['padded', [' 12', '7 '], Uint8Array],
    ['17 digits that a double keeps', ['0.30000000000000004', '0.1'], Float64Array],
  ])('are numbers: %s', async (_, cells, kind) => {
    const column = await columnOf(cells);
    expect(column.type).toBe('number');
    expect(column.type === 'number' && column.values).toBeInstanceOf(kind);
    const numbers = cells.map((cell) => (cell.trim() === '' ? null : String(Number(cell))));
    expect(cellsOf(column)).toEqual(numbers);
  });

  it.each([
    ['leading zero', ['007', '12']],
    ['nine digits', ['123456789', '1']],
    ['a phone with plus', ['+628123', '5']],
    ['more digits than a double keeps', ['0.12345678901234567', '1']],
    ['too big', ['1e400', '1']],
    ['too small', ['1e-400', '1']],
    ['words', ['NaN', '1']],
    ['infinity', ['Infinity', '1']],
    ['disguised missing', ['NA', '1', '2']],
    ['two points', ['1.2.3', '1']],
    ['hexadecimal', ['0x10', '1']],
    ['only a sign', ['-', '1']],
    ['nothing', [' ', '  ']],
  ])('stay text exactly as written: %s', async (_, cells) => {
    const column = await columnOf([...cells, '']);
    expect(column.type).toBe('text');
    expect(cellsOf(column)).toEqual([...cells, null]);
  });

  it('leaves out blanks around numbers and dates', async () => {
    expect(await columnOf([' 12', '7 ', '\t3'])).toMatchObject({ type: 'number' });
    const dates = await columnOf(['01/02/2024 ', ' 13/03/2024', '  ']);
    expect(dates).toMatchObject({ type: 'timestamp', pattern: 'dd/MM/yyyy' });
    expect(cellsOf(dates)).toEqual(['01/02/2024', '13/03/2024', null]);
  });

  it('looks at the whole column, not a sample', async () => {
    const cells = [...Array.from({ length: 70_000 }, (_, i) => `${i}.50`), 'x'];
    const column = await columnOf(cells);
    expect(column.type).toBe('text');
    expect(cellsOf(column)).toEqual(cells);
  });

  it('takes a decimal comma where the comma does not separate', async () => {
    const column = await columnOf(['1,5', '-2,25', '3']);
    expect(cellsOf(column)).toEqual(['1.5', '-2.25', '3']);
    expect((await columnOf(['1,234', '5,678'])).type).toBe('text');
    expect((await columnOf(['1,5', '2.5'])).type).toBe('text');
    const quoted = await parse('a,b\n"1,5",x\n"2,5",y\n', POINT);
    expect(need(quoted.table, 'a').type).toBe('text');
  });
});

describe('thousands', () => {
  it.each([
    ['points', ['1.234,50', '-12.345.678,00', '7', ''], {}, ['1234.5', '-12345678', '7', null]],
    ['commas', ['1,234.50', '999', '12,000.25'], {}, ['1234.5', '999', '12000.25']],
    ['said', ['1.234', '5.678.901'], { thousands: '.' }, ['1234', '5678901']],
  ] as const)('%s are taken out', async (_, cells, options, numbers) => {
    const column = await columnOf(cells, options);
    expect(column.type).toBe('number');
    expect(cellsOf(column)).toEqual(numbers);
  });

  it.each([
    ['no decimals behind them', ['12.345.678', '23.456.789']],
    ['another grouping', ['1.234,50', '12.34,5']],
    ['a word', ['1.234,50', 'none']],
    ['an identifier among them', ['1.234,50', '812345678']],
    ['an address', ['192.168.100.101', '192.168.100.102']],
  ])('stay: %s', async (_, cells) => {
    const column = await columnOf(cells);
    expect(column.type).toBe('text');
    expect(cellsOf(column)).toEqual(cells);
  });
});

describe('rupiah', () => {
  it.each([
    [
      'as Indonesia writes it',
      ['Rp 1.500.000', 'Rp25.000,-', 'rp. 7', ''],
      ['1500000', '25000', '7', null],
    ],
    ['with decimals', ['Rp 1.500,50', '-Rp 2', 'Rp -3.000'], ['1500.5', '-2', '-3000']],
    ['as English writes it', ['IDR 1,500,000.50', 'IDR 2,000'], ['1500000.5', '2000']],
    ['without marks', ['Rp 1500000', 'Rp 750000000'], ['1500000', '750000000']],
  ])('is a number %s', async (_, cells, numbers) => {
    const column = await columnOf(cells);
    expect(column.type).toBe('number');
    expect(cellsOf(column)).toEqual(numbers);
  });

  it.each([
    ['two styles', ['Rp 1.500.000', 'Rp 1,500,000']],
    ['another word', ['Rp 1.500', 'gratis']],
    ['an amount without it', ['Rp 1.500', '2.000']],
    ['another grouping', ['Rp 15.00.000']],
    ['more digits than a double keeps', ['Rp 1.234.567.890.123.456']],
    ['two signs', ['-Rp -5']],
  ])('stays text: %s', async (_, cells) => {
    expect((await columnOf(cells)).type).toBe('text');
  });
});

describe('dates as people write them', () => {
  it.each([
    ['dd.MM.yyyy', ['13.03.2024', '01.12.2023']],
    ['d.M.yyyy', ['13.3.2024', '1.12.2023']],
    ['dd/MM/yy', ['13/03/24', '01/12/99', '28/02/68']],
    ['MM/dd/yy', ['03/13/24', '12/01/23']],
    ['yyyy.MM.dd', ['2024.03.13', '1985.12.01']],
    ['d {id} yyyy', ['13 Maret 2024', '1 Agustus 2023']],
    ['dd {en} yyyy', ['13 March 2024', '01 May 2023']],
    ['dd-{en-short}-yy', ['13-Mar-24', '01-Aug-99']],
    ['dd {id-short^} yyyy', ['13 MAR 2024', '01 AGU 2023', '05 OKT 2023']],
    ['d{id-ags_}yyyy', ['13mar2024', '1ags2023']],
    ['{en} d, yyyy', ['March 13, 2024', 'May 1, 2023']],
    ['dd/MM/yyyy HH.mm', ['13/03/2024 10.30', '01/12/2023 00.05']],
    [
      "dd/MM/yyyy' pukul 'HH.mm' WIB'",
      ['13/03/2024 pukul 10.30 WIB', '01/12/2023 pukul 23.59 WIB'],
    ],
    [
      'd/M/yyyy h:mm:ss {AM}',
      ['13/3/2024 1:30:05 PM', '1/12/2023 12:00:00 AM', '1/12/2023 12:00:00 PM'],
    ],
    ["yyyy-MM-dd'T'HH:mm:ss'+07:00'", ['2024-03-13T10:30:00+07:00', '2023-12-01T00:00:00+07:00']],
    ['dd {id-short} yyyy, HH:mm', ['13 Mei 2024, 10:30', '14 Okt 2024, 11:00']],
  ])('are read and written as %s', async (pattern, cells) => {
    const column = await columnOf([...cells, '']);
    expect(column).toMatchObject({ type: 'timestamp', pattern });
    expect(cellsOf(column)).toEqual([...cells, null]);
  });

  it('are the times that they say', async () => {
    const value = async (cell: string) => {
      const column = await columnOf([cell, cell]);
      return column.type === 'timestamp' ? column.values[0] : null;
    };
    expect(await value('13 Maret 2024 10.30')).toBe(Date.UTC(2024, 2, 13, 10, 30));
    expect(await value('1/12/2023 12:15 AM')).toBe(Date.UTC(2023, 11, 1, 0, 15));
    expect(await value('1/12/2023 12:15 PM')).toBe(Date.UTC(2023, 11, 1, 12, 15));
    expect(await value('31-Des-69')).toBe(Date.UTC(1969, 11, 31));
    expect(await value('31-Des-68')).toBe(Date.UTC(2068, 11, 31));
  });

  it.each([
    ['a day that is not there', ['30 Februari 2024']],
    ['two languages', ['13 Maret 2024', '13 March 2024']],
    ['long and short names', ['13 Maret 2024', '13 Mar 2024']],
    ['two cases', ['13 MARET 2024', '13 April 2024']],
    ['two zones', ['13/03/2024 10.30 WIB', '13/03/2024 10.30 WITA']],
    ['a version', ['1.10.12', '2.3.1']],
    ['a thirteenth hour', ['13/03/2024 13:00 PM']],
    ['a time of its own', ['10:30', '11:00']],
    ['words', ['12 monkeys 1995', '10 things 1999']],
  ])('stay text: %s', async (_, cells) => {
    const column = await columnOf(cells);
    expect(column.type).toBe('text');
    expect(cellsOf(column)).toEqual(cells);
  });
});

describe('a date order that is set', () => {
  it('holds where each date exists by it', async () => {
    const cells = ['05/03/2024 10:30', '12/10/2024 07:05', ''];
    const column = await columnOf(cells, { dateOrder: 'month' });
    expect(column).toMatchObject({ type: 'timestamp', pattern: 'MM/dd/yyyy HH:mm' });
    expect(column.type === 'timestamp' && column.values[0]).toBe(Date.UTC(2024, 4, 3, 10, 30));
    expect(cellsOf(column)).toEqual([...cells.slice(0, 2), null]);
  });

  it('gives way to the cells', async () => {
    const column = await columnOf(['05/03/2024', '31/12/2024'], { dateOrder: 'month' });
    expect(column).toMatchObject({ type: 'timestamp', pattern: 'dd/MM/yyyy' });
  });
});

describe('booleans', () => {
  it.each([
    ['true', 'false'],
    ['TRUE', 'FALSE'],
    ['t', 'f'],
    ['Y', 'T'],
    ['Ya', 'Tdk'],
    ['Benar', 'Salah'],
    ['Yes', 'No'],
    ['Y', 'N'],
    ['Ya', 'Tidak'],
  ])('%s and %s', async (yes, no) => {
    const column = await columnOf([no, yes, '', no]);
    expect(column).toMatchObject({ type: 'boolean', labels: [no, yes] });
    expect(cellsOf(column)).toEqual([no, yes, null, no]);
    expect(column.type === 'boolean' && [...column.values]).toEqual([0, 1, 0, 0]);
  });

  it.each([[['No', 'No']], [['Yes', 'no', 'No']], [['Yes', 'Tidak']], [['x', 'y']]])(
    'not %s',
    async (cells) => {
      expect((await columnOf(cells)).type).toBe('text');
    },
  );

  it('leaves 0 and 1 numbers', async () => {
    expect((await columnOf(['0', '1'])).type).toBe('number');
  });
});

describe('timestamps', () => {
  it.each([
    ['yyyy-MM-dd', ['2024-02-29', '1999-12-31'], Date.UTC(2024, 1, 29)],
    ['yyyy/MM/dd', ['2024/02/29'], Date.UTC(2024, 1, 29)],
    ['yyyy-MM-dd HH:mm', ['2024-02-29 23:05'], Date.UTC(2024, 1, 29, 23, 5)],
    ['yyyy-MM-ddTHH:mm:ss', ['2024-02-29T23:05:06'], Date.UTC(2024, 1, 29, 23, 5, 6)],
    ['yyyy-MM-ddTHH:mm:ss.SSSZ', ['2024-02-29T23:05:06.007Z'], Date.UTC(2024, 1, 29, 23, 5, 6, 7)],
    ['dd/MM/yyyy', ['05/03/2024', '31/12/2024'], Date.UTC(2024, 2, 5)],
    ['dd-MM-yyyy', ['05-03-2024'], Date.UTC(2024, 2, 5)],
    ['MM/dd/yyyy', ['05/03/2024', '12/31/2024'], Date.UTC(2024, 4, 3)],
    ['d/M/yyyy H:mm', ['5/3/2024 7:05', '12/10/2024 17:30'], Date.UTC(2024, 2, 5, 7, 5)],
  ])('%s', async (pattern, cells, first) => {
    const column = await columnOf([...cells, '']);
    expect(column).toMatchObject({ type: 'timestamp', pattern });
    expect(column.type === 'timestamp' && column.values[0]).toBe(first);
    expect(cellsOf(column)).toEqual([...cells, null]);
  });

  it.each([
    ['impossible day', ['2024-01-31', '2023-02-29']],
    ['no order fits', ['31/12/2024', '12/31/2024']],
    ['mixed separators', ['2024-01-01', '2024/01/02']],
    ['mixed forms', ['2024-01-01', '2024-01-01 10:00']],
    ['hour 24', ['2024-01-01 24:00', '2024-01-01 10:00']],
    ['year zero', ['0000-01-01', '2024-01-01']],
    ['microseconds', ['2024-01-01 10:00:00.123456']],
    ['two offsets', ['2024-01-01T10:00:00+07:00', '2024-01-01T10:00:00+08:00']],
  ])('text: %s', async (_, cells) => {
    const column = await columnOf([...cells, '']);
    expect(column.type).toBe('text');
    expect(cellsOf(column)).toEqual([...cells, null]);
  });
});

describe('text', () => {
  it('is a dictionary while at most half of the cells differ', async () => {
    expect(await columnOf(['a', 'b', 'a', 'b'])).toMatchObject({ encoding: 'dictionary' });
    expect(await columnOf(['a', 'b', 'a'])).toMatchObject({ encoding: 'arena' });
  });

  it('leaves the dictionary at row 32,768 and keeps every cell', async () => {
    const cells = Array.from({ length: 40_000 }, (_, i) => `R${i % 30_000}`);
    const column = await columnOf(cells);
    expect(column).toMatchObject({ type: 'text', encoding: 'arena' });
    expect(cellsOf(column)).toEqual(cells);
  });

  it.each([
    [200, Uint8Array],
    [300, Uint16Array],
    [70_000, Uint32Array],
  ])('has codes as narrow as %i levels allow', async (levels, kind) => {
    const cells = Array.from({ length: levels * 2 + 32_768 }, (_, i) => `L${i % levels}`);
    const early = Array.from({ length: 32_768 }, () => 'L0');
    const column = await columnOf([...early, ...cells, '']);
    expect(
      column.type === 'text' && column.encoding === 'dictionary' && column.codes,
    ).toBeInstanceOf(kind);
    expect(cellsOf(column)).toEqual([...early, ...cells, null]);
  });

  it('keeps blanks, and is missing where empty only', async () => {
    const { table } = await parse('a,b\n" ",x\n,y\n"",z\n', POINT);
    expect(cellsOf(need(table, 'a'))).toEqual([' ', null, null]);
  });

  it('is what a column without any value becomes', async () => {
    const { table } = await parse('a,b\nx,\ny,\n', POINT);
    expect(need(table, 'b')).toMatchObject({ type: 'text', encoding: 'dictionary' });
    expect(cellsOf(need(table, 'b'))).toEqual([null, null]);
  });
});
