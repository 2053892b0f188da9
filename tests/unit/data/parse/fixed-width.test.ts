import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { parseDelimited } from '../../../../src/data/parse/parse-delimited';
import { previewDelimited } from '../../../../src/data/parse/preview-delimited';
import { NO_CONTROL } from '../../../../src/util/progress';
import { cellsOf, failure, need, parse, rowsOf, utf16, utf8 } from '../helpers';

const LEADS = `
ID    NAME               CITY         AMOUNT  CREATED
0001  Siti Rahmawati     Bandung       1,250  2024-01-05
0002  Budi               Jakarta          75  2024-02-11
0003  Ni Luh Ayu Dewi    Denpasar     10,400  2024-02-12
0004  Agus Salim         Kota Bogor           2024-03-01
0005  Ratna              Medan           980  2024-03-02
0006  Yohanes            Banda Aceh      120  2024-03-09
`.slice(1);

/** Lines of cells, padded to widths; `right` says which columns are right aligned. */
function printed(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  right: readonly boolean[] = [],
): string {
  const pad = (cell: string, i: number) => {
    const blanks = ' '.repeat(Math.max(0, widths[i] - [...cell].length - 1));
    return right[i] ? `${blanks}${cell} ` : `${cell}${blanks} `;
  };
  return rows.map((cells) => cells.map(pad).join('').trimEnd()).join('\n');
}

describe('columns that blanks show', () => {
  it('are found, with values of several words, right aligned numbers and an empty cell', async () => {
    const { table, dialect, lines, confidence } = await parse(LEADS, {}, { name: 'leads.txt' });
    expect(dialect).toEqual({
      delimiter: '',
      quote: '',
      escape: '',
      skipBlanks: false,
      header: true,
      headerRows: 1,
      skipRows: 0,
      widths: [6, 19, 12, 9, 10],
    });
    expect(confidence.delimiter).toBeGreaterThan(0.5);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['ID', 'text'],
      ['NAME', 'text'],
      ['CITY', 'text'],
      ['AMOUNT', 'text'],
      ['CREATED', 'timestamp'],
    ]);
    expect(rowsOf(table)[3].slice(0, 4)).toEqual(['0004', 'Agus Salim', 'Kota Bogor', null]);
    expect(cellsOf(need(table, 'AMOUNT'))).toEqual(['1,250', '75', '10,400', null, '980', '120']);
    expect(lines).toMatchObject({ read: 6, kept: 6, header: 1, physical: 7 });
  });

  it('stand in the preview', async () => {
    const preview = await previewDelimited([bytesSource('leads.txt', utf8(LEADS))], {});
    expect(preview.dialect.widths).toEqual([6, 19, 12, 9, 10]);
    expect(preview.header).toEqual(['ID', 'NAME', 'CITY', 'AMOUNT', 'CREATED']);
    expect(preview.rows[2]).toEqual([
      '0003',
      'Ni Luh Ayu Dewi',
      'Denpasar',
      '10,400',
      '2024-02-12',
    ]);
  });

  it('are found behind a title and before a total and a note', async () => {
    const text = `Report of leads by city and month, printed at noon\n\n${LEADS}${'Total'.padEnd(38)}12,825\n\n6 rows, as of 2024-04-01\n`;
    const { table, lines } = await parse(text);
    expect(table.columns.map(({ name }) => name)).toEqual([
      'ID',
      'NAME',
      'CITY',
      'AMOUNT',
      'CREATED',
    ]);
    expect(lines).toMatchObject({ kept: 6, preamble: 1, header: 1, footer: 2, rejected: 0 });
  });

  it('may be two, where no delimiter is in the file', async () => {
    const rows = ['Bandung', 'Jakarta Barat', 'Medan', 'Kota Bogor', 'Bali'].map((city, i) => [
      city,
      String(i * 37),
    ]);
    const { table } = await parse(printed([['CITY', 'LEADS'], ...rows], [20, 6]));
    expect(rowsOf(table)).toEqual(rows);
    expect(need(table, 'LEADS').type).toBe('number');
  });

  it('may be filled in few lines only, and stay where few cells are too long', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [
      `K${i}`,
      i === 50 ? 'a name that is much too long' : `a ${'name'.slice(0, 1 + (i % 4))}`,
      `${i * 7}`,
      i % 60 === 7 ? 'call' : '',
      i % 2 ? 'yes' : 'no',
    ]);
    const text = printed([['KEY', 'NAME', 'N', '', 'OK'], ...rows], [7, 12, 7, 8, 4]);
    const { table, rejects } = await parse(text);
    expect(table.columns.map(({ name }) => name)).toEqual(['KEY', 'NAME', 'N', 'column_4', 'OK']);
    expect(rowsOf(table)).toEqual(
      rows.filter((_, i) => i !== 50).map((cells) => cells.map((each) => each || null)),
    );
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[52, 'ACROSS_BORDER']]);
  });

  it('hold signs that delimit elsewhere', async () => {
    const rows = ['Rahmawati, Siti', 'Salim, Agus', 'Dewi, Ni Luh Ayu', 'Hadi, B.', 'Lee, A'].map(
      (name, i) => [name, `Jl. ${'abcde'[i].repeat(i + 2)} ${i}`, String(100 + i)],
    );
    const { table, dialect } = await parse(
      printed([['NAME', 'STREET', 'N'], ...rows], [20, 16, 5]),
    );
    expect(dialect.widths).not.toBeNull();
    expect(rowsOf(table)).toEqual(rows);
  });

  it.each([
    ['Indonesian', (i: number) => `${100 + i}.${200 + i},${50 + i}`],
    ['English', (i: number) => `${100 + i},${200 + i}.${50 + i}`],
    ['whole', (i: number) => `${100 + i},${200 + i}`],
    ['SAP', (i: number) => `${100 + i}.${200 + i},${50 + i}-`],
  ])('hold %s amounts whose commas stand at one place', async (_, amount) => {
    const rows = Array.from({ length: 9 }, (_, i) => [
      `K${i}`,
      i % 2 ? 'Banda Aceh' : 'Solo',
      amount(i),
      `${10 + i}.03.2024`,
    ]);
    const head = ['KODE', 'KOTA', 'JUMLAH', 'TGL'];
    const { table } = await parse(printed([head, ...rows], [6, 14, 14, 11], [false, false, true]));
    expect(table.columns.map(({ name }) => name)).toEqual(head);
    expect(need(table, 'TGL').type).toBe('timestamp');
  });

  it('part at one blank where numbers or names say so, and not inside dates with times', async () => {
    const body = Array.from({ length: 8 }, (_, i) => [
      `A${i}`,
      `2024-01-0${i + 1} 10:0${i}`,
      String(1000 + i),
      i % 2 ? 'x y' : 'xyz',
    ]);
    const { table } = await parse(printed([['K', 'AT', 'N', 'Z'], ...body], [3, 17, 5, 4]));
    expect(rowsOf(table)).toEqual(body);
    const bare = await parse(printed(body, [3, 17, 5, 4]));
    expect(bare.table.columns.map(({ type }) => type)).toEqual([
      'text',
      'timestamp',
      'number',
      'text',
    ]);
  });

  it.each([
    ['a list of names', 'Anna Lee\nHans Kim\nGita Ayu\nBudi Adi\nRina Oka\nDewi Sri\n'],
    [
      'prose',
      Array.from({ length: 9 }, (_, i) => `${'word '.repeat(i + 3)}and the end`).join('\n'),
    ],
    [
      'padded CSV',
      Array.from({ length: 9 }, (_, i) => `${i} , name ${i} , ${i * 100 + 100}`).join('\n'),
    ],
    ['aligned bars', Array.from({ length: 9 }, (_, i) => `x${i}  | a b  | ${i}`).join('\n')],
    ['runs of spaces', Array.from({ length: 9 }, (_, i) => `k${i}   ${i}   ${i + 1}`).join('\n')],
    ['quotes', Array.from({ length: 9 }, (_, i) => `"a b"   "c${i}"`).join('\n')],
    [
      'CSV with numbers in groups',
      `telp,nama\n${['Budi', 'Siti R', 'Agus', 'Dewi Ayu', 'Eko', 'Fitri'].map((name, i) => `0812 345${i} ${i % 2 ? 67 : 678},${name}`).join('\n')}`,
    ],
    ['four lines', 'a   1\nb   2\nc   3\nd   4\n'],
  ])('are not seen in %s', async (_, text) => {
    const { dialect } = await parse(text, { header: false });
    expect(dialect.widths).toBeNull();
  });

  it('give way to a delimiter that is set', async () => {
    const { dialect } = await parse(LEADS, { delimiter: ',' });
    expect([dialect.delimiter, dialect.widths]).toEqual([',', null]);
  });
});

describe('a line of dashes', () => {
  const RULED = `
SQL output of March

ID    FULL NAME  LEADS
----- ---------- -----
00001 Anna Lee       3
00002 Budi
00003 -              5

ID    FULL NAME  LEADS
----- ---------- -----
00004 Citra         12

4 rows selected.
`.slice(1);

  it('shows columns, closes the header and may come again', async () => {
    const { table, dialect, lines } = await parse(RULED);
    expect(dialect).toMatchObject({ widths: [6, 11, 5], headerRows: 2, skipRows: 2 });
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['ID', 'text'],
      ['FULL NAME', 'text'],
      ['LEADS', 'number'],
    ]);
    expect(rowsOf(table)).toEqual([
      ['00001', 'Anna Lee', '3'],
      ['00002', 'Budi', null],
      ['00003', '-', '5'],
      ['00004', 'Citra', '12'],
    ]);
    expect(lines.read).toBe(lines.kept + lines.repaired + lines.rejected);
    expect(lines).toMatchObject({ preamble: 1, footer: 1, rejected: 0 });
  });

  it('joins names of two lines', async () => {
    const text = RULED.replace('FULL NAME', 'FULL     ').replace('-----', '      NAME\n-----');
    const { table, dialect } = await parse(text);
    expect(dialect.headerRows).toBe(3);
    expect(table.columns.map(({ name }) => name)).toEqual(['ID', 'FULL NAME', 'LEADS']);
  });

  it('may stand above and below the names, as in reStructuredText', async () => {
    const text =
      '===== =======\nNAME  LEADS\n===== =======\nAnna  1\nBudi  22\nCitra 333\n===== =======\n';
    const { table, lines } = await parse(text);
    expect(table.columns.map(({ name }) => name)).toEqual(['NAME', 'LEADS']);
    expect(rowsOf(table)).toEqual([
      ['Anna', '1'],
      ['Budi', '22'],
      ['Citra', '333'],
    ]);
    expect(lines).toMatchObject({ read: 3, kept: 3, rejected: 0 });
  });
});

describe('widths that are set', () => {
  it('cut columns that nothing parts, by characters and not by bytes', async () => {
    const text = 'KOTA  IDN\nBogoré001\nÅland\u{1f600}002\nBali  003\n';
    const { table, dialect } = await parse(text, { widths: [6, 3], header: true });
    expect(dialect).toMatchObject({ delimiter: '', quote: '', widths: [6, 3] });
    expect(rowsOf(table)).toEqual([
      ['Bogoré', '001'],
      ['Åland\u{1f600}', '002'],
      ['Bali', '003'],
    ]);
    expect(need(table, 'IDN').type).toBe('text');
    const wide = await parse(utf16(`\ufeff${text}`, true), { widths: [6, 3] });
    expect(rowsOf(wide.table)).toEqual(rowsOf(table));
  });

  it('give the last column what is left of a line', async () => {
    const { table } = await parse('01ab\n02abcdef ghi\n', { widths: [2, 2], header: false });
    expect(rowsOf(table)).toEqual([
      ['01', 'ab'],
      ['02', 'abcdef ghi'],
    ]);
  });

  it('share the words of a header out to the columns most of them stand over', async () => {
    const { table } = await parse('IDENT CITYNAME\n01 Bandung\n02 Medan\n03 Bali\n', {
      widths: [3, 9],
      header: true,
    });
    expect(table.columns.map(({ name }) => name)).toEqual(['IDENT', 'CITYNAME']);
  });

  it.each([[[]], [[0]], [[3, -1]], [[2.5]], [[10_001]]])('cannot be %j', async (widths) => {
    expect((await failure(parse('a b', { widths }))).code).toBe('WIDTHS_INVALID');
  });
});

describe('damaged lines', () => {
  const WIDTHS = [6, 12, 8];
  const body = Array.from({ length: 24 }, (_, i) => [`K${100 + i}`, 'a name', `${i * 3 + 10}`]);
  const header = ['KEY', 'NAME', 'N'];

  async function with_(line: string, options = {}) {
    const rows = [...body.slice(0, 6), [], ...body.slice(6)];
    const text = printed([header, ...rows], WIDTHS)
      .split('\n')
      .with(7, line)
      .join('\n');
    const { table, lines, repairs, rejects } = await parse(text, options);
    expect(lines.read).toBe(lines.kept + lines.repaired + lines.rejected);
    expect(lines.physical).toBe(26);
    const all = rowsOf(table);
    const marks = [...repairs, ...rejects].map(({ line: at, code }) => [at, code]);
    return { row: all.length === 25 ? all[6] : null, marks, lines };
  }

  it('repairs text across a border where one reading fits', async () => {
    expect(await with_('K1    abcdefghijklmnop 17')).toMatchObject({
      row: ['K1', 'abcdefghijklmnop', '17'],
      marks: [[8, 'ACROSS_BORDER']],
    });
    expect(await with_('K1    name      1234567')).toMatchObject({
      row: ['K1', 'name', '1234567'],
      marks: [[8, 'ACROSS_BORDER']],
    });
  });

  it('repairs a line of many thousand words in no time', async () => {
    const row = (cells: readonly string[]) => printed([cells], [8, 12, 8, 20]);
    const rows = Array.from({ length: 20 }, (_, i) => row([`A${i}`, 'Budi', `${i}`, 'call']));
    const long = `A99     A name too long 12  ${'a b '.repeat(12_000)}`;
    const text = [row(['KEY', 'NAME', 'N', 'NOTE']), ...rows, long, ...rows].join('\n');
    const { reasons, table } = await parse(text, { widths: [8, 12, 8, 20] });
    expect(reasons).toEqual({ rejected: {}, repaired: { ACROSS_BORDER: 1 } });
    expect(rowsOf(table)[20].slice(0, 3)).toEqual(['A99', 'A name too long', '12']);
  }, 5_000);

  it('rejects it where none does, or more than one', async () => {
    const none = await with_('K1    abcdefghijkl17');
    expect(none).toMatchObject({ row: null, marks: [[8, 'ACROSS_BORDER']] });
    expect(none.lines).toMatchObject({ read: 25, kept: 24, rejected: 1 });
  });

  it('repairs a line that is too short, and rejects one whose cells are of another kind', async () => {
    const many = Array.from({ length: 300 }, (_, i) => [`K${i}`, 'a name', `${i * 3}`]);
    const late = await parse(`${printed([header, ...many], WIDTHS)}\nK9    a name\n`);
    expect(rowsOf(late.table)[300]).toEqual(['K9', 'a name', null]);
    expect(late.repairs.map(({ line, code }) => [line, code])).toEqual([[302, 'TOO_FEW_FIELDS']]);
    const numbers = Array.from({ length: 300 }, (_, i) => [`${i}`, `${i * 3}`, `${i * 7}`]);
    const text = `${printed([['A', 'B', 'C'], ...numbers], [5, 5, 5])}\nword\n`;
    const { rejects, lines } = await parse(text, { widths: [5, 5, 5], plain: true });
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[302, 'TOO_FEW_FIELDS']]);
    expect(lines.kept).toBe(300);
  });

  it('keeps a short line where the head shows that its last columns may be empty', async () => {
    const rows = body.map((cells, i) => (i % 4 === 1 ? cells.slice(0, 2) : cells));
    const { table, lines } = await parse(printed([header, ...rows], WIDTHS));
    expect(lines).toMatchObject({ kept: 24, repaired: 0 });
    expect(rowsOf(table)[1]).toEqual(['K101', 'a name', null]);
  });

  it('repairs bytes that are no text', async () => {
    const bytes = utf8(printed([header, ...body], WIDTHS));
    bytes[bytes.lastIndexOf(0x61)] = 0xff;
    const { lines, reasons } = await parse(bytes, { encoding: 'utf-8' });
    expect(lines).toMatchObject({ kept: 23, repaired: 1 });
    expect(reasons.repaired).toEqual({ BAD_CHARACTERS: 1 });
  });
});

describe('what is written', () => {
  const word = fc.stringMatching(/^[a-zé\u{1f600}]{1,8}$/u);
  const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const cell = fc.oneof(text, fc.nat(99_999).map(String), fc.constant(''));

  it('reads back the same by its widths, wherever the chunks are cut', async () => {
    const table = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 12,
        }),
      )
      .filter((rows) => rows.every((cells) => cells.some((each) => each !== '')));
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (rows, chunk, right) => {
          const widths = rows[0].map((_, i) => 2 + Math.max(...rows.map((r) => [...r[i]].length)));
          const bytes = utf8(
            printed(
              rows,
              widths,
              widths.map(() => right),
            ),
          );
          const options = { widths, header: false, plain: true, encoding: 'utf-8' } as const;
          const { table: got, lines } = await parseDelimited(
            bytesSource('t.txt', bytes, chunk),
            options,
            NO_CONTROL,
          );
          expect(lines.read).toBe(lines.kept + lines.repaired + lines.rejected);
          expect(lines).toMatchObject({ read: rows.length, rejected: 0 });
          expect(rowsOf(got)).toEqual(rows.map((cells) => cells.map((each) => each || null)));
        },
      ),
      { numRuns: 300, seed: 20_240_229 },
    );
  });

  it('is found without its widths where two blanks part columns of texts and numbers', async () => {
    const row = fc.tuple(text, fc.nat(99_999).map(String), text, fc.nat(999).map(String));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 25, maxLength: 40 }), async (rows) => {
        const all = [['name of it', 'count', 'where', 'n'], ...rows];
        const widths = all[0].map((_, i) => 3 + Math.max(...all.map((r) => [...r[i]].length)));
        const bytes = printed(all, widths, [false, true, false, true]);
        const { table, dialect } = await parse(bytes, { encoding: 'utf-8' });
        expect(dialect.widths).toHaveLength(4);
        expect(table.columns.map(({ name }) => name)).toEqual(all[0]);
        expect(rowsOf(table)).toEqual(rows);
      }),
      { numRuns: 100, seed: 20_240_229 },
    );
  });
});
