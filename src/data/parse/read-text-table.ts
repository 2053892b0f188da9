import { textFiles } from './source-files';
import { TableReader } from './table-reader';
import type { ByteSource, ParseOptions } from './types';

/** A whole file as text. */
export interface TextRows {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/**
 * Reads a whole file and gives its cells exactly as written, '' where empty: for small files, and to
 * compare readers with. A file with a header alone has no records; it is no error. Throws what
 * `textFiles` and `TableReader` do. Cost: O(bytes) with a string a cell.
 */
export async function readTextTable(source: ByteSource, options: ParseOptions): Promise<TextRows> {
  const { files } = await textFiles([source]);
  const reader = await TableReader.open({ files, options, kernels: null });
  try {
    while (!reader.ended) await reader.advance();
    const { names, builders, rows } = reader.columns;
    const records = Array.from({ length: rows }, (_, row) => builders.map((b) => b.cellAt(row)));
    return { header: names, records };
  } finally {
    await reader.cancel();
  }
}
