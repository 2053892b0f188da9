import { bytesSource } from '../../../src/data/parse/byte-source';
import { parseDelimited } from '../../../src/data/parse/parse-delimited';
import type { ParseOptions, ParseResult } from '../../../src/data/parse/types';
import type { Column, Table } from '../../../src/data/table/column';
import { columnNamed } from '../../../src/data/table/find-column';
import { textAt } from '../../../src/data/table/read-cell';
import { LeadbenchError } from '../../../src/util/errors';
import { NO_CONTROL, type JobControl } from '../../../src/util/progress';

/** UTF-8 of a text. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** UTF-16 of a text, low bytes first where `little`. */
export function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return bytes;
}

/** Parses a text, or bytes, given in chunks of a size. */
export function parse(
  content: string | Uint8Array,
  options: ParseOptions = {},
  { chunk = 1 << 18, control = NO_CONTROL, name = 'test.csv' }: ParseHow = {},
): Promise<ParseResult> {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return parseDelimited(bytesSource(name, bytes, chunk), options, control);
}

interface ParseHow {
  readonly chunk?: number;
  readonly control?: JobControl;
  readonly name?: string;
}

/** All cells of a table as text, row by row. */
export function rowsOf(table: Table): (string | null)[][] {
  return Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((column) => textAt(column, row)),
  );
}

/** The cells of one column as text. */
export function cellsOf(column: Column): (string | null)[] {
  return Array.from({ length: column.length }, (_, row) => textAt(column, row));
}

/** The column of a name, which must be there. */
export function need(table: Table, name: string): Column {
  const column = columnNamed(table, name);
  if (column === null) throw new Error(`no column ${name}`);
  return column;
}

/** The one column of a one-column file with these cells. */
export async function columnOf(
  cells: readonly string[],
  options: ParseOptions = {},
): Promise<Column> {
  const text = ['name', ...cells.map((cell) => (cell.trim() === '' ? `"${cell}"` : cell))].join(
    '\n',
  );
  const { table } = await parse(text, { delimiter: ';', header: true, ...options });
  return table.columns[0];
}

/** The LeadbenchError that a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<LeadbenchError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof LeadbenchError) return error;
    throw error;
  }
  throw new Error('did not fail');
}

/** All pieces end to end. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return joined(parts);
}

/** Bytes end to end. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
