import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/parse/byte-source';
import { CellKernels } from '../../src/kernels/cell-kernels';
import type { Kernels } from '../../src/kernels/wasm';
import { DICTIONARY_ROW } from '../../src/data/parse/column-builder';
import { DelimitedParser } from '../../src/data/parse/delimited-parser';
import { appendSources } from '../../src/data/parse/append-sources';
import { parseDelimited } from '../../src/data/parse/parse-delimited';
import { MOST_LISTED } from '../../src/data/parse/reject-list';
import { sniff, type Sniffed } from '../../src/data/parse/sniff';
import { TableColumns } from '../../src/data/parse/table-columns';
import type { ByteSource, ParseOptions, ParseResult } from '../../src/data/parse/types';
import type { Column } from '../../src/data/table/column';
import { numberColumn, textColumn, timestampColumn } from '../../src/data/table/make-column';
import { writeCsv } from '../../src/data/write/csv';
import { LeadbenchError } from '../../src/util/errors';
import { NO_CONTROL } from '../../src/util/progress';
import { collect, rowsOf } from '../unit/data/helpers';
import { compileKernels } from '../unit/kernels/histogram-module';

/** LEADBENCH_SEED draws other files. */
const SEED = Number(process.env['LEADBENCH_SEED'] ?? 20_240_229);
const EXACT: ParseOptions = {
  delimiter: ',',
  quote: '"',
  escape: '"',
  header: true,
  encoding: 'utf-8',
  plain: true,
};
/** Random files for "any bytes are accounted for": LEADBENCH_FUZZ=1000000 takes some twenty minutes. */
const RUNS = Number(process.env['LEADBENCH_FUZZ'] ?? 3000);

/** Says the seed in the test's name, so that a failure can be run again. */
function holds(name: string, property: fc.IAsyncProperty<unknown[]>, numRuns: number): void {
  it(
    `${name} (seed ${SEED})`,
    async () => {
      await fc.assert(property as fc.IAsyncProperty<never>, { seed: SEED, numRuns });
      expect(numRuns).toBeGreaterThan(0);
    },
    Math.max(120_000, 10 * numRuns),
  );
}

/** Bytes given in pieces of the lengths of `cuts`, over and over. */
function cutSource(bytes: Uint8Array, cuts: readonly number[]): ByteSource {
  let [at, turn] = [0, 0];
  return {
    ...bytesSource('w.csv', bytes),
    stream: () =>
      new ReadableStream({
        pull: (controller) => {
          if (at >= bytes.length) return controller.close();
          const length = cuts[turn++ % cuts.length];
          controller.enqueue(bytes.slice(at, at + length));
          at += length;
        },
      }),
  };
}

/** What a column may hold: numbers, dates and texts, of which a file may show one kind and the next another. */
const mixedCell = fc.oneof(
  fc.constantFrom('', '007', '1.5', '2024-01-05', '31/12/2024', 'yes', 'no', 'TOTAL'),
  fc.nat(300).map(String),
  fc.string({ maxLength: 6 }),
);

/** Three columns in some order, every cell in quotes. */
function quotedFile(order: readonly number[], rows: readonly (readonly string[])[]): ByteSource {
  const line = (cells: readonly string[]) =>
    order.map((i) => `"${cells[i].replaceAll('"', '""')}"`).join(',');
  const text = [['id', 'City', 'note 1'], ...rows].map(line).join('\n');
  return bytesSource('w.csv', new TextEncoder().encode(text));
}

/** A result that can be compared, or the code of the error. */
async function outcome(source: ByteSource, options: ParseOptions, kernels: Kernels | null = null) {
  try {
    const result = await parseDelimited(source, options, NO_CONTROL, kernels);
    return {
      ...result,
      table: result.table.columns.map(({ name, type }) => [name, type]),
      cells: rowsOf(result.table),
    };
  } catch (error) {
    if (error instanceof LeadbenchError) return error.code;
    throw error;
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

function identities(result: ParseResult): void {
  const { lines, table, rejects, repairs, reasons, otherTables } = result;
  expect(lines.read).toBe(lines.kept + lines.repaired + lines.rejected);
  expect(table.rows).toBe(lines.kept + lines.repaired);
  expect(rejects.length).toBe(Math.min(lines.rejected, MOST_LISTED));
  expect(repairs.length).toBe(Math.min(lines.repaired, MOST_LISTED));
  expect(sum(reasons.rejected)).toBe(lines.rejected);
  expect(sum(reasons.repaired)).toBe(lines.repaired);
  const passed = otherTables.reduce((all, other) => all + other.lines, 0);
  expect(passed).toBe(reasons.rejected['OTHER_TABLE'] ?? 0);
  expect(lines.physical).toBeGreaterThanOrEqual(
    lines.read + lines.header + lines.blank + lines.preamble + lines.footer,
  );
  for (const column of table.columns) expect(column.length).toBe(table.rows);
}

/** Line ends as CRLF, LF or CR count once each; a last line without one counts too. */
function lineEnds(bytes: Uint8Array): number {
  let ends = 0;
  bytes.forEach((byte, i) => {
    if (byte === 10 || (byte === 13 && bytes[i + 1] !== 10)) ends++;
  });
  const last = bytes.at(-1);
  return bytes.length > 0 && last !== 10 && last !== 13 ? ends + 1 : ends;
}

/** Pieces that a reader stumbles over. */
const PIECES = [
  ...[
    ',',
    ',',
    ',',
    ';',
    '"',
    '""',
    "'",
    '\n',
    '\n',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\\',
    ' ',
    'a',
    '0',
    '-1.5',
  ],
  ...[
    ',"a\nb",',
    '"x\r\ny"',
    '"a ""b"" c"',
    '2024-02-30',
    '"1,""p, q"",z"\n',
    'a,b,c\n',
    '\nx,y\n',
    'Total,1\n',
    '\n\nid,name,score\n1,x,2\n',
    'a note of words\n',
  ],
].map((piece) => [...piece].map((c) => c.charCodeAt(0)));

/** Bytes rich in those pieces, some of them long. */
const wildBytes = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map((byte) => [byte]) },
    ),
    { maxLength: 60, size: 'max' },
  )
  .map((pieces) => Uint8Array.from(pieces.flat()));

/** A text cell that no type but text takes: it has a letter that is in no number, date or yes/no word. */
const cell = fc.option(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...',;"\'\n\r\t\\ =é€😀'),
        fc.string({ unit: 'binary', maxLength: 1 }),
      ),
      {
        maxLength: 12,
        size: 'max',
      },
    )
    .map((characters) => `k${characters.join('').replaceAll('\0', '')}`),
  { nil: null },
);

const columns: fc.Arbitrary<Column[]> = fc.integer({ min: 1, max: 40 }).chain((rows) => {
  const exactly = { minLength: rows, maxLength: rows };
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const column = fc.oneof(
    fc.array(cell, exactly).map((cells) => textColumn('t', cells)),
    fc
      .array(fc.oneof(number, fc.integer({ min: -999, max: 999 }), fc.constant(NaN)), exactly)
      .map((values) => numberColumn('n', values)),
    fc.array(fc.integer({ min: -50_000_000, max: 200_000_000 }), exactly).map((values) =>
      timestampColumn(
        'd',
        values.map((v) => v * 1000),
        'yyyy-MM-dd HH:mm:ss',
      ),
    ),
  );
  return fc
    .array(column, { minLength: 1, maxLength: 5 })
    .map((made) => made.map((one, i) => ({ ...one, name: `${one.name}${i}` })));
});

/** Lines of numbers however they are written, and now and then another cell. */
const numberLines = fc
  .array(
    fc
      .tuple(
        fc.oneof(
          { weight: 8, arbitrary: fc.stringMatching(/^-?\d{0,9}(\.\d{0,7})?$/) },
          { weight: 8, arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map(String) },
          { weight: 1, arbitrary: fc.constantFrom('', ' 7', '007', '1e5', '"12"', 'x', '-', '.') },
        ),
        fc.integer({ min: 0, max: 99_999_999 }).map(String),
      )
      .map((cells) => `${cells.join(',')}\n`),
    { maxLength: 60, size: 'max' },
  )
  .map((all) => new TextEncoder().encode(`a,b\n${all.join('')}`));

/** Lines of three columns, most of them plain, with wild pieces in between. */
const lines = fc
  .array(
    fc.oneof(
      {
        weight: 30,
        arbitrary: fc
          .tuple(
            fc.constantFrom(
              '',
              '1',
              '-2.50',
              'abc',
              '"q"',
              '"a ""b"", c"',
              'a longer cell than 16',
            ),
            fc.oneof(fc.integer(), fc.double()).map(String),
            fc.string({ unit: fc.constantFrom(...'abcdefgh é'), maxLength: 40, size: 'max' }),
            fc.constantFrom('\n', '\n', '\r\n'),
          )
          .map(([a, b, c, end]) => [...new TextEncoder().encode(`${a},${b},${c}${end}`)]),
      },
      { weight: 1, arbitrary: fc.constantFrom(...PIECES) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('\n', 'x,y,z\n', 'Total,3,\n', ',jumlah,5\n', ',,\n', 'a note\n', 'p,q\n')
          .map((text) => [...new TextEncoder().encode(text)]),
      },
    ),
    { maxLength: 120, size: 'max' },
  )
  .map((pieces) => Uint8Array.from([...new TextEncoder().encode('x,y,z\n'), ...pieces.flat()]));

describe('reading and writing', () => {
  let kernels: Kernels;
  function expectKernels(): void {
    const layout = { columns: 3, delimiter: ',', quote: '"', suspects: null };
    expect(CellKernels.open(kernels, layout)).not.toBeNull();
  }
  beforeAll(async () => {
    kernels = await compileKernels();
    expectKernels();
  }, 60_000);
  // They could have run out of memory on the way, and plain TypeScript would have been compared with itself.
  afterAll(expectKernels);

  holds(
    'kernels read what plain TypeScript reads',
    fc.asyncProperty(
      fc.oneof(lines, wildBytes),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom<ParseOptions>({}, EXACT),
      async (bytes, cuts, options) => {
        const plain = await outcome(bytesSource('w.csv', bytes), options);
        expect(await outcome(cutSource(bytes, cuts), options, kernels)).toEqual(plain);
      },
    ),
    400,
  );

  holds(
    'what is written reads back the same',
    fc.asyncProperty(columns, async (written) => {
      const bytes = await collect(writeCsv(written, { formulaSafe: false }));
      const { table, lines } = await parseDelimited(bytesSource('w.csv', bytes), EXACT, NO_CONTROL);
      const rows = written[0].length;
      expect(lines).toMatchObject({ read: rows, kept: rows, header: 1, blank: 0 });
      expect(rowsOf(table)).toEqual(rowsOf({ rows, columns: written }));
    }),
    400,
  );

  holds(
    'files one after the other are the table of all their lines',
    fc.asyncProperty(
      fc.array(fc.array(fc.tuple(mixedCell, mixedCell, mixedCell), { maxLength: 12 }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), { minLength: 4, maxLength: 4 }),
      async (parts, orders) => {
        fc.pre(parts.some((rows) => rows.length > 0));
        const whole = await outcome(quotedFile([0, 1, 2], parts.flat()), EXACT);
        const files = parts.map((rows, i) => quotedFile(i === 0 ? [0, 1, 2] : orders[i], rows));
        for (const by of [null, kernels]) {
          const { table, lines } = await appendSources(files, EXACT, NO_CONTROL, by);
          const rows = parts.flat().length;
          expect(lines).toMatchObject({ read: rows, kept: rows, header: files.length });
          expect({
            table: table.columns.map(({ name, type }) => [name, type]),
            cells: rowsOf(table),
          }).toEqual(
            typeof whole === 'string' ? whole : { table: whole.table, cells: whole.cells },
          );
        }
      },
    ),
    300,
  );

  holds(
    'where the chunks are cut changes nothing',
    fc.asyncProperty(
      wildBytes,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      async (bytes, cuts) => {
        const whole = await outcome(bytesSource('w.csv', bytes), {});
        const cut = await outcome(cutSource(bytes, cuts), {});
        expect(cut).toEqual(whole);
      },
    ),
    600,
  );

  holds(
    'any bytes are accounted for',
    fc.asyncProperty(
      wildBytes,
      fc.constantFrom<ParseOptions>(
        {},
        EXACT,
        { header: false },
        { escape: '\0' },
        { widths: [3, 2, 4] },
      ),
      async (bytes, options) => {
        const result = await parseDelimited(bytesSource('w.csv', bytes), options, NO_CONTROL).catch(
          (error: unknown) => {
            if (error instanceof LeadbenchError) return null;
            throw error;
          },
        );
        if (result === null) return;
        identities(result);
        const plain = !result.encoding.startsWith('utf-16');
        const text = result.dialect.escape === '\0' ? bytes : bytes.filter((byte) => byte !== 0);
        if (plain) expect(result.lines.physical).toBe(lineEnds(text));
      },
    ),
    RUNS,
  );

  holds(
    'the reader proper does not mind where its bytes are cut',
    fc.asyncProperty(
      wildBytes,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      async (bytes, cuts) => {
        const sniffed = sniff(bytes, { ...EXACT, plain: false });
        for (const charset of ['ascii', 'utf-8', 'windows-1252', 'utf-16le'] as const) {
          const whole = read({ ...sniffed, charset }, bytes, [bytes.length + 1]);
          expect(read({ ...sniffed, charset }, bytes, cuts)).toEqual(whole);
        }
        return Promise.resolve();
      },
    ),
    1000,
  );

  holds(
    'kernels do not mind either, nor when columns are caught up with',
    fc.asyncProperty(
      fc.oneof(lines, numberLines, wildBytes),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 12 }),
      async (bytes, cuts, settleEvery, decisionRow) => {
        const sniffed = sniff(bytes, EXACT);
        const plain = read(sniffed, bytes, [bytes.length + 1]);
        const means = { kernels, settleEvery, decisionRow };
        expect(read(sniffed, bytes, cuts, means)).toEqual(plain);
        return Promise.resolve();
      },
    ),
    300,
  );
});

interface ReadMeans {
  readonly kernels?: Kernels | null;
  readonly settleEvery?: number;
  /** The row where columns decide how they keep their cells. */
  readonly decisionRow?: number;
}

/** All that a parser makes of bytes that come in pieces of the lengths of `cuts`, scanned at once. */
function read(
  sniffed: Sniffed,
  bytes: Uint8Array,
  cuts: readonly number[],
  { kernels = null, settleEvery = 0, decisionRow = DICTIONARY_ROW }: ReadMeans = {},
) {
  const columns = new TableColumns(decisionRow);
  const parser = new DelimitedParser(sniffed, { worthScanning: 1, kernels, columns });
  let turn = 0;
  for (let at = sniffed.mark; at < bytes.length;) {
    const length = cuts[turn++ % cuts.length];
    parser.push(bytes.slice(at, at + length));
    at += length;
    if (settleEvery > 0 && turn % settleEvery === 0) parser.settle();
  }
  parser.end();
  const { names, lines, encoding, rows } = parser;
  const cells = parser.builders.map((one) => Array.from({ length: rows }, (_, i) => one.cellAt(i)));
  return { names, lines, encoding, cells, rejects: parser.rejects.items };
}
