import { gzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { appendSources } from '../../../../src/data/parse/append-sources';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { previewDelimited } from '../../../../src/data/parse/preview-delimited';
import { PlainRecords } from '../../../../src/data/parse/plain-records';
import type { ByteSource, ParseOptions } from '../../../../src/data/parse/types';
import type { Table } from '../../../../src/data/table/column';
import type { Kernels } from '../../../../src/kernels/wasm';
import { LeadbenchError } from '../../../../src/util/errors';
import { NO_CONTROL, type JobControl } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { compileKernels } from '../../kernels/histogram-module';
import { cellsOf, failure, need, rowsOf, utf8 } from '../helpers';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
});

function sourceOf(name: string, content: string | Uint8Array): ByteSource {
  return bytesSource(name, typeof content === 'string' ? utf8(content) : content, 1 << 16);
}

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** The files of these names and contents as one table, by kernels and without. */
async function append(files: Contents, options: ParseOptions = {}) {
  const sources = Object.entries(files).map(([name, content]) => sourceOf(name, content));
  const plain = await appendSources(sources, options, NO_CONTROL);
  const fast = await appendSources(sources, options, NO_CONTROL, kernels);
  expect(rowsOf(fast.table)).toEqual(rowsOf(plain.table));
  expect({ ...fast, table: shapeOf(fast.table) }).toEqual({
    ...plain,
    table: shapeOf(plain.table),
  });
  return plain;
}

function shapeOf({ rows, columns }: Table) {
  return [
    rows,
    ...columns.map((column) => [column.name, column.type, 'encoding' in column && column.encoding]),
  ];
}

const JAN = 'LEAD_ID,City,Delivered\n001,Bandung,1\n002,Medan,0\n';
const FEB = 'city ;LEAD_ID;Source;Notes\nBali;003;Web;call\nMedan;004;Walk in;\n';
const MAR = 'LEAD_ID\tCity\tDelivered\n005\tBali\t1\n';

describe('files as one table', () => {
  it('match columns by name, in the first file’s order, whatever their case', async () => {
    const { table, files } = await append({ 'jan.csv': JAN, 'feb.csv': FEB, 'mar.tsv': MAR });
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['LEAD_ID', 'text'],
      ['City', 'text'],
      ['Delivered', 'number'],
      ['Source', 'text'],
      ['Notes', 'text'],
    ]);
    expect(rowsOf(table)).toEqual([
      ['001', 'Bandung', '1', null, null],
      ['002', 'Medan', '0', null, null],
      ['003', 'Bali', null, 'Web', 'call'],
      ['004', 'Medan', null, 'Walk in', null],
      ['005', 'Bali', '1', null, null],
    ]);
    expect(files.map(({ name, rows, differences }) => [name, rows, differences])).toEqual([
      ['jan.csv', 2, { onlyHere: [], missing: ['Source', 'Notes'], recased: [] }],
      [
        'feb.csv',
        2,
        {
          onlyHere: ['Source', 'Notes'],
          missing: ['Delivered'],
          recased: [{ written: 'city', name: 'City' }],
        },
      ],
      ['mar.tsv', 1, { onlyHere: [], missing: ['Source', 'Notes'], recased: [] }],
    ]);
    expect(files.map(({ dialect }) => dialect.delimiter)).toEqual([',', ';', '\t']);
  });

  it('prefer a name that is the same to one that differs in case', async () => {
    const { table, files } = await append({
      'a.csv': 'ID,id,x\n1,2,3\n',
      'b.csv': 'id,Id,x\n22,11,33\n',
    });
    expect(rowsOf(table)).toEqual([
      ['1', '2', '3'],
      ['11', '22', '33'],
    ]);
    expect(files[1].differences.recased).toEqual([{ written: 'Id', name: 'ID' }]);
  });

  it('have types by whole columns, over all files', async () => {
    const { table } = await append({
      'a.csv': 'a,b,c\n1,2024-01-01,7\n',
      'b.csv': 'a,b,c\nx,2024-01-02,0008\n',
    });
    expect(table.columns.map(({ type }) => type)).toEqual(['text', 'timestamp', 'text']);
    expect(cellsOf(need(table, 'c'))).toEqual(['7', '0008']);
  });

  it('may be compressed, zipped together, in other encodings, or printed', async () => {
    const print = 'LEAD_ID  CITY        DELIVERED\n006      Kota Bogor          0\n'.padEnd(70);
    const printed =
      print.trimEnd() +
      '\n007      Banda Aceh          1\n008      Bali                0\n009      Medan               1\n';
    const zip = zipSync({
      'b/feb.csv': utf8(FEB),
      '.DS_Store': utf8('x'),
      'notes.pdf': utf8('x'),
      'a/mar.tsv': utf8(MAR),
    });
    const { table, files, ignored, lines } = await append({
      'jan.csv.gz': gzipSync(utf8(JAN)),
      'q1.zip': zip,
      'apr.txt': printed,
      'may.csv': Buffer.from(`\ufeff${JAN.replaceAll('00', '01')}`, 'utf16le'),
    });
    expect(files.map(({ name, rows, encoding }) => [name, rows, encoding])).toEqual([
      ['jan.csv.gz', 2, 'utf-8'],
      ['q1.zip/b/feb.csv', 2, 'utf-8'],
      ['q1.zip/a/mar.tsv', 1, 'utf-8'],
      ['apr.txt', 4, 'utf-8'],
      ['may.csv', 2, 'utf-16le'],
    ]);
    expect(files[3].dialect.widths).not.toBeNull();
    expect(ignored).toEqual(['q1.zip/notes.pdf']);
    expect(cellsOf(need(table, 'LEAD_ID'))).toEqual([
      '001',
      '002',
      '003',
      '004',
      '005',
      '006',
      '007',
      '008',
      '009',
      '011',
      '012',
    ]);
    expect(lines).toMatchObject({ read: 11, kept: 11, header: 5 });
  });

  it('know a header by the names of the files before', async () => {
    const words = 'name,city\nanna,bali\nbudi,medan\nname,bali\n';
    const { table, files } = await append({ 'a.csv': 'name,city\ncitra,bogor\n', 'b.csv': words });
    expect(files.map(({ dialect }) => dialect.header)).toEqual([true, true]);
    expect(table.rows).toBe(4);
  });

  it('count their lines one by one and together, and list damage with its file', async () => {
    const { lines, files, rejects, repairs, reasons } = await append({
      'a.csv': 'a,b\n1,2\n1,2,3,4\n5\n',
      'b.csv': 'a,b\n1,2,3\n\n7,8\n9\n',
    });
    expect(files.map((file) => file.lines)).toMatchObject([
      { read: 3, kept: 1, repaired: 1, rejected: 1, physical: 4 },
      { read: 3, kept: 1, repaired: 1, rejected: 1, blank: 1, physical: 5 },
    ]);
    expect(lines).toMatchObject({
      read: 6,
      kept: 2,
      repaired: 2,
      rejected: 2,
      blank: 1,
      physical: 9,
    });
    expect(rejects.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['a.csv', 3, 'TOO_MANY_FIELDS'],
      ['b.csv', 2, 'TOO_MANY_FIELDS'],
    ]);
    expect(repairs.map(({ file, line }) => [file, line])).toEqual([
      ['a.csv', 4],
      ['b.csv', 5],
    ]);
    expect(reasons).toEqual({ rejected: { TOO_MANY_FIELDS: 2 }, repaired: { TOO_FEW_FIELDS: 2 } });
  });

  it('list 5,000 damaged lines in all', async () => {
    const bad = `a,b\n1,2\n${'1,2,3\n'.repeat(3000)}`;
    const { rejects, reasons } = await append({ 'a.csv': bad, 'b.csv': bad });
    expect(rejects).toHaveLength(5000);
    expect(rejects.filter(({ file }) => file === 'b.csv')).toHaveLength(2000);
    expect(reasons.rejected).toEqual({ TOO_MANY_FIELDS: 6000 });
  });

  it('may include one with a header alone', async () => {
    const { files, table } = await append({ 'a.csv': 'LEAD_ID,City\n', 'b.csv': JAN });
    expect(files.map(({ rows }) => rows)).toEqual([0, 2]);
    expect(table.rows).toBe(2);
  });

  it('report the bytes of all of them', async () => {
    const seen: { done: number; total: number }[] = [];
    const control: JobControl = {
      report: ({ done, total }) => seen.push({ done, total }),
      checkpoint: () => undefined,
    };
    const sources = [sourceOf('a.csv', JAN), sourceOf('b.csv', FEB)];
    await appendSources(sources, {}, control);
    const total = JAN.length + FEB.length;
    expect(seen.at(-1)).toEqual({ done: total, total });
    expect(seen.every((one, i) => i === 0 || one.done >= seen[i - 1].done)).toBe(true);
  });
});

describe('large files as one table', () => {
  /** Rows of which some columns have few values, some many, some change in between. */
  function rowsFrom(start: number, count: number): string[][] {
    const rng = new Rng(start + 1);
    return Array.from({ length: count }, (_, i) => [
      `L${start + i}`,
      'abc'[rng.int(3)],
      start + i < 20_000 ? 'same' : `n${start + i}`,
      `${rng.int(1000)}`,
    ]);
  }
  const csv = (header: string, rows: string[][], delimiter = ',') =>
    `${header.replaceAll(',', delimiter)}\n${rows.map((row) => row.join(delimiter)).join('\n')}\n`;

  it('are the table of all their lines, also where a column turns from codes to texts', async () => {
    const parts = [
      rowsFrom(0, 15_000),
      rowsFrom(15_000, 17_768),
      rowsFrom(32_768, 9000),
      rowsFrom(41_768, 3),
    ];
    const header = 'id,kind,note,n';
    const one = await append({ 'all.csv': csv(header, parts.flat()) });
    const several = await append({
      'a.csv': csv(header, parts[0]),
      'b.csv': csv(header, parts[1], ';'),
      'c.csv': csv(header, parts[2], '|'),
      'd.csv': csv(header, parts[3]),
    });
    expect(shapeOf(several.table)).toEqual(shapeOf(one.table));
    expect(rowsOf(several.table)).toEqual(rowsOf(one.table));
  }, 60_000);

  it('are filled up with missing cells on both sides of that row', async () => {
    const before = rowsFrom(0, 30_000);
    const after = rowsFrom(30_000, 6000);
    const wide = [
      ...before.map((row) => [...row, '', '']),
      ...after.map(([id, , note, n]) => [id, '', note, n, 'y', `x${id}`]),
      ...before.slice(0, 10).map((row) => [...row, '', '']),
    ];
    const one = await append({ 'all.csv': csv('id,kind,note,n,few,late', wide) });
    const several = await append({
      'a.csv': csv('id,kind,note,n', before),
      'b.csv': csv(
        'few,late,n,note,id',
        after.map(([id, , note, n]) => ['y', `x${id}`, n, note, id]),
      ),
      'c.csv': csv('id,kind,note,n', before.slice(0, 10)),
    });
    expect(shapeOf(several.table)).toEqual(shapeOf(one.table));
    expect(rowsOf(several.table)).toEqual(rowsOf(one.table));
  }, 60_000);

  it('may come after one that kernels do not read', async () => {
    const escaped = 'id,kind,note,n\nX1,"a \\"b\\" c",same,5\nX2,"q \\"r\\"",same,6\n';
    const rows = rowsFrom(0, 40_000);
    const take = vi.spyOn(PlainRecords.prototype, 'take');
    const { table, files } = await append({
      'a.csv': escaped,
      'b.csv': csv('id,kind,note,n', rows),
    });
    const taken = take.mock.results.map(({ value }) => (value as { records: number }).records);
    take.mockRestore();
    expect(taken.reduce((sum, records) => sum + records, 0)).toBe(rows.length);
    expect(files[0].dialect.escape).toBe('\\');
    expect(rowsOf(table).slice(0, 2)).toEqual([
      ['X1', 'a "b" c', 'same', '5'],
      ['X2', 'q "r"', 'same', '6'],
    ]);
    expect(rowsOf(table).slice(2)).toEqual(rows);
  }, 60_000);

  it('are refused together where one alone would not be', async () => {
    const text = csv('id,kind,note,n', rowsFrom(20_000, 60_000));
    const one = await append({ 'a.csv': text }, { memoryLimit: 6e6 });
    expect(one.table.rows).toBe(60_000);
    const sources = Array.from({ length: 10 }, (_, i) => sourceOf(`${i}.csv`, text));
    const error = await failure(appendSources(sources, { memoryLimit: 6e6 }, NO_CONTROL));
    expect(error).toMatchObject({ code: 'FILE_TOO_BIG', params: { limit: 6e6 } });
    expect(Number(error.params['rows']) / 600_000).toBeGreaterThan(0.7);
  }, 60_000);
});

describe('what goes wrong with one of several', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['NO_COMMON_COLUMNS', 'other.csv', 'x,y\n1,2\n'],
    ['FILE_EMPTY', 'none.csv', ''],
    ['ALL_LINES_REJECTED', 'bad.csv', 'LEAD_ID,City\n1,2,3,4\n'],
    ['BINARY_FILE', 'p.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10)],
    ['GZIP_DAMAGED', 'cut.csv.gz', gzipSync(utf8(JAN)).slice(0, -9)],
  ])('%s names it', async (code, name, content) => {
    const files = { 'jan.csv': JAN, [name]: content, 'mar.tsv': MAR };
    const error = await failure(append(files));
    expect(error).toMatchObject({ code, params: { name, inFile: name } });
  });

  it('says nothing of files where there is one', async () => {
    const error = await failure(append({ 'none.csv': '' }));
    expect(error.params).toEqual({ name: 'none.csv' });
  });

  it('is HEADER_ONLY where none has rows', async () => {
    const error = await failure(append({ 'a.csv': 'a,b\n', 'b.csv': 'b,c\n' }));
    expect(error).toMatchObject({ code: 'HEADER_ONLY', params: { name: 'a.csv' } });
  });

  it('stops where it is told to, between files too', async () => {
    let left = 3;
    const control: JobControl = {
      report: () => undefined,
      checkpoint: () => {
        if (--left === 0) throw new LeadbenchError('CANCELLED');
      },
    };
    const sources = [sourceOf('a.csv', JAN), sourceOf('b.csv', FEB), sourceOf('c.tsv', MAR)];
    expect((await failure(appendSources(sources, {}, control, kernels))).code).toBe('CANCELLED');
  });
});

it('a preview of a zip with several shows one of them and names all', async () => {
  const zip = zipSync({ 'jan.csv': utf8(JAN), 'x.png': utf8('x'), 'feb.csv': utf8(FEB) });
  const preview = await previewDelimited([sourceOf('q.zip', zip)], {});
  expect(preview.header).toEqual(['LEAD_ID', 'City', 'Delivered']);
  expect(preview.rows).toHaveLength(2);
  expect(preview.files).toEqual(['q.zip/jan.csv', 'q.zip/feb.csv']);
  expect(preview.ignored).toEqual(['q.zip/x.png']);
  expect(preview.shown).toBe(0);

  const second = await previewDelimited([sourceOf('q.zip', zip)], {}, 1);
  expect(second.header).not.toEqual(preview.header);
  expect(second.files).toEqual(preview.files);
  expect(second.shown).toBe(1);
  // By bytes, of which the rows of these have not the same.
  expect(Math.abs(preview.estimate.rows - 4)).toBeLessThanOrEqual(1);
  expect(Math.abs(second.estimate.rows - 4)).toBeLessThanOrEqual(1);
  const behind = await previewDelimited([sourceOf('q.zip', zip)], {}, 9);
  expect(behind).toEqual(second);
});
