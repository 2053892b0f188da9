import { beforeAll, describe, expect, it } from 'vitest';
import { CellStore } from '../../../src/data/parse/cell-store';
import { HashedLevels } from '../../../src/data/parse/hashed-levels';
import { NOT_A_NUMBER, readNumber } from '../../../src/data/parse/number-text';
import {
  CellKernels,
  FULL,
  NOT_PLAIN,
  TEXT_BYTES,
  TEXT_ENDS,
} from '../../../src/kernels/cell-kernels';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';
import type { Kernels } from '../../../src/kernels/wasm';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
}, 60_000);

function open(columns: number, quote = '"'): CellKernels {
  const opened = CellKernels.open(kernels, columns, { delimiter: ',', quote });
  if (opened === null) throw new Error('kernels do not run here');
  return opened;
}

function load(cells: CellKernels, text: string): void {
  const bytes = new TextEncoder().encode(text);
  expect(cells.load(bytes, 0, bytes.length)).toBe(bytes.length);
}

/** Cells of the records just split, by column. */
function textOf(cells: CellKernels, column: number, records: number): string[] {
  const { bytes, ends } = cells.copy(column, records, 0);
  return Array.from(ends, (end, i) =>
    new TextDecoder().decode(Uint8Array.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end))),
  );
}

describe('records split by kernels', () => {
  it('are the plain ones, quotes undone', () => {
    const cells = open(2);
    load(cells, 'a,b\r\n"c, d","say ""yes"""\n,""\n');
    expect(cells.split(0, 100)).toBe(3);
    expect([cells.why, cells.next]).toEqual([TEXT_ENDS, 30]);
    expect(textOf(cells, 0, 3)).toEqual(['a', 'c, d', '']);
    expect(textOf(cells, 1, 3)).toEqual(['b', 'say "yes"', '']);
  });

  it.each([
    ['too few fields', 'a\n'],
    ['too many fields', 'a,b,c\n'],
    ['a blank line', '\n'],
    ['a line end in quotes', '"a\nb",c\n'],
    ['text behind a quote', '"a"b,c\n'],
    ['a line end of CR alone', 'a,b\rc,d\n'],
    ['a quote that closes nowhere in its line', 'a,"b\nc,d\ne","f\n'],
  ])('stop at %s', (_, bad) => {
    const cells = open(2);
    load(cells, `1,2\n${bad}3,4\n`);
    expect(cells.split(0, 100)).toBe(1);
    expect([cells.why, cells.next]).toEqual([NOT_PLAIN, 4]);
  });

  it('wait for the rest of a record, and for room', () => {
    const cells = open(2);
    for (const part of ['1,2\n3,4', '1,2\n3,"4"', '1,2\n3,4\r', '1,2\n3', '1,2\n"3']) {
      load(cells, part);
      expect([cells.split(0, 100), cells.why, cells.next]).toEqual([1, TEXT_ENDS, 4]);
    }
    load(cells, '1,2\n'.repeat(10));
    expect([cells.split(4, 3), cells.why, cells.next]).toEqual([3, FULL, 16]);
  });

  it('have no quotes where the file has none', () => {
    const cells = open(2, '');
    load(cells, '"a,b"\n');
    expect(cells.split(0, 9)).toBe(1);
    expect(textOf(cells, 0, 1)).toEqual(['"a']);
  });
});

describe('codes given by kernels', () => {
  it('are those of the twin, while the dictionary grows', () => {
    const cells = open(1);
    const levels = cells.levels();
    const twin = new HashedLevels();
    const rng = new Rng(4);
    for (let round = 0; round < 40; round++) {
      const rows = Array.from({ length: 900 }, () => {
        const length = 1 + rng.int(rng.int(20) === 0 ? 200 : 12);
        return Array.from({ length }, () => String.fromCharCode(97 + rng.int(4))).join('');
      });
      load(cells, `${rows.join('\n')}\n`);
      expect(cells.split(0, 900)).toBe(900);
      const codes = Array.from(cells.codes(levels, 0, 900));
      const encoded = rows.map((row) => new TextEncoder().encode(row));
      expect(codes).toEqual(encoded.map((row) => twin.codeOf(row, 0, row.length)));
    }
    const single = new TextEncoder().encode('one from elsewhere'.repeat(40));
    expect(levels.codeOf(single, 0, single.length)).toBe(twin.count);
    expect(levels.codeOf(single, 0, single.length)).toBe(twin.codeOf(single, 0, single.length));
    expect(levels.count).toBe(twin.count);
    const [a, b] = [levels.cells(), twin.cells()];
    expect(Array.from(a.offsets)).toEqual(Array.from(b.offsets.subarray(0, b.count + 1)));
    expect(Buffer.from(a.bytes).equals(Buffer.from(b.bytes.subarray(0, a.bytes.length)))).toBe(
      true,
    );
  });
});

describe('numbers read by kernels', () => {
  /** Whatever digits, marks and signs make, long and short. */
  function written(rng: Rng): string {
    const length = 1 + rng.int(rng.int(4) === 0 ? 24 : 8);
    const marks = rng.int(3) === 0 ? '0123456789.,-e+ \t' : '0123456789';
    const digits = () => marks[rng.int(marks.length)];
    const text = Array.from({ length }, digits).join('');
    return rng.int(3) === 0
      ? `${rng.int(2) === 0 ? '-' : ''}${text.replace(/\D/g, '')}.${rng.int(9999)}`
      : text;
  }

  it.each(['.', ','])('with decimal mark %s are those of the twin, or left to it', (mark) => {
    const cells = open(1);
    const rng = new Rng(9);
    const store = new CellStore();
    for (let i = 0; i < 60_000; i++) {
      const bytes = new TextEncoder().encode(written(rng).replace('.', mark));
      store.push(bytes, 0, bytes.length);
    }
    const values = new Float64Array(store.count);
    let left = 0;
    for (let at = 0; at < store.count;) {
      const done = cells.readNumbers(store, { from: at, to: store.count }, mark, values);
      for (let i = at; i < done; i++) {
        const twin = readNumber(store, i, { decimalComma: mark === ',' });
        if (!Object.is(values[i], twin)) expect([i, values[i]]).toEqual([i, twin]);
      }
      if (done < store.count) left++;
      at = done + 1;
    }
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThan(50_000);
  });

  it('leave every cell that is none', () => {
    const cells = open(1);
    for (const text of [
      '',
      'x',
      '007',
      '1234567890',
      '1e5',
      '+1',
      '.',
      '-',
      '1.2.3',
      '1234567890.1234567',
    ]) {
      const store = new CellStore();
      store.push(new TextEncoder().encode(text), 0, text.length);
      const values = new Float64Array(1);
      const done = cells.readNumbers(store, { from: 0, to: 1 }, '.', values);
      const twin = readNumber(store, 0, { decimalComma: false });
      if (done === 1) expect(values[0]).toBe(twin);
      else
        expect([text, twin === NOT_A_NUMBER || text.includes('.') || text.includes('e')]).toEqual([
          text,
          true,
        ]);
    }
  });

  it('leave a cell longer than their text', () => {
    const store = new CellStore();
    store.push(new Uint8Array(TEXT_BYTES + 1).fill(49), 0, TEXT_BYTES + 1);
    expect(open(1).readNumbers(store, { from: 0, to: 1 }, '.', new Float64Array(1))).toBe(0);
  });
});
