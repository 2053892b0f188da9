import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { blobSource, bytesSource } from '../../../../src/data/parse/byte-source';
import { parseDelimited } from '../../../../src/data/parse/parse-delimited';
import { previewDelimited } from '../../../../src/data/parse/preview-delimited';
import type { ByteSource } from '../../../../src/data/parse/types';
import { tableBytes } from '../../../../src/data/table/table-bytes';
import { LeadbenchError } from '../../../../src/util/errors';
import { NO_CONTROL, type Progress } from '../../../../src/util/progress';
import { Rng } from '../../../../src/util/rng';
import { failure, parse, rowsOf, utf8 } from '../helpers';

const TABLE = `id,name,score\n${Array.from({ length: 20_000 }, (_, i) => `${i},name ${i},${i / 8}`).join('\n')}\n`;

/** A source of any size that makes its lines when they are asked for. */
function endlessSource(size: number): ByteSource & { readonly given: () => number } {
  const block = utf8(`${'4711,some words of text,12.5\n'.repeat(4000)}`);
  let given = 0;
  return {
    name: 'huge.csv',
    size,
    given: () => given,
    slice: () => Promise.reject(new Error('not used')),
    stream: () =>
      new ReadableStream({
        pull: (controller) => {
          controller.enqueue(given === 0 ? utf8('id,words,score\n') : block.slice());
          given += block.length;
        },
      }),
  };
}

describe('failures', () => {
  it.each([
    ['FILE_EMPTY', ''],
    ['FILE_EMPTY', '\ufeff\r\n \n'],
    ['HEADER_ONLY', 'a,b\n'],
    ['HEADER_ONLY', 'a,b\n\n\n'],
    ['ALL_LINES_REJECTED', 'a,b\n1,2,3\n'],
  ])('%s', async (code, text) => {
    const error = await failure(parse(text, { delimiter: ',', header: true }));
    expect(error.code).toBe(code);
    expect(error.params['name']).toBe('test.csv');
  });

  it.each([
    ['XLSX', [0x50, 0x4b, 3, 4, ...utf8('....[Content_Types].xml')]],
    ['Parquet', [...utf8('PAR1'), 1, 2, 3]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10]],
    ['PDF', [...utf8('%PDF-1.7')]],
    ['binary', [...utf8('a,b\n'), ...new Uint8Array(40)]],
  ])('BINARY_FILE says %s', async (kind, bytes) => {
    const error = await failure(parse(new Uint8Array(bytes)));
    expect([error.code, error.params['kind']]).toEqual(['BINARY_FILE', kind]);
  });

  it('takes noise for binary, and control characters that delimit for text', async () => {
    const rng = new Rng(4);
    for (const length of [300, 5000, 400_000]) {
      const noise = Uint8Array.from({ length }, () => rng.int(256));
      expect((await failure(parse(noise))).code).toBe('BINARY_FILE');
    }
    const delimited = TABLE.replaceAll(',', '\x01');
    const { table } = await parse(delimited, { delimiter: '\x01' });
    expect([table.rows, table.columns.length]).toEqual([20_000, 3]);
  });

  it('FILE_UNREADABLE names a file that cannot be read, at its start or on the way', async () => {
    for (const good of [0, 1]) {
      const source: ByteSource = {
        ...bytesSource('gone.csv', utf8(TABLE)),
        stream: () => {
          let given = 0;
          return new ReadableStream<Uint8Array>({
            pull: (controller) => {
              if (given++ < good) controller.enqueue(utf8(TABLE));
              else controller.error(new DOMException('gone', 'NotFoundError'));
            },
          });
        },
      };
      const error = await failure(parseDelimited(source, {}, NO_CONTROL));
      expect([error.code, error.params['name']]).toEqual(['FILE_UNREADABLE', 'gone.csv']);
    }
  });

  it('stops when it is told to', async () => {
    let calls = 0;
    const control = {
      report: () => undefined,
      checkpoint: () => {
        if (++calls > 2) throw new LeadbenchError('CANCELLED');
      },
    };
    expect((await failure(parse(TABLE, {}, { control }))).code).toBe('CANCELLED');
  });
});

describe('gzip', () => {
  const packed = gzipSync(utf8(TABLE));

  it('reads it by its bytes, whatever the chunks', async () => {
    const plain = rowsOf((await parse(TABLE)).table);
    for (const chunk of [999, 4096, 1 << 20]) {
      expect(rowsOf((await parse(packed, {}, { chunk })).table)).toEqual(plain);
    }
  });

  it('reads several members in a row', async () => {
    const both = new Uint8Array([...gzipSync(utf8('a,b\nx,y\n')), ...gzipSync(utf8('p,q\n'))]);
    expect(rowsOf((await parse(both)).table)).toEqual([
      ['x', 'y'],
      ['p', 'q'],
    ]);
  });

  it.each([
    ['cut off', packed.slice(0, -4000)],
    ['without its trailer', packed.slice(0, -8)],
    ['with half a trailer', packed.slice(0, -3)],
    ['with a header alone', packed.slice(0, 10)],
    ['altered', packed.map((byte, i) => (i === 20_000 ? byte ^ 0x55 : byte))],
  ])('says so when it is %s', async (_, bytes) => {
    expect((await failure(parse(bytes))).code).toBe('GZIP_DAMAGED');
  });
});

describe('progress and memory', () => {
  it('reports bytes of the source up to all of them', async () => {
    const seen: Progress[] = [];
    const control = { report: (p: Progress) => void seen.push(p), checkpoint: () => undefined };
    const bytes = utf8(TABLE.repeat(4));
    await parse(bytes, {}, { control, chunk: 100_000 });
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual({
      phase: 'read',
      done: bytes.length,
      total: bytes.length,
      unit: 'bytes',
    });
  });

  it('refuses a 3 GB file after its first 8 MB, by the limit it is given', async () => {
    const source = endlessSource(3e9);
    const limit = 500e6;
    const error = await failure(parseDelimited(source, { memoryLimit: limit }, NO_CONTROL));
    expect(error).toMatchObject({ code: 'FILE_TOO_BIG', params: { limit, name: 'huge.csv' } });
    expect(error.params['estimate']).toBeGreaterThan(limit);
    expect(source.given()).toBeLessThan(10e6);
  });

  it('refuses a small file by a smaller limit', async () => {
    expect((await failure(parse(TABLE, { memoryLimit: 1000 }))).code).toBe('FILE_TOO_BIG');
  });

  it('notices a file that grows beyond what it promised', async () => {
    const source = endlessSource(9e6);
    const error = await failure(parseDelimited(source, { memoryLimit: 20e6 }, NO_CONTROL));
    expect(error.code).toBe('FILE_TOO_BIG');
    expect(source.given()).toBeGreaterThan(16e6);
  });
});

describe('preview', () => {
  it('shows the first rows as written and judges the whole by 8 MB', async () => {
    const source = endlessSource(3e9);
    const preview = await previewDelimited([source], {});
    expect(preview.header).toEqual(['id', 'words', 'score']);
    expect(preview.rows).toHaveLength(50);
    expect(preview.rows[0]).toEqual(['4711', 'some words of text', '12.5']);
    expect(preview.estimate.rows / (3e9 / 29)).toBeCloseTo(1, 1);
    expect(source.given()).toBeLessThan(10e6);
  });

  it('is exact for a small file', async () => {
    const preview = await previewDelimited([bytesSource('t.csv', utf8(TABLE))], {});
    const { table } = await parse(TABLE);
    expect(preview.estimate.rows).toBe(20_000);
    expect(preview.estimate.memoryBytes).toBeGreaterThanOrEqual(tableBytes(table));
  });

  it('shows a header without rows', async () => {
    const file = Object.assign(new Blob(['a,b\n']), { name: 'h.csv' });
    expect(await previewDelimited([blobSource(file)], {})).toMatchObject({
      header: ['a', 'b'],
      rows: [],
    });
  });
});
