import { describe, expect, it } from 'vitest';
import { parseDelimited } from '../../../../src/data/parse/parse-delimited';
import { sniff } from '../../../../src/data/parse/sniff';
import type { ByteSource } from '../../../../src/data/parse/types';
import { NO_CONTROL } from '../../../../src/util/progress';
import { parse, rowsOf, utf16, utf8 } from '../helpers';

const TEXT = 'name,city\nJosé,Café €\n😀 x,日本\n';
const ROWS = [
  ['José', 'Café €'],
  ['😀 x', '日本'],
];

/** Latin text by Windows-1252; the euro sign is 0x80 there. */
function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => (c === '€' ? 0x80 : c.charCodeAt(0)));
}

describe('encodings', () => {
  it.each([
    ['utf-8', utf8(TEXT)],
    ['utf-8', utf8(`\ufeff${TEXT}`)],
    ['utf-16le', utf16(`\ufeff${TEXT}`, true)],
    ['utf-16be', utf16(`\ufeff${TEXT}`, false)],
  ])('reads %s', async (encoding, bytes) => {
    for (const chunk of [1, 3, 1 << 16]) {
      const result = await parse(bytes, {}, { chunk });
      expect(result.encoding).toBe(encoding);
      expect(result.table.columns[0].name).toBe('name');
      expect(rowsOf(result.table)).toEqual(ROWS);
    }
  });

  it('knows UTF-16 without a mark', () => {
    expect(sniff(utf16('name,city\nAgus,Solo\n', true)).encoding).toBe('utf-16le');
    expect(sniff(utf16('name,city\nAgus,Solo\n', false)).encoding).toBe('utf-16be');
  });

  it('reads Windows-1252 where the bytes are no UTF-8', async () => {
    const bytes = windows1252('name,city\nJosé,Café €\n');
    const { encoding, table, lines } = await parse(bytes);
    expect(encoding).toBe('windows-1252');
    expect(rowsOf(table)).toEqual([['José', 'Café €']]);
    expect(lines.kept).toBe(1);
  });

  it.each([
    ['windows-1252', windows1252('é,y\n')],
    ['utf-8', utf8('é,y\n')],
  ])('settles on %s late, after 300 KB of ASCII', async (encoding, tail) => {
    const plain = utf8(`a,b\n${'x,y\n'.repeat(80_000)}`);
    const bytes = new Uint8Array([...plain, ...tail]);
    const result = await parse(bytes);
    expect(result.encoding).toBe(encoding);
    expect(rowsOf(result.table).at(-1)).toEqual(['é', 'y']);
  });

  it('gives file offsets of rejects in every encoding', async () => {
    const head = 'a,b\né,y\n';
    const wide = await parse(utf16(`\ufeff${head}1,2,3\n`, true));
    expect(wide.rejects[0].offset).toBe(2 + head.length * 2);
    const narrow = await parse(windows1252(`${head}1,2,3\n`));
    expect(narrow.rejects[0].offset).toBe(head.length);
    const marked = await parse(utf8(`\ufeff${head}1,2,3\n`));
    expect(marked.rejects[0].offset).toBe(3 + head.length + 1);
  });

  it('drops NUL characters of UTF-16 and counts their lines', async () => {
    const { table, lines } = await parse(utf16('\ufeffa,b\nx\0y,z\np,q\n', true));
    expect(rowsOf(table)[0]).toEqual(['xy', 'z']);
    expect(lines).toMatchObject({ kept: 1, repaired: 1 });
  });

  it('drops any stretch of NULs without a note for each', async () => {
    const nuls = new Uint8Array(1 << 20);
    const start = utf8(`a,b\n${'1,2\n'.repeat(100_000)}3,4`);
    const parts = [start, ...Array<Uint8Array>(512).fill(nuls), utf8('5\n6,7,8\n')];
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const source: ByteSource = {
      name: 'sparse.csv',
      size,
      slice: () => Promise.reject(new Error('not used')),
      stream: () => {
        let next = 0;
        return new ReadableStream({
          pull: (controller) => {
            if (next < parts.length) controller.enqueue(parts[next++]);
            else controller.close();
          },
        });
      },
    };
    const options = { delimiter: ',', header: true, encoding: 'utf-8' } as const;
    const { table, lines, rejects } = await parseDelimited(source, options, NO_CONTROL);
    expect(rowsOf(table).at(-1)).toEqual(['3', '45']);
    expect(lines).toMatchObject({ kept: 100_000, repaired: 1, rejected: 1 });
    expect(rejects[0].offset).toBe(size - utf8('6,7,8\n').length);
  });
});
