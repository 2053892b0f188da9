import type { Kernels } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import type { JobControl } from '../../util/progress';
import type { Table } from '../table/column';
import { fileDifferences } from './file-differences';
import type { FileReading } from './file-readings';
import { textFiles, type TextFiles } from './source-files';
import { DICTIONARY_ROW } from './column-builder';
import { ESTIMATE_BYTES, TableReader } from './table-reader';
import type { ByteSource, ParseOptions, ParseResult } from './types';

/** Bytes an import may need unless told otherwise: three quarters of the 4 GB a tab can count on. */
export const DEFAULT_MEMORY_LIMIT = 3 * 1024 * 1024 * 1024;

/**
 * Reads delimited files, or text in columns at fixed positions, into one typed table, in the order of
 * `sources`; each may be gzipped, and a zip stands for the data files in it. Columns are matched by name
 * (`TableColumns`); how each file is written is found for it alone, and what `options` sets holds for
 * all. It streams: at no time is a file in memory as text. Progress has the phase 'read' in bytes of the
 * sources; the control is looked at after every 1 MB and every 65,536 cells.
 *
 * With `kernels` plain records are read by WebAssembly, with the same result and several times as fast.
 * The rules for lines stand at `DelimitedParser`, those for types at `finishColumn`. Cost: O(bytes);
 * memory: the columns as written, then typed one by one.
 *
 * Throws LeadbenchError: FILE_EMPTY {name}; HEADER_ONLY {name}; ALL_LINES_REJECTED {name, lines};
 * BINARY_FILE {name, kind}; GZIP_DAMAGED {name}; FILE_UNREADABLE {name}; NO_COMMON_COLUMNS {name,
 * columns} for a file that shares no column with those before it; FILE_TOO_BIG {name, estimate, limit,
 * rows} once the first 8 MB (16 where its lines are long), or any later part, show that `memoryLimit` will not do; DELIMITER_INVALID
 * {delimiter}; QUOTE_INVALID {quote}; ESCAPE_INVALID {escape}; WIDTHS_INVALID {widths}; ROWS_INVALID
 * {rows}; CANCELLED; for a zip also what `openZipFiles` and `zipEntrySource` say. Of several files an
 * error with a name says in `inFile` which. A single file without a row is an error; one of several is
 * not, as long as it has a header and another file has rows.
 */
export async function appendSources(
  sources: readonly ByteSource[],
  options: ParseOptions,
  control: JobControl,
  kernels: Kernels | null = null,
): Promise<ParseResult> {
  control.checkpoint();
  const given = await textFiles(sources);
  const reader = await TableReader.open({ files: given.files, options, kernels });
  try {
    await readAll(reader, memoryWatch(reader, sources[0].name, options), control);
    checkRows(reader.readings.files);
    return resultOf(reader, reader.table(control, true), given);
  } finally {
    await reader.cancel();
  }
}

async function readAll(
  reader: TableReader,
  watch: (control: JobControl) => void,
  control: JobControl,
): Promise<void> {
  let checkAt = ESTIMATE_BYTES;
  while (!reader.ended) {
    control.checkpoint();
    await reader.advance();
    control.report({ phase: 'read', ...reader.progress, unit: 'bytes' });
    const isDecided = reader.rows >= DICTIONARY_ROW || reader.read >= 2 * ESTIMATE_BYTES;
    if (!(reader.read >= checkAt && isDecided) && !reader.ended) continue;
    watch(control);
    checkAt += ESTIMATE_BYTES;
  }
}

/** Judges memory: what all will need the first time it is asked, then what is there already. */
function memoryWatch(
  reader: TableReader,
  name: string,
  { memoryLimit: limit = DEFAULT_MEMORY_LIMIT }: ParseOptions,
): (control: JobControl) => void {
  const tooBig = (estimate: number, rows: number) =>
    new LeadbenchError('FILE_TOO_BIG', { name, estimate, limit, rows });
  let isFirst = true;
  return (control) => {
    if (!isFirst) {
      const memoryBytes = reader.memoryBytes();
      if (memoryBytes > limit) throw tooBig(memoryBytes, reader.rows);
      return;
    }
    isFirst = false;
    const { rows, memoryBytes } = reader.estimate(control);
    if (memoryBytes > limit) throw tooBig(memoryBytes, rows);
    if (!reader.ended && rows > reader.rows) reader.columns.reserve(rows);
  };
}

/** Throws where a file came to no row, unless it is one of several and has a header, or none did. */
function checkRows(files: readonly FileReading[]): void {
  for (const { name, lines, rows } of files) {
    if (rows > 0) continue;
    const where = files.length > 1 ? { name, inFile: name } : { name };
    const { read, header } = lines;
    if (read > 0) throw new LeadbenchError('ALL_LINES_REJECTED', { ...where, lines: read });
    if (header === 0) throw new LeadbenchError('FILE_EMPTY', where);
  }
  if (files.some(({ rows }) => rows > 0)) return;
  throw new LeadbenchError('HEADER_ONLY', { name: files[0].name });
}

function resultOf(reader: TableReader, table: Table, { ignored }: TextFiles): ParseResult {
  const { files, lines, rejects, repairs, reasons, otherTables } = reader.readings;
  const differences = fileDifferences(reader.columns);
  const { encoding, dialect, locale, confidence } = files[0];
  return {
    ...{ table, encoding, dialect, locale, confidence, commaFree: reader.commaFree },
    ...{ lines, rejects, repairs, reasons, otherTables, ignored },
    files: files.map((file, i) => ({ ...file, differences: differences[i] })),
  };
}
