import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/data/parse/sniff';
import { LeadbenchError } from '../../../../src/util/errors';
import { parse, rowsOf, utf8 } from '../helpers';

describe('delimiters', () => {
  it.each([
    [',', 'a,b\n1,x\n2,y\n'],
    [';', 'a;b;c\n1,5;2,5;3,5\n1,0;2,0;x\n'],
    ['\t', 'name\tnote\nDoe, J\tx, y\nRoe, K\tz\n'],
    ['|', 'a|b|c\n1|2;3|4\n5|6;7|8\n'],
    [',', 'name,note\n"Doe; J","a; b"\n"Roe; K","c; d"\n'],
    [',', 'only\none\ncolumn\n'],
    [' ', 'day n mail\n2024-01-01 1 a@x.id\n2024-01-02 2 b@x.id\n'],
    ['#', 'day#n#who\n2024-01-01#1#Ana\n2024-01-02#2#Budi\n'],
    [';', 'Produk ; Harga\nBeat ; 18000000\nVario ; 25000000\n'],
    ['\x01', 'day\x01n\n2024-01-01\x011\n'],
    [',', 'id,tanggal\n1,13 Maret 2024\n2,14 Maret 2024\n3,5 Mei 2024\n'],
    [',', 'tanggal,jumlah\n13 Maret 2024,15\n14 Maret 2024,16\n5 Mei 2024,17\n'],
    [',', 'id,alamat\n1,Jl Mawar No 3\n2,Jl Melati No 14\n3,Jl Kenanga No 5\n'],
    [';', 'ket;jumlah\nBayar cicilan ke 3;Rp 3.000\nBayar denda ke 4;Rp 900\n'],
    [' ', 'name n mail\nDoe,J 1 a@x.id\nRoe,K 2 b@x.id\nPoe,L 3 c@x.id\n'],
  ])('finds %j', (delimiter, text) => {
    expect(sniff(utf8(text)).dialect.delimiter).toBe(delimiter);
  });

  it.each([
    ['one column of words', 'name\nAna Maria Putri\nBudi Eka Hadi\nCitra Dewi Sari\n'],
    ['one column of times', 'at\n2024-01-01 10:00\n2024-01-02 11:00\n'],
    ['one column of dates', 'tanggal\n13 Maret 2024\n14 Maret 2024\n5 Mei 2024\n'],
    [
      'one column of number plates',
      'plat\nB 1234 ABC\nB 1235 ABD\nB 2345 XYZ\nD 1111 AAA\nD 2222 BBB\nF 3333 CCC\n',
    ],
    ['one column of prices', 'price\n$5.00\n$6.50\n$7.25\n'],
  ])('leaves %s whole', async (_, text) => {
    expect((await parse(text)).table.columns).toHaveLength(1);
  });

  it('takes spaces behind the delimiter with it, and runs of spaces for one', async () => {
    const spaced = await parse('a, b, c\n1, "x, y", z\n2, "w", \n');
    expect(spaced.dialect).toMatchObject({ delimiter: ',', skipBlanks: true });
    expect(rowsOf(spaced.table)).toEqual([
      ['1', 'x, y', 'z'],
      ['2', 'w', null],
    ]);
    const gaps = await parse('a ; b ; c\n1 ; ; 13/03/2024\n2 ; y ; \n3 ; z ; 01/04/2024\n');
    expect(gaps.dialect).toMatchObject({ delimiter: ';', skipBlanks: true });
    expect(gaps.table.columns.map(({ type }) => type)).toEqual(['number', 'text', 'timestamp']);
    const aligned = await parse(
      '  1 2024-01-01    5.5\n 10 2024-01-02   12.0\n100 2024-01-03 0.25\n',
    );
    expect(aligned.dialect).toMatchObject({ delimiter: ' ', skipBlanks: true, header: false });
    expect(rowsOf(aligned.table)[1]).toEqual(['10', '2024-01-02', '12']);
    const kept = await parse('a,b\n x,1\ny, 2\n', { header: true });
    expect(rowsOf(kept.table)[0][0]).toBe(' x');
  });

  it('takes the analyst at her word', () => {
    const { dialect } = sniff(utf8('a,b;c\n1,2;3\n'), { delimiter: ';', quote: '', header: false });
    expect(dialect).toMatchObject({ delimiter: ';', quote: '', escape: '', header: false });
  });

  it.each(['', ',,', '\n', 'é'])('refuses %j', (delimiter) => {
    expect(() => sniff(utf8('a\n'), { delimiter })).toThrow(LeadbenchError);
  });

  it('obeys a first line sep=', async () => {
    const { table, lines } = await parse('sep=;\na;b\n1,2;x\n3,4;y\n');
    expect(rowsOf(table)).toEqual([
      ['1.2', 'x'],
      ['3.4', 'y'],
    ]);
    expect(lines).toMatchObject({ preamble: 1, header: 1, kept: 2, physical: 4 });
  });
});

describe('quotes', () => {
  it('finds single quotes only where they enclose fields', () => {
    expect(sniff(utf8("a,b\n'x, y',1\n'z, w',2\n")).dialect.quote).toBe("'");
    expect(sniff(utf8("a,b\n'tis,1\nit's,2\n")).dialect.quote).toBe('"');
  });
});

describe('lines in quotes as wholes', () => {
  it('may be very long', async () => {
    const cell = 'ab '.repeat(60_000).trim();
    const { table } = await parse(`"${cell}"\n"x"\n`, { header: false });
    expect(rowsOf(table)).toEqual([[cell], ['x']]);
  });
});

describe('escapes', () => {
  it.each([
    ['\\', 'a,b\n"say \\"hi\\"",x\n'],
    ['"', 'a,b\n"ends in \\""",x\n"C:\\dir\\",y\n'],
  ])('finds %s', (escape, text) => {
    expect(sniff(utf8(text)).dialect.escape).toBe(escape);
  });
});

describe('rare escapes', () => {
  it('finds NUL', async () => {
    const { table, dialect, lines } = await parse('a,b\n"5\0" pipe","x"\n"6\0"","y, z"\n');
    expect(dialect.escape).toBe('\0');
    expect(rowsOf(table)).toEqual([
      ['5" pipe', 'x'],
      ['6"', 'y, z'],
    ]);
    expect(lines.kept).toBe(2);
  });

  it('undoes doubled double quotes in single quotes', async () => {
    const { table, dialect } = await parse('a,b\n\'5"" pipe, long\',x\n\'6""\',y\n');
    expect(dialect).toMatchObject({ quote: "'", escape: '"' });
    expect(rowsOf(table)[0][0]).toBe('5" pipe, long');
  });

  it('obeys an escape that is set, and none', async () => {
    const text = 'a,b\n"5^" pipe",x\n';
    expect(rowsOf((await parse(text, { escape: '^' })).table)[0][0]).toBe('5" pipe');
    const none = await parse('a,b\n"6"" no, ",x\n"7""",y\n', { escape: '' });
    expect(rowsOf(none.table).map(([cell]) => cell)).toEqual(['6"" no, ', '7""']);
  });

  it.each([
    ['ESCAPE_INVALID', { escape: 'ab' }],
    ['ESCAPE_INVALID', { escape: ',', delimiter: ',' }],
    ['ROWS_INVALID', { skipRows: -1 }],
    ['ROWS_INVALID', { headerRows: 0.5 }],
  ])('refuses with %s: %j', (code, options) => {
    expect(() => sniff(utf8('a\n'), options)).toThrow(code);
  });
});

describe('numbers and dates', () => {
  it.each([
    ['decimal', ',', 'a;b\n1,5;x\n2,75;y\n'],
    ['decimal', '.', 'a;b\n1.5;x\n2.75;y\n'],
    ['decimal', ',', 'a;b\nRp 1.234,5;x\n'],
    ['decimal', '', 'a;b\n1.234;x\n'],
    ['thousands', '.', 'a;b\n1.234.567;x\n'],
    ['thousands', ',', 'a;b\n1,234,567;x\n'],
    ['thousands', '', 'a;b\n1.234;x\n'],
    ['dateOrder', 'day', 'a;b\n31/01/2024;x\n01/02/2024;y\n'],
    ['dateOrder', 'month', 'a;b\n01/31/2024;x\n'],
    ['dateOrder', 'day', 'a;b\n31.01.2024 10.30;x\n'],
    ['dateOrder', 'month', 'a;b\n01/31/24;x\n'],
    ['dateOrder', 'year', 'a;b\n2024-01-31;x\n'],
    ['dateOrder', 'year', 'a;b\n2024.01.31;x\n'],
    ['dateOrder', '', 'a;b\n31 Januari 2024;x\n'],
    ['dateOrder', '', 'a;b\n01/02/2024;x\n'],
  ] as const)('%s is %j', (key, value, text) => {
    const { locale, confidence } = sniff(utf8(text), { header: true });
    expect(locale[key]).toBe(value);
    if (value === '') expect(confidence[key]).toBe(0.5);
    else expect(confidence[key]).toBeGreaterThan(0.5);
  });

  it('a decimal comma that is set holds in a comma file too', async () => {
    const { table } = await parse('a,b\n"1,5",x\n"2,25",y\n', { decimal: ',' });
    expect(table.columns[0].type).toBe('number');
    const point = await parse('a;b\n1,5;x\n', { decimal: '.', header: true });
    expect(point.table.columns[0].type).toBe('text');
  });
});

describe('confidence', () => {
  const CLEAR = 'id,name,score\n1,"Ana, M",2.5\n2,"Budi, S",3.5\n3,"Eka, P",4.5\n';

  it('is high for a clear file and stays in 0 to 1', () => {
    const { confidence } = sniff(utf8(CLEAR));
    for (const value of Object.values(confidence)) {
      expect(value).toBeGreaterThanOrEqual(0.5);
      expect(value).toBeLessThanOrEqual(1);
    }
    expect(Math.min(confidence.delimiter, confidence.quote, confidence.skipRows)).toBe(1);
  });

  it('is lower where another reading does nearly as well', () => {
    const unclear = sniff(utf8('a;b,c\n1;2,3\n4;5,6\n')).confidence.delimiter;
    expect(unclear).toBeLessThan(0.7);
    expect(sniff(utf8('a,b\n"x"y",1\n"z",2\n')).confidence.quote).toBeLessThan(0.8);
    expect(sniff(new Uint8Array([97, 44, 98, 10, 0xe9, 44, 49, 10])).confidence.encoding).toBe(0.8);
  });

  it('is 1 for what the analyst set', () => {
    const options = {
      delimiter: ';',
      quote: "'",
      header: true,
      decimal: ',',
      skipRows: 0,
    } as const;
    const { confidence } = sniff(utf8(CLEAR), options);
    for (const key of ['delimiter', 'quote', 'header', 'decimal', 'skipRows'] as const) {
      expect(confidence[key]).toBe(1);
    }
  });
});

describe('headers', () => {
  it.each([
    [true, 'id,amount\n1,2.5\n2,3.5\n'],
    [false, '1,2.5\n2,3.5\n'],
    [false, 'x,2024-01-01\ny,2024-01-02\n'],
    [true, 'name,city\nAgus,Solo\nBudi,Bogor\n'],
    [false, 'Solo,x\nBogor,y\nSolo,z\n'],
    [false, 'R-001,x\nR-002,y\nR-003,z\n'],
    [true, 'a,b\n'],
    [true, 'id,100,200\nx,TRUE,FALSE\ny,FALSE,FALSE\nz,TRUE,TRUE\n'],
    [false, '1,2\n'],
  ])('%s', (header, text) => {
    expect(sniff(utf8(text)).dialect.header).toBe(header);
  });
});

describe('preamble', () => {
  it('is the lines of one value before a table', async () => {
    const text = 'Report of March\n\nmade by us,,\na,b,c\nx,y,z\np,q,r\n';
    const { table, lines, dialect } = await parse(text);
    expect(dialect.skipRows).toBe(3);
    expect(table.columns.map((column) => column.name)).toEqual(['a', 'b', 'c']);
    expect(lines).toMatchObject({ preamble: 2, blank: 1, header: 1, kept: 2, physical: 6 });
  });

  it('never is a line of several values', () => {
    expect(sniff(utf8('a,b\n1,2,3\n4,5,6\n')).dialect.skipRows).toBe(0);
  });
});
