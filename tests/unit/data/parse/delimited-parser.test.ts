import { describe, expect, it } from 'vitest';
import type { LineCounts } from '../../../../src/data/parse/types';
import { parse, rowsOf } from '../helpers';

/** The name that `parse` gives what it reads. */
const file = 'test.csv';
const BASIC = { delimiter: ',', quote: '"', header: true } as const;

/** Line counts without the zeros. */
function nonZero(lines: LineCounts): Partial<LineCounts> {
  return Object.fromEntries(Object.entries(lines).filter(([, count]) => count !== 0));
}

describe('records', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s line ends, in quotes too', async (_, end) => {
    const text = ['a,b', 'x,"p', 'q"', 'y,z', ''].join(end);
    const { table, lines } = await parse(text, BASIC);
    expect(rowsOf(table)).toEqual([
      ['x', `p${end}q`],
      ['y', 'z'],
    ]);
    expect(nonZero(lines)).toEqual({ read: 2, kept: 2, header: 1, physical: 4 });
  });

  it('undoes doubled quotes and keeps quotes inside plain fields', async () => {
    const { table, lines } = await parse('a,b\n"x ""y"" z",5" pipe\n"""",", "', BASIC);
    expect(rowsOf(table)).toEqual([
      ['x "y" z', '5" pipe'],
      ['"', ', '],
    ]);
    expect(lines.kept).toBe(2);
  });

  it('undoes backslash escapes where the file uses them', async () => {
    const { table, dialect } = await parse("a,b\n'it\\'s x','y'\n'p','q\\\\'\n", { header: true });
    expect(dialect).toMatchObject({ quote: "'", escape: '\\' });
    expect(rowsOf(table)).toEqual([
      ["it's x", 'y'],
      ['p', 'q\\'],
    ]);
  });

  it('counts blank lines apart and keeps a line of delimiters', async () => {
    const { table, lines } = await parse('\na,b\n\n  \nx,y\n,\n\n', BASIC);
    expect(rowsOf(table)).toEqual([
      ['x', 'y'],
      [null, null],
    ]);
    expect(nonZero(lines)).toEqual({ read: 2, kept: 2, header: 1, blank: 4, physical: 7 });
  });
});

describe('damage', () => {
  it('pads short lines and rejects long ones with place, reason and text', async () => {
    const { table, lines, rejects } = await parse(
      'a,b,c\n1x,2x\n1,2,3,4\n"p\nq",r,s,t\nx,y,z\n',
      BASIC,
    );
    expect(rowsOf(table)).toEqual([
      ['1x', '2x', null],
      ['x', 'y', 'z'],
    ]);
    expect(rejects).toEqual([
      { file, line: 3, offset: 12, code: 'TOO_MANY_FIELDS', text: '1,2,3,4' },
      { file, line: 4, offset: 20, code: 'TOO_MANY_FIELDS', text: '"p\nq",r,s,t' },
    ]);
    expect(nonZero(lines)).toEqual({
      read: 4,
      kept: 1,
      repaired: 1,
      rejected: 2,
      header: 1,
      physical: 6,
    });
  });

  it('drops empty fields at the end of a long line', async () => {
    const { table, lines } = await parse('a,b\nx,y,,\n', BASIC);
    expect(rowsOf(table)).toEqual([['x', 'y']]);
    expect(lines.repaired).toBe(1);
  });

  it('unwraps a line that was quoted as a whole', async () => {
    const { table, lines } = await parse('a,b,c\n"x,""p, q"",z"\nx,y,z\n', BASIC);
    expect(rowsOf(table)).toEqual([
      ['x', 'p, q', 'z'],
      ['x', 'y', 'z'],
    ]);
    expect(nonZero(lines)).toMatchObject({ kept: 1, repaired: 1 });
  });

  it('gives up one line for a quote that is never closed, not the rest of the file', async () => {
    const { table, lines, rejects } = await parse('a,b\n"never\ny,z\np,q\n', BASIC);
    expect(rowsOf(table)).toEqual([
      ['y', 'z'],
      ['p', 'q'],
    ]);
    expect(rejects).toEqual([
      { file, line: 2, offset: 4, code: 'UNBALANCED_QUOTE', text: '"never' },
    ]);
    expect(nonZero(lines)).toEqual({ read: 3, kept: 2, rejected: 1, header: 1, physical: 4 });
  });

  it('takes a quote for a character where the line is whole without it', async () => {
    const text = 'a,b\nx,"stray\ny,z\n"m\nn","o, p"\nlast,"\n';
    const { table, repairs, lines } = await parse(text, BASIC);
    expect(rowsOf(table)).toEqual([
      ['x', '"stray'],
      ['y', 'z'],
      ['m\nn', 'o, p'],
      ['last', '"'],
    ]);
    expect(repairs).toEqual([
      { file, line: 2, offset: 4, code: 'STRAY_QUOTE', text: 'x,"stray' },
      { file, line: 6, offset: text.length - 7, code: 'STRAY_QUOTE', text: 'last,"' },
    ]);
    expect(lines).toMatchObject({ read: 4, kept: 2, repaired: 2, physical: 6 });
  });

  it('takes text after a closing quote literally', async () => {
    const { table, lines } = await parse('a,b\n"Big" John,x\n', BASIC);
    expect(rowsOf(table)).toEqual([['"Big" John', 'x']]);
    expect(lines.repaired).toBe(1);
  });

  it('drops NUL characters and replaces bytes that are no UTF-8, counting the lines', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('a,b\né,x\n1,\0y\nz'),
      0xff,
      ...new TextEncoder().encode(',w\nq,r,s\nok,ok\n'),
    ]);
    const { table, lines, rejects } = await parse(bytes, { ...BASIC, encoding: 'utf-8' });
    expect(rowsOf(table)).toEqual([
      ['é', 'x'],
      ['1', 'y'],
      ['z\ufffd', 'w'],
      ['ok', 'ok'],
    ]);
    expect(nonZero(lines)).toMatchObject({ kept: 2, repaired: 2, rejected: 1 });
    expect(rejects[0].offset).toBe(new TextEncoder().encode('a,b\né,x\n1,0y\nz?,w\n').length);
  });

  it('reads a header with a stray quote literally', async () => {
    const { parsed, names } = await parse('"a,b\nx,y\n', BASIC).then((parsed) => ({
      parsed,
      names: parsed.table.columns.map((column) => column.name),
    }));
    expect(names).toEqual(['"a', 'b']);
    expect(rowsOf(parsed.table)).toEqual([['x', 'y']]);
  });

  it('stays linear where every quote is stray', async () => {
    const { lines } = await parse(`a,b\nx,y\n${'a","\n'.repeat(40_000)}`, BASIC);
    expect(lines.read).toBe(lines.kept + lines.repaired + lines.rejected);
    expect(lines.physical).toBe(40_002);
  }, 5_000);

  it('stays linear where one line is full of stray quotes', async () => {
    const { table, reasons } = await parse(`a,b\n1,2\n${'"a"b,'.repeat(60_000)}\n3,4\n`, BASIC);
    expect(reasons.rejected).toEqual({ TOO_MANY_FIELDS: 1 });
    expect(rowsOf(table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  }, 5_000);

  it('does not let one cell swallow many lines into a record of the wrong width', async () => {
    const many = 'y,z\n'.repeat(50);
    const { lines, rejects } = await parse(`a,b\n"5\n${many}6",q,r\n${many}`, BASIC);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [2, 'UNBALANCED_QUOTE'],
      [53, 'TOO_MANY_FIELDS'],
    ]);
    expect(lines.kept).toBe(100);
  });

  it('shows at most 200 characters of a reject', async () => {
    const { rejects } = await parse(`a,b\n1,2\n${'é'.repeat(300)},2,3\n`, BASIC);
    expect(rejects[0].text).toBe('é'.repeat(200));
  });

  it('rejects a line of more than 16 MB and reads on', async () => {
    const bytes = new Uint8Array(17 * 1024 * 1024).fill(120);
    bytes.set(new TextEncoder().encode('a,b\np,q\n'));
    bytes.set(new TextEncoder().encode('\nr,s\n'), bytes.length - 5);
    const { table, rejects, lines } = await parse(bytes, BASIC);
    expect(rowsOf(table)).toEqual([
      ['p', 'q'],
      ['r', 's'],
    ]);
    expect(rejects.map(({ line, code, offset }) => [line, code, offset])).toEqual([
      [3, 'LINE_TOO_LONG', 8],
    ]);
    expect(lines.physical).toBe(4);
  });
});

describe('headers', () => {
  async function names(header: string): Promise<string[]> {
    const { table } = await parse(
      `${header}\n${'x,'.repeat(header.split(',').length - 1)}x\n`,
      BASIC,
    );
    return table.columns.map((column) => column.name);
  }

  it('trims, numbers and tells apart names', async () => {
    expect(await names(' a ,a,,a_2,a')).toEqual(['a', 'a_2', 'column_3', 'a_2_2', 'a_3']);
  });

  it('takes names that objects have of their own', async () => {
    expect(await names('__proto__,constructor,toString')).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
  });

  it('names the columns of a file without header', async () => {
    const { table, lines } = await parse('1,x\n2,y\n', { header: false });
    expect(table.columns.map((column) => column.name)).toEqual(['column_1', 'column_2']);
    expect(lines).toMatchObject({ header: 0, kept: 2 });
  });

  it('takes 10,000 columns', async () => {
    const header = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
    const row = Array.from({ length: 10_000 }, (_, i) => i % 7).join(',');
    const { table } = await parse(`${header}\n${row}\n${row}\n`);
    expect(table.columns.length).toBe(10_000);
    expect(rowsOf(table)[1].slice(0, 8)).toEqual(['0', '1', '2', '3', '4', '5', '6', '0']);
  });
});
