import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/data/table/column';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { columnLetters } from '../../../../src/data/write/sheet-xml';
import { sheetNameOf } from '../../../../src/data/write/workbook-parts';
import { MAX_SHEET_ROWS, writeXlsx, type XlsxOptions } from '../../../../src/data/write/xlsx';
import { xmlText } from '../../../../src/data/write/xml-text';
import { collect, failure } from '../helpers';

async function parts(
  columns: readonly Column[],
  options: Partial<XlsxOptions> = {},
): Promise<(path: string) => string> {
  const files = unzipSync(await collect(writeXlsx(columns, options)));
  return (path) => strFromU8(files[path]);
}

/** The XML of the sheet's cell at a reference. */
async function cell(columns: readonly Column[], ref: string): Promise<string> {
  const sheet = (await parts(columns))('xl/worksheets/sheet1.xml');
  return new RegExp(`<c r="${ref}"[^>]*>.*?</c>`, 's').exec(sheet)?.[0] ?? '';
}

describe('writeXlsx', () => {
  it('holds identifiers as text and numbers as numbers', async () => {
    const columns = [
      textColumn('nik', ['0012345678901234', '3201234567890123']),
      numberColumn('n', [0.1 + 0.2, -5]),
    ];
    expect(await cell(columns, 'A2')).toBe(
      '<c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">0012345678901234</t></is></c>',
    );
    expect(await cell(columns, 'B2')).toBe('<c r="B2"><v>0.30000000000000004</v></c>');
    expect((await parts(columns))('xl/styles.xml')).toContain('numFmtId="49"');
  });

  it('holds dates as numbers with the pattern as format, old ones as text', async () => {
    const days = [Date.UTC(2024, 1, 29, 12), Date.UTC(1850, 0, 1)];
    const columns = [timestampColumn('t', days, 'dd/MM/yyyy HH:mm')];
    expect(await cell(columns, 'A2')).toBe('<c r="A2" s="3"><v>45351.5</v></c>');
    expect(await cell(columns, 'A3')).toContain('01/01/1850 00:00');
    expect((await parts(columns))('xl/styles.xml')).toContain('formatCode="dd/mm/yyyy hh:mm"');
  });

  it('leaves missing cells and what is no number out', async () => {
    const columns = [textColumn('a', [null, 'x']), numberColumn('b', [NaN, Infinity])];
    const sheet = (await parts(columns))('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<row r="2"></row>');
    expect(sheet).not.toContain('Infinity');
  });

  it('makes what looks like a formula text with an apostrophe, names too', async () => {
    const columns = [textColumn('+n', ['=HYPERLINK("x")', 'ok'])];
    expect(await cell(columns, 'A1')).toContain("'+n");
    expect(await cell(columns, 'A2')).toContain("'=HYPERLINK(&quot;x&quot;)");
    const raw = await parts(columns, { formulaSafe: false });
    expect(raw('xl/worksheets/sheet1.xml')).toContain('preserve">=HYPERLINK');
  });

  it('freezes and filters the header and sets widths', async () => {
    const sheet = (await parts([numberColumn('n', [1, 2])]))('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('ySplit="1"');
    expect(sheet).toContain('<autoFilter ref="A1:A3"/>');
    expect(sheet).toMatch(/<col min="1" max="1" width="8"/);
  });

  it('writes the same bytes every time', async () => {
    const columns = [numberColumn('n', [1, 2])];
    expect(await collect(writeXlsx(columns))).toEqual(await collect(writeXlsx(columns)));
  });

  it('refuses more rows or columns than a sheet has', async () => {
    const column = numberColumn('n', [1]);
    const rows = new Uint32Array(MAX_SHEET_ROWS + 1);
    expect(await failure(collect(writeXlsx([column], { rows })))).toMatchObject({
      code: 'SHEET_TOO_LONG',
      params: { rows: 1_048_576, limit: 1_048_575 },
    });
    const wide = Array.from({ length: 16_385 }, () => column);
    expect((await failure(collect(writeXlsx(wide)))).code).toBe('SHEET_TOO_WIDE');
  });
});

describe('parts', () => {
  it('drops what XML forbids and escapes the rest', () => {
    expect(xmlText('a\u0001\ud800\uffff<b>&"\t\n\r😀')).toBe('a&lt;b&gt;&amp;&quot;\t\n&#13;😀');
    expect(xmlText('_x000D_ x')).toBe('_x005F_x000D_ x');
  });

  it('counts columns in letters', () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });

  it('cuts sheet names to what Excel takes', () => {
    expect(sheetNameOf('a/b[c]:d')).toBe('a b c  d');
    expect(sheetNameOf("''")).toBe('Sheet1');
    expect(sheetNameOf('x'.repeat(40))).toHaveLength(31);
  });
});
