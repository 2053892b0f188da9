import { beforeAll, describe, expect, it } from 'vitest';
import { CellStore } from '../../../src/data/parse/cell-store';
import { plainUntil } from '../../../src/data/parse/decoder';
import { HashedLevels } from '../../../src/data/parse/hashed-levels';
import { TimestampCell } from '../../../src/data/parse/timestamp-cell';
import { NOT_A_NUMBER, readNumber } from '../../../src/data/parse/number-text';
import {
  CellKernels,
  FULL,
  NOT_PLAIN,
  TEXT_ENDS,
  type Split,
} from '../../../src/kernels/cell-kernels';
import { NOT_PLAIN_NUMBER, PlainNumber, plainText } from '../../../src/kernels/plain-number';
import type { Suspects } from '../../../src/kernels/suspects';
import { READER_BYTES } from '../../../src/kernels/cell-reader';
import { Rng } from '../../../src/util/rng';
import { compileKernels } from './histogram-module';
import type { Kernels } from '../../../src/kernels/wasm';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
}, 60_000);

function open(columns: number, quote = '"', suspects: Suspects | null = null): CellKernels {
  const opened = CellKernels.open(kernels, { columns, delimiter: ',', quote, suspects });
  if (opened === null) throw new Error('kernels do not run here');
  return opened;
}

interface Splitting {
  readonly split: Split;
  /** Cells by column. */
  readonly cells: string[][];
}

/** Splits the start of a text, and reads the cells of its plain records. */
function splitText(opened: CellKernels, text: string, columns: number, most = 100): Splitting {
  const source = new TextEncoder().encode(text);
  opened.start({ source, from: 0, to: source.length, most }, []);
  const split = opened.join();
  const targets = Array.from({ length: columns }, () => ({ end: 0, cells: 0 }));
  opened.start(null, targets);
  opened.join();
  const cells = targets.map((_, column) => {
    const filled =
      split.records === 0 ? { bytes: source, ends: new Uint32Array(0) } : opened.filled(column);
    if (!('ends' in filled)) throw new Error('no text came back');
    const { bytes, ends } = filled;
    return Array.from(ends, (end, i) =>
      new TextDecoder().decode(Uint8Array.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end))),
    );
  });
  return { split, cells };
}

describe('records split by kernels', () => {
  it('are the plain ones, quotes undone', () => {
    const { split, cells } = splitText(open(2), 'a,b\r\n"c, d","say ""yes"""\n,""\n', 2);
    expect(split).toEqual({ records: 3, bytes: 30, why: TEXT_ENDS });
    expect(cells).toEqual([
      ['a', 'c, d', ''],
      ['b', 'say "yes"', ''],
    ]);
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
    const { split, cells } = splitText(open(2), `1,2\n${bad}3,4\n`, 2);
    expect(split).toEqual({ records: 1, bytes: 4, why: NOT_PLAIN });
    expect(cells).toEqual([['1'], ['2']]);
  });

  it('stop at a blank line of a single column', () => {
    expect(splitText(open(1), 'a\n \t\nb\n', 1).split).toEqual({
      records: 1,
      bytes: 2,
      why: NOT_PLAIN,
    });
  });

  it('wait for the rest of a record, and for room', () => {
    const opened = open(2);
    for (const part of ['1,2\n3,4', '1,2\n3,"4"', '1,2\n3,4\r', '1,2\n3', '1,2\n"3']) {
      expect(splitText(opened, part, 2).split).toEqual({ records: 1, bytes: 4, why: TEXT_ENDS });
    }
    expect(splitText(opened, '1,2\n'.repeat(10), 2, 3).split).toEqual({
      records: 3,
      bytes: 12,
      why: FULL,
    });
  });

  it.each([
    ['Total,9\n', NOT_PLAIN],
    ['  TOTAL semua,9\n', NOT_PLAIN],
    [',jumlah\n', NOT_PLAIN],
    ['"name",9\n', NOT_PLAIN],
    ['Name \u00a0,9\n', NOT_PLAIN],
    [' \u00a0name,9\n', NOT_PLAIN],
    [',\n', NOT_PLAIN],
    ['names,9\n', TEXT_ENDS],
    ['nam,9\n', TEXT_ENDS],
    ['SUMARNI,9\n', TEXT_ENDS],
    ['9,total\n', TEXT_ENDS],
  ])('are watched for words: %j', (line, why) => {
    const suspects = { beginnings: ['total', 'jumlah'], wholes: ['sum', 'name'] };
    const { split } = splitText(open(2, '"', suspects), `1,2\n${line}`, 2);
    expect([split.records, split.why]).toEqual([why === NOT_PLAIN ? 1 : 2, why]);
  });

  it('have no quotes where the file has none', () => {
    expect(splitText(open(2, ''), '"a,b"\n', 2).cells).toEqual([['"a'], ['b"']]);
  });
});

describe('codes given by kernels', () => {
  it('are those of the twin, while the dictionary grows', () => {
    const opened = open(1);
    const levels = opened.levels();
    const twin = new HashedLevels();
    const rng = new Rng(4);
    let [before, rows]: [string[], string[]] = [[], []];
    let cells = 0;
    for (let round = 0; round <= 40; round++) {
      before = rows;
      rows = Array.from({ length: round === 40 ? 0 : 900 }, () => {
        const length = 1 + rng.int(rng.int(20) === 0 ? 200 : 12);
        return Array.from({ length }, () => String.fromCharCode(97 + rng.int(4))).join('');
      });
      const source = new TextEncoder().encode(`${rows.join('\n')}\n`);
      const part = { source, from: 0, to: source.length, most: 5000 };
      opened.start(rows.length === 0 ? null : part, before.length === 0 ? [] : [{ levels, cells }]);
      const split = opened.join();
      cells += before.length;
      expect(split.records).toBe(rows.length);
      if (before.length === 0) continue;
      const filled = opened.filled(0);
      const encoded = before.map((row) => new TextEncoder().encode(row));
      const codes = encoded.map((row) => twin.codeOf(row, 0, row.length));
      expect('codes' in filled && Array.from(filled.codes)).toEqual(codes);
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
      const done = cells.reader.readNumbers(
        { cells: store, from: at, to: store.count, values },
        mark,
      );
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
      const done = cells.reader.readNumbers({ cells: store, from: 0, to: 1, values }, '.');
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
    store.push(new Uint8Array(READER_BYTES + 1).fill(49), 0, READER_BYTES + 1);
    const range = { cells: store, from: 0, to: 1, values: new Float64Array(1) };
    expect(open(1).reader.readNumbers(range, '.')).toBe(0);
  });
});

describe('numbers read while cells are put in columns', () => {
  /** What a column of such cells is filled with, as numbers if it can be. */
  function fill(cells: readonly string[]) {
    const opened = open(2);
    const source = new TextEncoder().encode(cells.map((cell) => `${cell},x\n`).join(''));
    opened.start({ source, from: 0, to: source.length, most: 5000 }, []);
    expect(opened.join().records).toBe(cells.length);
    opened.start(null, [{ cells: 0 }, { end: 0, cells: 0 }]);
    opened.join();
    return opened.filled(0);
  }

  const twin = new PlainNumber();
  function shapeOf(cell: string): number {
    const bytes = new TextEncoder().encode(cell);
    return twin.read(bytes, 0, bytes.length);
  }

  /** Plain numbers of one to seventeen characters, and now and then an empty cell. */
  function plain(rng: Rng): string {
    const digits = (most: number) =>
      Array.from({ length: rng.int(most + 1) }, () => rng.int(10)).join('');
    for (;;) {
      const sign = rng.int(4) === 0 ? '-' : '';
      const mark = rng.int(3) === 0 ? '' : '.';
      const cell = rng.int(30) === 0 ? '' : sign + digits(8) + mark + digits(8);
      if (shapeOf(cell) !== NOT_PLAIN_NUMBER) return cell;
    }
  }

  it('are those of the twin, with a shape that writes them again', () => {
    const rng = new Rng(31);
    const cells = Array.from({ length: 2000 }, () => plain(rng));
    const filled = fill(cells);
    if (!('values' in filled)) throw new Error('no numbers came back');
    cells.forEach((cell, i) => {
      const shape = shapeOf(cell);
      expect([cell, filled.values[i], filled.shapes[i]]).toEqual([cell, twin.value, shape]);
      expect(plainText(filled.values[i], filled.shapes[i])).toBe(cell);
    });
  });

  it.each([
    ...['x', ' 1', '1 ', '+1', '-', '.', '-.', '007', '00.5', '1.2.3', '1-', '1e5', '1,5'],
    ...['123456789', '123456789.1234567', '1234567890123456', 'é', '12\u00005', '½½½½½½½½½'],
  ])('come back as text where one is %j', (cell) => {
    expect(shapeOf(cell)).toBe(NOT_PLAIN_NUMBER);
    const cells = ['1.50', '', '-3', `"${cell}"`, '4.'];
    const filled = fill(cells);
    if (!('ends' in filled)) throw new Error('numbers came back');
    const text = new TextDecoder().decode(Uint8Array.from(filled.bytes));
    expect(text).toBe(`1.50-3${cell}4.`);
    const last = new TextEncoder().encode(text).length;
    expect(Array.from(filled.ends)).toEqual([4, 4, 6, last - 2, last]);
  });

  it('keep whatever digits a double keeps', () => {
    for (const cell of ['0', '-0', '-0.0', '0.', '.5', '-.50', '99999999', '-999999999999999']) {
      const filled = fill([cell]);
      if (!('values' in filled)) throw new Error(`${cell} is no number`);
      expect(Object.is(filled.values[0], Number(cell))).toBe(true);
      expect(plainText(filled.values[0], filled.shapes[0])).toBe(cell);
    }
  });
});

describe('plain bytes counted by kernels', () => {
  it('end where the twin says', () => {
    const opened = open(1);
    const rng = new Rng(8);
    for (let round = 0; round < 300; round++) {
      const bytes = new Uint8Array(rng.int(round < 20 ? 200_000 : 300)).fill(65);
      for (let i = rng.int(4); i > 0 && bytes.length > 0; i--) {
        bytes[rng.int(bytes.length)] = [0, 10, 127, 128, 255][rng.int(5)];
      }
      const at = rng.int(bytes.length + 1);
      expect(opened.plainUntil(bytes, at)).toBe(plainUntil(bytes, at));
    }
  });
});

describe('dates read by kernels', () => {
  const WRITTEN = [
    'yyyy-mm-dd',
    'yyyy/m/d',
    'dd/mm/yyyy',
    'd-m-yyyy',
    'yyyy-mm-dd H:mi',
    'dd/mm/yyyy hh:mi:ss',
    'yyyy-mm-ddThh:mi:ss.mmmZ',
  ];

  /** A date written so, now and then with something else in it. */
  function date(rng: Rng, written: string): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    const [day, month, hour] = [rng.int(32), rng.int(14), rng.int(25)];
    const parts: Readonly<Record<string, string>> = {
      yyyy: String(rng.int(10) === 0 ? rng.int(10_000) : 1990 + rng.int(40)).padStart(4, '0'),
      ...{ mm: two(month), m: String(month), dd: two(day), d: String(day) },
      ...{ hh: two(hour), H: String(hour), mi: two(rng.int(61)), ss: two(rng.int(61)) },
      mmm: String(rng.int(1000)).padStart(3, '0'),
    };
    const text = written.replace(/yyyy|mmm|mi|mm|dd|hh|ss|m|d|H/g, (part) => parts[part]);
    if (rng.int(40) > 0) return text;
    return ['', '  ', ` ${text} `, `${text}x`, text.slice(1), text.replace('-', '/')][rng.int(6)];
  }

  /** The twin's number for it. */
  function shapeOf(written: string): number {
    const parts: Readonly<Record<string, string>> = {
      yyyy: '2024',
      mmm: '500',
      mi: '30',
      ss: '15',
      hh: '10',
      H: '10',
    };
    const text = written.replace(/yyyy|mmm|mi|mm|dd|hh|ss|m|d|H/g, (part) => parts[part] ?? '11');
    const cell = new TimestampCell();
    const bytes = new TextEncoder().encode(text);
    expect([text, cell.read(bytes, 0, bytes.length)]).toEqual([text, true]);
    return cell.shape;
  }

  it.each(WRITTEN)('written %s are those of the twin, or left to it', (written) => {
    const rng = new Rng(12);
    const store = new CellStore();
    for (let i = 0; i < 20_000; i++) {
      const bytes = new TextEncoder().encode(date(rng, written));
      store.push(bytes, 0, bytes.length);
    }
    const twin = new TimestampCell();
    const shape = shapeOf(written);
    for (const monthFirst of [false, true]) {
      const order = written.startsWith('y') ? 'year' : monthFirst ? 'month' : 'day';
      const values = new Float64Array(store.count);
      const { reader } = open(1);
      let [read, left] = [0, 0];
      for (let from = 0; from < store.count;) {
        const range = { cells: store, from, to: store.count, values };
        const seen = reader.readDates(range, { shape, monthFirst });
        let [single, padded] = [false, false];
        for (let i = from; i < seen.end; i++) {
          const text = new TextDecoder().decode(
            store.bytes.slice(store.offsets[i], store.offsets[i + 1]),
          );
          const trimmed = new TextEncoder().encode(text.trim());
          if (trimmed.length === 0) {
            expect(values[i]).toBeNaN();
            continue;
          }
          expect([text, twin.read(trimmed, 0, trimmed.length)]).toEqual([text, true]);
          expect([text, twin.shape]).toEqual([text, shape]);
          expect([text, values[i]]).toEqual([text, twin.days(order) * 86_400_000 + twin.time]);
          single ||= twin.single;
          padded ||= twin.padded;
          read++;
        }
        expect([single, padded]).toEqual([seen.single, seen.padded]);
        if (seen.end < store.count) {
          left++;
          const [start, end] = [store.offsets[seen.end], store.offsets[seen.end + 1]];
          const plain = new TextDecoder().decode(store.bytes.slice(start, end)).trim();
          const cell = new TextEncoder().encode(plain);
          const isOther =
            !twin.read(cell, 0, cell.length) || twin.shape !== shape || isNaN(twin.days(order));
          expect([plain, isOther]).toEqual([plain, true]);
        }
        from = seen.end + 1;
      }
      expect(read).toBeGreaterThan(5000);
      expect(left).toBeGreaterThan(500);
    }
  });
});
