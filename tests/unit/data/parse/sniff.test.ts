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
  ])('finds %j', (delimiter, text) => {
    expect(sniff(utf8(text)).dialect.delimiter).toBe(delimiter);
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

describe('escapes', () => {
  it.each([
    ['\\', 'a,b\n"say \\"hi\\"",x\n'],
    ['"', 'a,b\n"ends in \\""",x\n"C:\\dir\\",y\n'],
  ])('finds %s', (escape, text) => {
    expect(sniff(utf8(text)).dialect.escape).toBe(escape);
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
