import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../../src/data/parse/byte-reader';
import { bytesSource } from '../../../../src/data/parse/byte-source';
import { GzipReader, INFLATE_LIMITS } from '../../../../src/data/parse/gunzip';
import { failure, parse, rowsOf, utf8 } from '../helpers';

const MB = 1 << 20;
/** The most that one step may inflate to. */
const STEP_OUT = 32 * 1032 * 1024;

/** Inflates all of it; counts what came out. */
function inflate(packed: Uint8Array, limits = INFLATE_LIMITS): GzipReader {
  const reader = new GzipReader('bomb.csv.gz', limits);
  for (const chunk of reader.push(packed, true)) expect(chunk.length).toBeLessThan(STEP_OUT);
  return reader;
}

/** As `inflate` for what must be refused: the error, and the reader as it stood then. */
async function refused(packed: Uint8Array, limits = INFLATE_LIMITS) {
  const reader = new GzipReader('bomb.csv.gz', limits);
  const error = await failure(
    Promise.resolve().then(() => {
      for (const chunk of reader.push(packed, true)) expect(chunk.length).toBeLessThan(STEP_OUT);
    }),
  );
  return { error, reader };
}

/** Members of 4 MB of one byte, 1,024 times smaller each: many steps, of which few are to be taken. */
function bombOf(members: number): Uint8Array {
  const one = gzipSync(new Uint8Array(4 * MB), { level: 9 });
  return new Uint8Array(Array.from({ length: members }, () => [...one]).flat());
}

describe('a gzip bomb', () => {
  it('is refused at the first step past the size where the ratio counts, not at its end', async () => {
    const bomb = bombOf(32);
    const limits = { ...INFLATE_LIMITS, ratioFrom: MB };
    const { error, reader } = await refused(bomb, limits);
    expect(error).toMatchObject({
      code: 'GZIP_TOO_LARGE',
      params: { name: 'bomb.csv.gz', compressed: reader.consumed, inflated: reader.inflated },
    });
    expect(reader.inflated).toBeLessThan(MB + STEP_OUT);
    expect(reader.consumed).toBeLessThan(bomb.length / 3);
  });

  it('is refused where it comes to more bytes than allowed, whatever its ratio', async () => {
    const text = gzipSync(utf8('lead,age\n'.repeat(MB)));
    const limits = { ...INFLATE_LIMITS, bytes: MB };
    const { error, reader } = await refused(text, limits);
    expect(error).toMatchObject({ code: 'GZIP_TOO_LARGE' });
    expect(reader.inflated).toBeGreaterThan(MB);
    expect(reader.inflated).toBeLessThan(MB + STEP_OUT);
  });

  it('is refused as it is read, by the limits in force', async () => {
    const bomb = bombOf(64);
    const reader = new ByteReader(bytesSource('bomb.csv.gz', bomb));
    let length = 0;
    const reading = (async () => {
      for (;;) {
        const piece = await reader.read();
        if (piece === null) return;
        length += piece.length;
      }
    })();
    expect(await failure(reading)).toMatchObject({ code: 'GZIP_TOO_LARGE' });
    expect(length).toBeLessThan(INFLATE_LIMITS.ratioFrom + STEP_OUT);
    expect(reader.consumed).toBeLessThan(bomb.length / 2);
  });
});

describe('an honest file', () => {
  it('may pack well: short ones without a look at the ratio, long ones below it', async () => {
    const limits = { ...INFLATE_LIMITS, ratioFrom: 2 * MB };
    expect(inflate(gzipSync(new Uint8Array(2 * MB), { level: 9 }), limits).inflated).toBe(2 * MB);
    const wide = '0,'.repeat(300);
    const sheet = Array.from({ length: 8000 }, (_, row) => wide + row).join('\n');
    const packed = gzipSync(utf8(sheet));
    expect(sheet.length / packed.length).toBeGreaterThan(100);
    expect(sheet.length).toBeGreaterThan(limits.ratioFrom);
    expect(inflate(packed, limits).inflated).toBe(sheet.length);
    const { table } = await parse(gzipSync(utf8('id,x\n07,1\n08,2\n')));
    expect(rowsOf(table)).toEqual([
      ['07', '1'],
      ['08', '2'],
    ]);
  });
});
