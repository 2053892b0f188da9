import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Encoding, ParseOptions } from '../../src/data/parse/types';
import { distinctCount } from '../../src/data/table/distinct-count';
import { missingCount } from '../../src/data/table/validity';
import type { Table } from '../../src/data/table/column';
import { writeCsv } from '../../src/data/write/csv';
import { writeXlsx } from '../../src/data/write/xlsx';
import { LeadbenchError } from '../../src/util/errors';
import { oneFile, type Args, type OptionNames } from '../args';
import { consoleControl } from '../console-control';
import { fileSource, writing } from '../node-files';
import { readTable } from '../read-table';

export const parseOptions: OptionNames = {
  out: 'value',
  sheet: 'value',
  delimiter: 'value',
  encoding: 'value',
  header: 'value',
};

const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** The reader's options from the command line; throws OPTION_VALUE. */
function readParseOptions(args: Args): ParseOptions {
  const encoding = args.text('encoding');
  const header = args.text('header');
  const delimiter = args.text('delimiter');
  const known = ENCODINGS.find((name) => name === encoding?.toLowerCase());
  if (encoding !== null && !known)
    throw new LeadbenchError('OPTION_VALUE', { option: '--encoding', value: encoding });
  if (header !== null && header !== 'yes' && header !== 'no') {
    throw new LeadbenchError('OPTION_VALUE', { option: '--header', value: header });
  }
  if (args.text('sheet') !== null)
    throw new LeadbenchError('OPTION_NOT_BUILT', { option: '--sheet' });
  return {
    ...(delimiter === null ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(known ? { encoding: known } : {}),
    ...(header === null ? {} : { header: header === 'yes' }),
  };
}

/**
 * Writes a table as CSV or XLSX by the name's ending. Throws FORMAT_NOT_BUILT for another one,
 * FILE_UNWRITABLE {file}.
 */
export async function writeTable(table: Table, path: string): Promise<void> {
  const ending = path.toLowerCase().split('.').pop() ?? '';
  const write = ending === 'csv' ? writeCsv : ending === 'xlsx' ? writeXlsx : null;
  if (!write) throw new LeadbenchError('FORMAT_NOT_BUILT', { format: ending });
  const bytes = Readable.from(write(table, { control: consoleControl() }));
  await writing(path, () => pipeline(bytes, createWriteStream(path)));
}

/** `parse FILE`: what was read and what was not. */
export async function parseJob(args: Args): Promise<object> {
  const started = performance.now();
  const source = await fileSource(oneFile(args));
  const parsed = await readTable(args, source, readParseOptions(args));
  const out = args.text('out');
  if (out !== null) await writeTable(parsed.table, out);
  return {
    file: source.name,
    bytes: source.size,
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
    rejects: parsed.rejects.map(({ line, offset, code }) => ({ line, offset, code })),
    seconds: (performance.now() - started) / 1000,
  };
}
