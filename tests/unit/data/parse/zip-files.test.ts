import { gzipSync, zipSync, type Zippable } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { INFLATE_LIMITS } from '../../../../src/data/parse/gunzip';
import { parseDelimited } from '../../../../src/data/parse/parse-delimited';
import { previewDelimited } from '../../../../src/data/parse/preview-delimited';
import type { ByteSource } from '../../../../src/data/parse/types';
import { UnpackingZip, zipEntrySource } from '../../../../src/data/parse/zip-entry-source';
import { openZipFiles } from '../../../../src/data/parse/zip-files';
import { readZipDirectory } from '../../../../src/data/parse/zip-directory';
import { NO_CONTROL } from '../../../../src/util/progress';
import { failure, joined, parse, rowsOf, utf8 } from '../helpers';

const MB = 1 << 20;
const CENTRAL = 0x02014b50;
const TABLE = 'id,city\n01,Bandung\n02,Medan\n';

/** A source that keeps count of what it is asked for. */
function counted(bytes: Uint8Array, name = 'leads.zip') {
  const asked = { most: 0, all: 0 };
  const source: ByteSource = {
    ...bytesSource(name, bytes),
    slice: (start, end) => {
      asked.most = Math.max(asked.most, end - start);
      asked.all += end - start;
      return Promise.resolve(bytes.slice(start, end));
    },
    stream: () => {
      throw new Error('a zip is not read from its start');
    },
  };
  return { source, asked };
}

function zipOf(files: Zippable): Uint8Array<ArrayBuffer> {
  return zipSync(files);
}

/** Changes the first central record of a zip. */
function edited(zip: Uint8Array<ArrayBuffer>, change: (view: DataView, at: number) => void) {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  let at = 0;
  while (view.getUint32(at, true) !== CENTRAL) at++;
  change(view, at);
  return copy;
}

/** A zip with a comment behind its end record. */
function commented(zip: Uint8Array, comment: string): Uint8Array {
  const all = Uint8Array.of(...zip, ...utf8(comment));
  new DataView(all.buffer).setUint16(zip.length - 2, comment.length, true);
  return all;
}

/** A zip as Info-ZIP writes one into a pipe. */
function piped(zip: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = zip.length - 22;
  const all = Uint8Array.of(...zip.subarray(0, end), ...new Uint8Array(76), ...zip.subarray(end));
  const view = new DataView(all.buffer);
  view.setUint32(end, 0x06064b50, true);
  view.setBigUint64(end + 4, 44n, true);
  view.setUint32(end + 56, 0x07064b50, true);
  view.setBigUint64(end + 64, BigInt(end), true);
  view.setUint32(end + 72, 1, true);
  return all;
}

/** A zip whose names have one byte for another, in their own headers and in the directory. */
function renamed(zip: Uint8Array, bytes: ReadonlyMap<number, number>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(zip, (byte) => bytes.get(byte) ?? byte);
}

async function codeOf(zip: Uint8Array): Promise<string> {
  return (await failure(parse(zip, {}, { name: 'leads.zip' }))).code;
}

async function readAll(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const reader = source.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    parts.push(next.value);
  return joined(parts);
}

describe('a zip with one table', () => {
  it.each([
    ['deflated', zipOf({ 'leads.csv': utf8(TABLE) })],
    ['stored', zipOf({ 'leads.csv': [utf8(TABLE), { level: 0 }] })],
    ['in a folder', zipOf({ 'march/': new Uint8Array(0), 'march/leads.csv': utf8(TABLE) })],
    ['without an ending', zipOf({ leads: utf8(TABLE) })],
    [
      'with what a Mac adds',
      zipOf({
        'leads.csv': utf8(TABLE),
        '__MACOSX/._leads.csv': utf8('Mac OS X'),
        '.DS_Store': utf8('x'),
      }),
    ],
    ['with a readme', zipOf({ 'README.txt': utf8('Leads of March.'), 'leads.csv': utf8(TABLE) })],
    ['with a comment', commented(zipOf({ 'leads.csv': utf8(TABLE) }), 'Leads of March PK.')],
  ])('is read as that, %s', async (_, zip) => {
    const whole = await parse(TABLE);
    const { table, lines, dialect } = await parse(zip, {}, { name: 'leads.zip' });
    expect(rowsOf(table)).toEqual(rowsOf(whole.table));
    expect({ lines, dialect }).toEqual({ lines: whole.lines, dialect: whole.dialect });
  });

  it('is read where a pipe wrote it, with an end record of zip64 before the usual one', async () => {
    const plain = zipOf({ '-': utf8(TABLE) });
    const zip = piped(plain);
    expect((await parse(zip, {}, { name: 'leads.zip' })).table.rows).toBe(2);
    expect(readZipDirectory(zip, 10)).toBeNull();
    for (const place of [0, 4, 56, 64]) {
      const at = plain.length - 22 + place;
      expect(await codeOf(zip.with(at, zip[at] ^ 1)), `byte ${at}`).toBe('ZIP_DAMAGED');
    }
  });

  it('names what it leaves alone, and not what file managers add', async () => {
    const zip = zipOf({
      'leads.csv': utf8(TABLE),
      'chart.png': utf8('x'),
      'LICENSE.txt': utf8('x'),
      'Thumbs.db': utf8('x'),
      '__MACOSX/leads.csv': utf8('x'),
    });
    const { sources, ignored } = await openZipFiles(bytesSource('leads.zip', zip));
    expect(sources.map(({ name, size }) => [name, size])).toEqual([
      ['leads.zip/leads.csv', TABLE.length],
    ]);
    expect(ignored).toEqual(['chart.png', 'LICENSE.txt']);
  });

  it('may have names of an older code page, which stay apart', async () => {
    const files: Zippable = {
      'caf{.csv': [utf8(TABLE), { level: 0 }],
      'caf}.csv': [utf8(TABLE), { level: 0 }],
    };
    const bytes = new Map([
      ['{'.charCodeAt(0), 0x82],
      ['}'.charCodeAt(0), 0x8a],
    ]);
    const zip = renamed(zipOf(files), bytes);
    const { sources } = await openZipFiles(bytesSource('leads.zip', zip));
    expect(new Set(sources.map(({ name }) => name)).size).toBe(2);
    expect((await parse(zip, {}, { name: 'leads.zip' })).table.rows).toBe(4);
  });

  it('is read by pieces from where it stands, never as a whole', async () => {
    const noise = Array.from(
      { length: 500_000 },
      (_, i) => (Math.imul(i, 0x9e3779b1) >>> 0) % 9973,
    );
    const text = `id,x\n${noise.map((x, i) => `${i},${x}`).join('\n')}\n`;
    const zip = zipOf({
      'big.bin': new Uint8Array(4 * MB),
      'leads.csv': [utf8(text), { level: 1 }],
    });
    const { source, asked } = counted(zip);
    const { table } = await parseDelimited(source, {}, NO_CONTROL);
    expect(table.rows).toBe(500_000);
    expect(zip.length).toBeGreaterThan(2 * MB);
    expect(asked.most).toBeLessThanOrEqual(MB);
    expect(asked.all).toBeLessThan(zip.length + 70_000);
  });

  it('is previewed from its first pieces', async () => {
    const rows = Array.from({ length: 1_500_000 }, (_, i) => `${(i * 7919) % 1_000_003},x`);
    const zip = zipOf({ 'leads.csv': [utf8(`id,x\n${rows.join('\n')}`), { level: 1 }] });
    const { source, asked } = counted(zip);
    const preview = await previewDelimited([source], {});
    expect(preview.header).toEqual(['id', 'x']);
    expect(Math.abs(preview.estimate.rows / rows.length - 1)).toBeLessThan(0.2);
    expect(asked.all).toBeLessThan(zip.length * 0.8);
  });

  it('gives back the bytes that went in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5000 }),
        fc.constantFrom<0 | 1 | 9>(0, 1, 9),
        fc.nat(5000),
        fc.nat(5000),
        async (bytes, level, a, b) => {
          fc.pre(bytes[0] !== 0x1f && bytes[0] !== 0x50);
          const zip = zipSync({ 'a.txt': [bytes, { level }] });
          const { sources } = await openZipFiles(bytesSource('z.zip', zip));
          expect([...(await readAll(sources[0]))]).toEqual([...bytes]);
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          expect([...(await sources[0].slice(from, to))]).toEqual([...bytes.slice(from, to)]);
        },
      ),
      { numRuns: 150, seed: 20_240_229 },
    );
  });
});

describe('a zip that is not read', () => {
  it.each([
    ['ZIP_NO_DATA', zipOf({ 'a.png': utf8('x'), 'b.json': utf8('{}') })],
    ['ZIP_NO_DATA', zipOf({ 'folder/': new Uint8Array(0), '.DS_Store': utf8('x') })],
    ['ZIP_NO_DATA', zipOf({ mimetype: utf8('application/epub+zip'), 'a.html': utf8('x') })],
    ['ZIP_NO_DATA', zipOf({})],
    ['ZIP_NESTED', zipOf({ 'a.csv.gz': gzipSync(utf8(TABLE)) })],
    ['ZIP_NESTED', zipOf({ 'a.csv': gzipSync(utf8(TABLE)) })],
    ['ZIP_NESTED', zipOf({ 'a.csv': zipOf({ 'b.csv': utf8(TABLE) }) })],
    ['FILE_EMPTY', zipOf({ 'a.csv': new Uint8Array(0) })],
    ['BINARY_FILE', zipOf({ 'a.csv': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10) })],
    ['NO_COMMON_COLUMNS', zipOf({ 'a.csv': utf8(TABLE), 'b.csv': utf8('x,y\n1,2\n') })],
  ])('%s, case %#', async (code, zip) => {
    expect(await codeOf(zip)).toBe(code);
  });

  it('is told by what is wrong with it', async () => {
    const whole = zipOf({ 'a.csv': utf8(TABLE) });
    const flagged = edited(whole, (view, at) => view.setUint16(at + 8, 1, true));
    const bzip2 = edited(whole, (view, at) => view.setUint16(at + 10, 12, true));
    const zip64 = edited(whole, (view, at) => view.setUint32(at + 24, 0xffffffff, true));
    const many = whole.slice();
    new DataView(many.buffer).setUint16(many.length - 12, 0xffff, true);
    const error = await failure(parse(flagged, {}, { name: 'leads.zip' }));
    expect(error).toMatchObject({
      code: 'ZIP_ENCRYPTED',
      params: { name: 'leads.zip', file: 'a.csv' },
    });
    expect(await codeOf(bzip2)).toBe('ZIP_METHOD_UNSUPPORTED');
    expect(await codeOf(zip64)).toBe('ZIP64_UNSUPPORTED');
    expect(await codeOf(many)).toBe('ZIP64_UNSUPPORTED');
    const names = Array.from({ length: 1001 }, (_, i) => [`${i}.csv`, utf8('a')] as const);
    expect(await codeOf(zipOf(Object.fromEntries(names)))).toBe('ZIP_TOO_MANY');
  });

  it('is damaged wherever it is cut', async () => {
    const whole = zipOf({ 'a.csv': utf8(TABLE) });
    for (let end = 4; end < whole.length; end++) {
      expect(await codeOf(whole.slice(0, end)), `cut at ${end}`).toBe('ZIP_DAMAGED');
    }
  });

  it('is damaged wherever a byte of its data or its sums is altered', async () => {
    const whole = zipOf({ 'a.csv': [utf8(TABLE), { level: 0 }] });
    const [{ start, end }] = readZipDirectory(whole, 1) ?? [];
    for (let at = start; at < end; at++) {
      const altered = whole.with(at, whole[at] ^ 1);
      expect(await codeOf(altered), `byte ${at}`).toBe('ZIP_DAMAGED');
    }
    const sum = edited(whole, (view, at) => view.setUint8(at + 16, view.getUint8(at + 16) ^ 1));
    expect(await codeOf(sum)).toBe('ZIP_DAMAGED');
    const shorter = edited(zipOf({ 'a.csv': utf8(TABLE) }), (view, at) => {
      view.setUint32(at + 24, TABLE.length - 1, true);
    });
    expect(await codeOf(shorter)).toBe('ZIP_DAMAGED');
    const longer = edited(zipOf({ 'a.csv': utf8(TABLE) }), (view, at) => {
      view.setUint32(at + 24, TABLE.length + 1, true);
    });
    expect(await codeOf(longer)).toBe('ZIP_DAMAGED');
  });

  it('stays a workbook where it is one, whole or cut', async () => {
    const book = zipOf({ '[Content_Types].xml': utf8('<x/>'), 'xl/workbook.xml': utf8('<x/>') });
    const sheet = zipOf({
      mimetype: [utf8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': utf8('<x/>'),
    });
    for (const [kind, zip] of [
      ['XLSX', book],
      ['XLSX', book.slice(0, -5)],
      ['ODS', sheet],
      ['ODS', sheet.slice(0, -5)],
    ] as const) {
      const error = await failure(parse(zip, {}, { name: 'x.xlsx' }));
      expect(error).toMatchObject({ code: 'BINARY_FILE', params: { kind } });
    }
  });

  it('does not take a folder for a workbook', async () => {
    const zip = zipOf({ 'pixl/leads.csv': utf8(TABLE) });
    expect((await parse(zip, {}, { name: 'leads.zip' })).table.rows).toBe(2);
  });
});

describe('a zip bomb', () => {
  it('is refused at the first step past the size where the ratio counts', async () => {
    const zip = zipSync({ 'a.csv': new Uint8Array(96 * MB).fill(65) }, { level: 9 });
    const { source, asked } = counted(zip);
    const error = await failure(parseDelimited(source, {}, NO_CONTROL));
    expect(error).toMatchObject({ code: 'ZIP_TOO_LARGE', params: { name: 'leads.zip' } });
    expect(Number(error.params['inflated'])).toBeLessThan(
      INFLATE_LIMITS.ratioFrom + (1 << 15) * 1032,
    );
    expect(asked.most).toBeLessThanOrEqual(MB);
  });

  it('is refused for all of its files together', async () => {
    const files = ['a', 'b', 'c'].map((name) => [`${name}.csv`, new Uint8Array(MB)] as const);
    const bytes = zipSync(Object.fromEntries(files), { level: 9 });
    const entries = readZipDirectory(bytes, 10) ?? [];
    const limits = { ...INFLATE_LIMITS, ratioFrom: 2 * MB, ratio: 100 };
    const zip = new UnpackingZip(bytesSource('b.zip', bytes), limits);
    expect(await readAll(zipEntrySource(zip, entries[0]))).toHaveLength(MB);
    expect(await readAll(zipEntrySource(zip, entries[1]))).toHaveLength(MB);
    const error = await failure(readAll(zipEntrySource(zip, entries[2])));
    expect(error.code).toBe('ZIP_TOO_LARGE');
  });

  it('stops where more comes out than its directory declares', async () => {
    const bytes = edited(
      zipSync({ 'a.csv': new Uint8Array(40 * MB) }, { level: 9 }),
      (view, at) => {
        view.setUint32(at + 24, 1000, true);
      },
    );
    const { sources } = await openZipFiles(bytesSource('b.zip', bytes));
    expect((await failure(readAll(sources[0]))).code).toBe('ZIP_DAMAGED');
  });
});
