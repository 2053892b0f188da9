import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileResult, Reject } from '../../src/data/parse/types';
import { distinctCount } from '../../src/data/table/distinct-count';
import { missingCount } from '../../src/data/table/validity';
import type { Table } from '../../src/data/table/column';
import { writeArrow } from '../../src/data/write/arrow';
import { writeCsv } from '../../src/data/write/csv';
import { writeXlsx } from '../../src/data/write/xlsx';
import { LeadbenchError } from '../../src/util/errors';
import { someFiles, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { dialectOptions, readParseOptions } from '../dialect-options';
import { fileSource, writing } from '../node-files';
import { readTables } from '../read-table';

export const parseOptions: OptionNames = { ...dialectOptions, out: 'value' };

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
