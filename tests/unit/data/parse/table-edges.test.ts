import { describe, expect, it } from 'vitest';
import { parse, rowsOf } from '../helpers';

const TABLE = [
  'id,name,score',
  '1,Ana,5',
  '2,Budi,7',
  '3,Citra,9',
  '4,Dewi,1',
  '5,Eka,2',
  '6,Fitri,3',
];

function read(lines: readonly string[], options = {}) {
  return parse([...lines, ''].join('\n'), options);
}

describe('frames', () => {
  it('are no rows, wherever a print draws them', async () => {
    const bars = TABLE.map((line) => `|${line.replaceAll(',', '|')}|`);
    const frame = '-'.repeat(16);
    const text = [frame, bars[0], frame, ...bars.slice(1, 4), frame, ...bars.slice(4), frame];
    const { table, lines } = await read(text);
    expect(rowsOf(table).map((cells) => cells.slice(1, 3))).toEqual(
      TABLE.slice(1).map((line) => line.split(',').slice(0, 2)),
    );
    expect(lines).toMatchObject({ read: 6, kept: 6, preamble: 1, header: 3, footer: 1 });
  });

  it('are no rows around columns at fixed positions either', async () => {
    const lines = TABLE.map((line) =>
      line
        .split(',')
        .map((cell) => cell.padEnd(8))
        .join('  '),
    );
    const frame = '-'.repeat(30);
    const { table, dialect } = await read([frame, lines[0], frame, ...lines.slice(1)]);
    expect(dialect.widths).not.toBeNull();
    expect(table.columns.map(({ name }) => name)).toEqual(['id', 'name', 'score']);
    expect(rowsOf(table)).toEqual(TABLE.slice(1).map((line) => line.split(',')));
  });
});

describe('footers', () => {
  it.each([
    ['a total', ['Total,,21']],
    ['a total behind an empty cell', [',TOTAL:,21']],
    ['a total in Indonesian', ['Jumlah,3,21']],
    ['a note on a short line', ['Exported by the CRM']],
    ['notes of one word behind a blank line', ['', 'Rows: 6', 'Confidential']],
    ['a note behind a blank line', ['', 'Source: CRM,,']],
    ['a rule, a total and notes', ['-----', 'Grand total,,21', '', '(3 rows)', 'Source: CRM']],
  ])('%s', async (_, footer) => {
    const { table, lines } = await read([...TABLE, ...footer]);
    expect(table.rows).toBe(6);
    expect(table.columns.map(({ type }) => type)).toEqual(['number', 'text', 'number']);
    const blank = footer.filter((line) => line === '').length;
    expect(lines).toMatchObject({ read: 6, kept: 6, footer: footer.length - blank, blank });
  });

  it.each([
    ['a total that rows follow', ['Total,Ana,1', '7,Gita,2']],
    ['a record that was cut off', ['7']],
    ['a record that begins like one', ['7,Total,3']],
    ['empty cells', [',,']],
    ['a line by another delimiter', ['7;Gita Sari;2']],
    ['a line in quotes', ['"7,Gita Sari,2"']],
    ['more lines than a footer has', Array.from({ length: 30 }, () => 'a note of words')],
  ])('is not: %s', async (_, more) => {
    const { lines } = await read([...TABLE, ...more]);
    expect(lines.read + lines.footer).toBe(6 + more.length);
    if (more.length < 30) expect(lines.footer).toBe(0);
  });

  it('do not depend on chunks', async () => {
    const text = [...TABLE, '', 'Total,,21', 'Source: CRM'].join('\r\n');
    for (const chunk of [1, 2, 3, 7]) {
      const { lines } = await parse(text, {}, { chunk });
      expect(lines).toMatchObject({ kept: 6, footer: 2, blank: 1, physical: 10 });
    }
  });
});

describe('headers', () => {
  it('in the middle, of a file put together, is no row', async () => {
    const { table, lines } = await read([...TABLE, ...TABLE]);
    expect(table.rows).toBe(12);
    expect(lines).toMatchObject({ read: 12, kept: 12, header: 2 });
    expect(table.columns[0].type).toBe('number');
  });

  it('of several lines become one name each', async () => {
    const { table, lines, dialect } = await read([
      ',First,First,Second',
      'name,calls,minutes,calls',
      'Ana,1,2,3',
      'Budi,4,5,6',
      'Citra,7,8,9',
    ]);
    expect(table.columns.map(({ name }) => name)).toEqual([
      'name',
      'First calls',
      'First minutes',
      'Second calls',
    ]);
    expect(dialect).toMatchObject({ header: true, headerRows: 2 });
    expect(lines).toMatchObject({ header: 2, kept: 3 });
  });

  it('that lack the name of row numbers get one', async () => {
    const { table, lines } = await read(['name,score', '1,Ana,5', '2,Budi,7', '3,Citra,9']);
    expect(table.columns.map(({ name }) => name)).toEqual(['column_1', 'name', 'score']);
    expect(lines).toMatchObject({ header: 1, kept: 3 });
  });

  it('may be set', async () => {
    const lines = ['made today', 'a,b', 'of x,of y', '1,2', '3,4'];
    const { table } = await read(lines, { skipRows: 1, headerRows: 2 });
    expect(table.columns.map(({ name }) => name)).toEqual(['a of x', 'b of y']);
    expect(rowsOf(table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });
});

describe('further tables', () => {
  const OTHER = ['code,place', 'A,Solo', 'B,Depok'];

  it.each([
    ['of another width, behind a blank line', ['', ...OTHER]],
    ['with the same names and one less', ['id,name', '7,Gita', '8,Hadi']],
    ['with the same names and one more', ['id,name,score,rank', '7,Gita,1,1', '8,Hadi,2,2']],
    [
      'of the same width, behind a blank line',
      ['', 'place,code,boss', 'Solo,A,Ana', 'Depok,B,Eka'],
    ],
  ])('%s: counted, not read', async (_, more) => {
    const { table, lines, otherTables, reasons } = await read([...TABLE, ...more]);
    const columns = more.at(-1)?.split(',').length;
    const line = more[0] === '' ? 9 : 8;
    expect(otherTables).toEqual([{ line, columns, lines: 3 }]);
    expect(reasons.rejected).toEqual({ OTHER_TABLE: 3 });
    expect(table.rows).toBe(6);
    expect(lines).toMatchObject({ read: 9, kept: 6, rejected: 3 });
    expect(table.columns.map(({ type }) => type)).toEqual(['number', 'text', 'number']);
  });

  it('end where the first one begins again', async () => {
    const { table, lines } = await read([...TABLE, '', ...OTHER, '', ...TABLE]);
    expect(table.rows).toBe(12);
    expect(lines).toMatchObject({ kept: 12, rejected: 3, header: 2, blank: 2 });
  });

  it('may have the width of the table, padded with delimiters', async () => {
    const { table, lines } = await read([
      'Lead report,,,',
      'made,2024-02-01,,',
      ',,,',
      'id,name,score,day',
      ...TABLE.slice(1).map((line) => `${line},2024-01-01`),
    ]);
    expect(table.columns.map(({ name }) => name)).toEqual(['id', 'name', 'score', 'day']);
    expect(lines).toMatchObject({ preamble: 3, header: 1, kept: 6 });
  });

  it('before the one that has most lines are preamble', async () => {
    const { table, lines, dialect } = await read(['campaign,Spring', 'owner,Sari', '', ...TABLE]);
    expect(table.columns.map(({ name }) => name)).toEqual(['id', 'name', 'score']);
    expect(lines).toMatchObject({ preamble: 2, blank: 1, kept: 6 });
    expect(dialect.skipRows).toBe(3);
  });

  it('are rows where the file is said to be plain', async () => {
    const { lines } = await read([...TABLE, ...TABLE, 'Total,,3'], { plain: true });
    expect(lines).toMatchObject({ header: 1, footer: 0, read: 14, kept: 14 });
  });
});
