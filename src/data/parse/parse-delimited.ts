import type { Kernels } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import type { JobControl } from '../../util/progress';
import { DelimitedReader, ESTIMATE_BYTES } from './delimited-reader';
import { soleFile } from './source-files';
import type { ByteSource, ParseOptions, ParseResult } from './types';

/** Bytes an import may need unless told otherwise: three quarters of the 4 GB a tab can count on. */
export const DEFAULT_MEMORY_LIMIT = 3 * 1024 * 1024 * 1024;

/**
 * Reads a delimited file, gzipped, zipped or neither, into a typed table. It streams: at no time is the file in
 * memory as text. Progress has the phase 'read' in bytes of the source; the control is looked at
 * after every 1 MB and every 65,536 cells.
 *
 * With `kernels` plain records are read by WebAssembly, with the same result and several times as fast.
 * The rules for lines stand at `DelimitedParser`, those for types at `finishColumn`. Cost: O(bytes);
 * memory: the columns as written, then typed one by one.
 *
 * Throws LeadbenchError: FILE_EMPTY {name}; HEADER_ONLY {name}; ALL_LINES_REJECTED {name, lines};
 * BINARY_FILE {name, kind}; GZIP_DAMAGED {name}; FILE_UNREADABLE {name}; FILE_TOO_BIG {name, estimate, limit, rows} once the
 * first 8 MB, or any later part, show that `memoryLimit` will not do; DELIMITER_INVALID {delimiter};
 * QUOTE_INVALID {quote}; ESCAPE_INVALID {escape}; ROWS_INVALID {rows}; CANCELLED; for a
 * zip also what `soleFile` and `zipEntrySource` say.
 */
export async function parseDelimited(
  given: ByteSource,
  options: ParseOptions,
  control: JobControl,
  kernels: Kernels | null = null,
): Promise<ParseResult> {
  control.checkpoint();
  const source = await soleFile(given);
  const reader = await DelimitedReader.open(source, options, kernels);
  try {
    await readAll(reader, source, options.memoryLimit ?? DEFAULT_MEMORY_LIMIT, control);
    checkRows(reader, source.name);
    const table = reader.table(control, true);
    const { parser } = reader;
    return {
      table,
      encoding: parser.encoding,
      dialect: parser.sniffed.dialect,
      locale: parser.sniffed.locale,
      confidence: parser.sniffed.confidence,
      lines: parser.lines,
      rejects: parser.rejects.items,
      repairs: parser.repairs.items,
      reasons: { rejected: parser.rejects.counts, repaired: parser.repairs.counts },
      otherTables: parser.otherTables,
    };
  } finally {
    await reader.cancel();
  }
}

async function readAll(
  reader: DelimitedReader,
  source: ByteSource,
  limit: number,
  control: JobControl,
): Promise<void> {
  let checkAt = ESTIMATE_BYTES;
  while (!reader.ended) {
    control.checkpoint();
    await reader.advance();
    control.report({ phase: 'read', done: reader.consumed, total: source.size, unit: 'bytes' });
    if (reader.read < checkAt && !reader.ended) continue;
    if (checkAt === ESTIMATE_BYTES) reserve(reader, checkEstimate(reader, source, limit, control));
    else if (reader.memoryBytes > limit) {
      throw tooBig(source, reader.memoryBytes, limit, reader.parser.rows);
    }
    checkAt += ESTIMATE_BYTES;
  }
}

function checkEstimate(
  reader: DelimitedReader,
  source: ByteSource,
  limit: number,
  control: JobControl,
): number {
  const { rows, memoryBytes } = reader.estimate(control);
  if (memoryBytes > limit) throw tooBig(source, memoryBytes, limit, rows);
  return rows;
}

function reserve(reader: DelimitedReader, rows: number): void {
  if (reader.ended || rows <= reader.parser.rows) return;
  for (const builder of reader.parser.builders) builder.reserve(rows);
}

function tooBig(source: ByteSource, estimate: number, limit: number, rows: number): LeadbenchError {
  return new LeadbenchError('FILE_TOO_BIG', { name: source.name, estimate, limit, rows });
}

function checkRows({ parser }: DelimitedReader, name: string): void {
  const { read, header } = parser.lines;
  if (parser.rows > 0) return;
  if (read > 0) throw new LeadbenchError('ALL_LINES_REJECTED', { name, lines: read });
  throw new LeadbenchError(header > 0 ? 'HEADER_ONLY' : 'FILE_EMPTY', { name });
}
