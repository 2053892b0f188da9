import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Encoding, FileResult, ParseOptions, Reject } from '../../src/data/parse/types';
import { distinctCount } from '../../src/data/table/distinct-count';
import { missingCount } from '../../src/data/table/validity';
import type { Table } from '../../src/data/table/column';
import { writeArrow } from '../../src/data/write/arrow';
import { writeCsv } from '../../src/data/write/csv';
import { writeXlsx } from '../../src/data/write/xlsx';
import { LeadbenchError } from '../../src/util/errors';
import { someFiles, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { fileSource, writing } from '../node-files';
import { readTables } from '../read-table';

export const parseOptions: OptionNames = {
  out: 'value',
  sheet: 'value',
  delimiter: 'value',
  quote: 'value',
  escape: 'value',
  widths: 'value',
  encoding: 'value',
  header: 'value',
  'header-rows': 'value',
  'skip-rows': 'value',
  'skip-blanks': 'value',
  decimal: 'value',
  thousands: 'value',
  'date-order': 'value',
  plain: 'flag',
};

const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** One of the values an option may have, undefined where it was not given; throws OPTION_VALUE. */
function oneOf<T extends string>(args: Args, name: string, values: readonly T[]): T | undefined {
  const value = args.text(name);
  if (value === null) return undefined;
  const known = values.find((each) => each === value.toLowerCase());
  if (known === undefined) throw new LeadbenchError('OPTION_VALUE', { option: `--${name}`, value });
  return known;
}

/** A character that may be written `\\t` or `\\0`; undefined where it was not given. */
function mark(args: Args, name: string): string | undefined {
  const value = args.text(name);
  return value === null ? undefined : value.replace(/^\\t$/, '\t').replace(/^\\0$/, '\0');
}

function rows(args: Args, name: string): number | undefined {
  return args.text(name) === null ? undefined : args.number(name, 0);
}

/** The reader's options from the command line; throws OPTION_VALUE, OPTION_NOT_A_NUMBER. */
export function readParseOptions(args: Args): ParseOptions {
  if (args.text('sheet') !== null)
    throw new LeadbenchError('OPTION_NOT_BUILT', { option: '--sheet' });
  const header = oneOf(args, 'header', ['yes', 'no']);
  const skipBlanks = oneOf(args, 'skip-blanks', ['yes', 'no']);
  return withoutUndefined({
    delimiter: mark(args, 'delimiter'),
    quote: mark(args, 'quote'),
    escape: mark(args, 'escape'),
    widths: args.text('widths') === null ? undefined : args.names('widths').map(Number),
    encoding: oneOf(args, 'encoding', ENCODINGS),
    header: header && header === 'yes',
    headerRows: rows(args, 'header-rows'),
    skipRows: rows(args, 'skip-rows'),
    skipBlanks: skipBlanks && skipBlanks === 'yes',
    decimal: oneOf(args, 'decimal', ['.', ',']),
    thousands: oneOf(args, 'thousands', ['.', ',']),
    dateOrder: oneOf(args, 'date-order', ['day', 'month']),
    plain: args.flag('plain') || undefined,
  });
}

/** The entries that have a value. */
function withoutUndefined(options: {
  readonly [K in keyof ParseOptions]: ParseOptions[K] | undefined;
}): ParseOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** By the file name's ending. */
const WRITERS: ReadonlyMap<string, (table: Table) => AsyncIterable<Uint8Array>> = new Map([
  ['csv', (table: Table) => writeCsv(table, { control: consoleControl() })],
  ['xlsx', (table: Table) => writeXlsx(table, { control: consoleControl() })],
  ['arrow', writeArrow],
]);

/**
 * Writes a table as CSV, XLSX or Arrow IPC by the name's ending. Throws FORMAT_NOT_BUILT for another one,
 * FILE_UNWRITABLE {file}.
 */
export async function writeTable(table: Table, path: string): Promise<void> {
  const ending = path.toLowerCase().split('.').pop() ?? '';
  const write = WRITERS.get(ending);
  if (!write) throw new LeadbenchError('FORMAT_NOT_BUILT', { format: ending });
  const bytes = Readable.from(write(table));
  await writing(path, () => pipeline(bytes, createWriteStream(path)));
}

function listed({ line, offset, code, file }: Reject): object {
  return { line, offset, code, file };
}

function fileOf({ name, bytes, rows, lines, encoding, dialect, ...more }: FileResult): object {
  const { otherTables, differences } = more;
  return { file: name, bytes, rows, lines, encoding, dialect, otherTables, differences };
}

/** `parse FILE…`: what was read and what was not. */
export async function parseJob(args: Args): Promise<object> {
  const started = performance.now();
  const sources = await Promise.all(someFiles(args).map(fileSource));
  const parsed = await readTables(args, sources, readParseOptions(args));
  const out = args.text('out');
  if (out !== null) await writeTable(parsed.table, out);
  return {
    file: sources.map(({ name }) => name).join(', '),
    bytes: sources.reduce((sum, { size }) => sum + size, 0),
    encoding: parsed.encoding,
    dialect: parsed.dialect,
    rows: parsed.table.rows,
    columns: parsed.table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      missing: missingCount(column),
      distinct: distinctCount(column),
    })),
    lines: parsed.lines,
    rejects: parsed.rejects.map(listed),
    repairs: parsed.repairs.map(listed),
    reasons: parsed.reasons,
    otherTables: parsed.otherTables,
    locale: parsed.locale,
    confidence: parsed.confidence,
    files: parsed.files.map(fileOf),
    ignored: parsed.ignored,
    seconds: (performance.now() - started) / 1000,
  };
}
