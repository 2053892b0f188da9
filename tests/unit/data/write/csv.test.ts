import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/data/table/column';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import { writeCsv, type CsvOptions } from '../../../../src/data/write/csv';
import { formulaSafe } from '../../../../src/data/write/formula-safe';
import { LeadbenchError } from '../../../../src/util/errors';
import { collect, failure } from '../helpers';

const PLAIN = { bom: false, lineEnd: '\n' } as const;

async function written(columns: Column[], options: Partial<CsvOptions> = PLAIN): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await collect(writeCsv(columns, options)),
  );
}

describe('writeCsv', () => {
  it('writes every type, missing cells empty', async () => {
    const columns = [
      textColumn('name', ['a', null, 'c']),
      numberColumn('n', [1.5, NaN, 1e21]),
      timestampColumn('t', [0, NaN, 1], 'dd/MM/yyyy'),
      {
        name: 'b',
        type: 'boolean',
        length: 3,
        validity: null,
        values: new Uint8Array([0, 1, 1]),
        labels: ['Tidak', 'Ya'],
      } as const,
    ];
    expect(await written(columns)).toBe(
      'name,n,t,b\na,1.5,01/01/1970,Tidak\n,,,Ya\nc,1e+21,01/01/1970,Ya\n',
    );
  });

  it('quotes what needs quotes', async () => {
    const cells = ['a,b', 'say "x"', 'two\nlines', ' outer ', 'plain; text', 'x'];
    expect(await written([textColumn('c,d', cells)])).toBe(
      '"c,d"\n"a,b"\n"say ""x"""\n"two\nlines"\n" outer "\nplain; text\nx\n',
    );
    expect(await written([textColumn('c', ['a;b', 'a,b'])], { ...PLAIN, delimiter: ';' })).toBe(
      'c\n"a;b"\na,b\n',
    );
  });

  it('starts with a mark and ends lines with CRLF unless told otherwise', async () => {
    expect(await written([textColumn('é', ['x'])], {})).toBe('\ufeffé\r\nx\r\n');
    expect(await written([textColumn('a', ['x'])], { ...PLAIN, header: false })).toBe('x\n');
  });

  it('keeps a missing cell of a single column a row', async () => {
    expect(await written([textColumn('a', ['x', null])])).toBe('a\nx\n""\n');
  });

  it('makes text and names harmless, never numbers, unless told not to', async () => {
    const columns = [
      textColumn('=h', ['=1+1', '+62', '-x', '@a', '\tq', '\rq', 'a=b']),
      numberColumn('n', [-1, -2, -3, -4, -5, -6, -7]),
    ];
    expect(await written(columns)).toBe(
      `'=h,n\n'=1+1,-1\n'+62,-2\n'-x,-3\n'@a,-4\n'\tq,-5\n"'\rq",-6\na=b,-7\n`,
    );
    expect(await written(columns, { ...PLAIN, formulaSafe: false })).toContain('\n=1+1,-1\n');
    expect(formulaSafe('')).toBe('');
  });

  it('makes dictionary cells harmless too', async () => {
    expect(await written([textColumn('a', ['=x', '=x', null, '=x'])])).toBe(
      "a\n'=x\n'=x\n\"\"\n'=x\n",
    );
  });

  it('writes chosen rows in their order', async () => {
    const rows = new Uint32Array([2, 0]);
    expect(await written([numberColumn('n', [5, 6, 7])], { ...PLAIN, rows })).toBe('n\n7\n5\n');
  });

  it('comes in pieces, reports and stops', async () => {
    const column = textColumn(
      'a',
      Array.from({ length: 50_000 }, (_, i) => `cell ${i}`),
    );
    const done: number[] = [];
    const pieces: number[] = [];
    const control = {
      report: (p: { done: number }) => void done.push(p.done),
      checkpoint: () => undefined,
    };
    for await (const piece of writeCsv([column], { control })) pieces.push(piece.length);
    expect(pieces.length).toBeGreaterThan(5);
    expect(Math.max(...pieces)).toBeLessThan(100_000);
    expect(done).toHaveLength(pieces.length - 1);
    const stop = {
      report: () => undefined,
      checkpoint: () => {
        throw new LeadbenchError('CANCELLED');
      },
    };
    expect((await failure(collect(writeCsv([column], { control: stop })))).code).toBe('CANCELLED');
  });
});
