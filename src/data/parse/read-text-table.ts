import { DelimitedReader } from './delimited-reader';
import { soleFile } from './source-files';
import type { ByteSource, ParseOptions } from './types';

/** A whole file as text. */
export interface TextRows {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/**
 * Reads a whole file and gives its cells exactly as written, '' where empty: for small files, and to
 * compare readers with. A file with a header alone has no records; it is no error. Throws what
 * `DelimitedReader.open` and `soleFile` do. Cost: O(bytes) with a string a cell.
 */
export async function readTextTable(source: ByteSource, options: ParseOptions): Promise<TextRows> {
  const reader = await DelimitedReader.open(await soleFile(source), options, null);
  try {
    while (!reader.ended) await reader.advance();
    const { names, builders, rows } = reader.parser;
    const records = Array.from({ length: rows }, (_, row) => builders.map((b) => b.cellAt(row)));
    return { header: names, records };
  } finally {
    await reader.cancel();
  }
}
