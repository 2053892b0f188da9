import { describe, expect, it } from 'vitest';
import { parse, rowsOf } from '../helpers';

const MARKS = { delimiter: ',', quote: '"', header: true } as const;

/** A table whose columns are a date, a number, a name, a code and one that is always empty. */
const NAMES = [
  'Ana',
  'Budi S.',
  "O'Neil",
  'Ana-Maria',
  'Dr. Eka',
  'Putri (2)',
  'Ibu Sri',
  'A. Hadi',
];
const GOOD = NAMES.map((name, i) => `2024-01-${10 + i},${i},${name},K-${i * 7},`);
const HEADER = 'day,count,name,code,note';

/** What becomes of one line among good ones. */
async function read(line: string) {
  const text = [HEADER, ...GOOD, line, ...GOOD, ''].join('\n');
  const { table, lines, reasons, rejects, repairs } = await parse(text, MARKS);
  expect(lines.read).toBe(lines.kept + lines.repaired + lines.rejected);
  expect(table.rows).toBe(lines.kept + lines.repaired);
  for (const { line: number, text: shown } of [...rejects, ...repairs]) {
    expect([number, shown]).toEqual([10, line.split('\n')[0]]);
  }
  const row = lines.rejected === 0 ? rowsOf(table)[8] : null;
  return { row, codes: { ...reasons.rejected, ...reasons.repaired } };
}

const ROW = ['2024-02-01', '5', 'Ana', 'K-9', null];

describe('a damaged line', () => {
  it.each([
    ['short', '2024-02-01,5,Ana,K-9', ROW, 'TOO_FEW_FIELDS'],
    ['short, and moved', '5,Ana,K-9', null, 'TOO_FEW_FIELDS'],
    ['long at its end', '2024-02-01,5,Ana,K-9,,,', ROW, 'EXTRA_DELIMITER'],
    ['long at its start', ',2024-02-01,5,Ana,K-9,', ROW, 'EXTRA_DELIMITER'],
    ['long in the middle', '2024-02-01,5,,Ana,K-9,', ROW, 'EXTRA_DELIMITER'],
    [
      'with a delimiter in a cell',
      '2024-02-01,5,Putri, Ana,K-9,',
      ['2024-02-01', '5', 'Putri, Ana', 'K-9', null],
      'EXTRA_DELIMITER',
    ],
    ['with a delimiter in one of two cells', '2024-02-01,5,6,Ana,K-9,1', null, 'TOO_MANY_FIELDS'],
    ['by semicolons', '2024-02-01;5;Ana;K-9;', ROW, 'OTHER_DELIMITER'],
    ['by tabs', '2024-02-01\t5\tAna\tK-9\t', ROW, 'OTHER_DELIMITER'],
    ['by spaces', '2024-02-01 5 Ana K-9 ', ROW, 'OTHER_DELIMITER'],
    [
      'by spaces that a cell holds too',
      '2024-02-01 5 Ana Putri K-9 ',
      ['2024-02-01', '5', 'Ana Putri', 'K-9', null],
      'OTHER_DELIMITER',
    ],
    [
      'with spaces behind its delimiters',
      '2024-02-01, 5, "Putri, Ana", K-9, ',
      ['2024-02-01', '5', 'Putri, Ana', 'K-9', null],
      'OTHER_DELIMITER',
    ],
    ['that lacks a delimiter between quotes', '2024-02-01,5,"Ana""K-9",', ROW, 'MISSING_DELIMITER'],
    [
      'that lacks a delimiter before a quote',
      '2024-02-01,5"Putri, Ana, S.E.",K-9,',
      ['2024-02-01', '5', 'Putri, Ana, S.E.', 'K-9', null],
      'MISSING_DELIMITER',
    ],
    ['that is a sentence', 'many words, and not one that fits', null, 'TOO_FEW_FIELDS'],
    ['in quotes', '"2024-02-01,5,""Ana"",K-9,"', ROW, 'WHOLE_LINE_QUOTED'],
    [
      'with a quote before a cell',
      '2024-02-01,5,"Ana,K-9,',
      ['2024-02-01', '5', '"Ana', 'K-9', null],
      'STRAY_QUOTE',
    ],
    [
      'with a quote that another one seems to close',
      '2024-02-01,5,"Ana,K-9,"x"',
      ['2024-02-01', '5', '"Ana', 'K-9', 'x'],
      'STRAY_QUOTE',
    ],
    [
      'with two quotes before a cell',
      '2024-02-01,5,""Ana, Putri",K-9,',
      ['2024-02-01', '5', '"Ana, Putri', 'K-9', null],
      'STRAY_QUOTE',
    ],
    [
      'with quotes inside quotes',
      '2024-02-01,5,"Ana "the" Putri, S.E.",K-9,',
      ['2024-02-01', '5', 'Ana "the" Putri, S.E.', 'K-9', null],
      'STRAY_QUOTE',
    ],
    [
      'that ends a cell with a quote of its own',
      '2024-02-01,5,"round, 48"","K-9",',
      ['2024-02-01', '5', 'round, 48"', 'K-9', null],
      'STRAY_QUOTE',
    ],
    ['with a lone quote at its start', '"2024-02-01', null, 'UNBALANCED_QUOTE'],
    ['with a NUL', '2024-02-01,5,Ana\0,K-9,', ROW, 'BAD_CHARACTERS'],
  ])('%s', async (_, line, row, code) => {
    const text = line.replaceAll('\0', '');
    if (text !== line) {
      const { table, reasons } = await parse([HEADER, ...GOOD, line, ''].join('\n'), MARKS);
      expect(rowsOf(table)[8]).toEqual(row);
      expect(reasons.repaired).toEqual({ [code]: 1 });
      return;
    }
    expect(await read(line)).toEqual({ row, codes: { [code]: 1 } });
  });

  it('may be every line, header and last one included, in quotes', async () => {
    const lines = ['a,b,c', '1,"Ana, P",2', '2,Budi S.,3'];
    const text = lines.map((line) => `"${line.replaceAll('"', '""')}"`).join('\r\n');
    const { table, reasons, lines: counts } = await parse(text);
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(rowsOf(table)).toEqual([
      ['1', 'Ana, P', '2'],
      ['2', 'Budi S.', '3'],
    ]);
    expect(reasons.repaired).toEqual({ WHOLE_LINE_QUOTED: 2 });
    expect(counts.footer).toBe(0);
  });

  it('of a table with one column is too long by any delimiter', async () => {
    const { table, reasons } = await parse('note\none\ntwo, three\n"four, five"\n', MARKS);
    expect(rowsOf(table)).toEqual([['one'], ['four, five']]);
    expect(reasons.rejected).toEqual({ TOO_MANY_FIELDS: 1 });
  });

  it('is listed up to 5,000 times and counted beyond', async () => {
    const short = Array.from({ length: 6000 }, (_, i) => `2024-02-01,${i}`);
    const { repairs, reasons, lines } = await parse([HEADER, ...GOOD, ...short].join('\n'), MARKS);
    expect(repairs).toHaveLength(5000);
    expect(reasons.repaired).toEqual({ TOO_FEW_FIELDS: 6000 });
    expect(lines.repaired).toBe(6000);
  });
});

describe('line ends', () => {
  it('may be of every kind in one file', async () => {
    const { table, lines } = await parse('a,b\r\nx,1\ny,2\rz,3\r\nw,"4\r5"\n', MARKS);
    expect(rowsOf(table)).toEqual([
      ['x', '1'],
      ['y', '2'],
      ['z', '3'],
      ['w', '4\r5'],
    ]);
    expect(lines).toMatchObject({ kept: 4, repaired: 0, blank: 0, physical: 6 });
  });

  it('CR CR LF is a line end and a blank line', async () => {
    const { table, lines } = await parse('a,b\r\r\nx,1\r\r\ny,2\r\r\n', MARKS);
    expect(rowsOf(table)).toEqual([
      ['x', '1'],
      ['y', '2'],
    ]);
    expect(lines).toMatchObject({ header: 1, kept: 2, repaired: 0, blank: 3, physical: 6 });
  });
});
