import { NO_CONTROL } from '../../util/progress';
import { DEFAULT_MEMORY_LIMIT } from './append-sources';
import { textFiles } from './source-files';
import { ESTIMATE_BYTES, TableReader, type Estimate } from './table-reader';
import type { ByteSource, Confidence, Encoding, FoundDialect, Locale, ParseOptions } from './types';

/** Rows that a preview shows. */
const PREVIEW_ROWS = 50;

/** The look of a file before it is imported. */
export interface DelimitedPreview {
  readonly dialect: FoundDialect;
  readonly locale: Locale;
  readonly confidence: Confidence;
  readonly encoding: Encoding;
  readonly header: readonly string[];
  /** Cells exactly as written, '' where empty. */
  readonly rows: readonly (readonly string[])[];
  /** Of all files; `availableBytes` is the memory limit that an import would hold it against. */
  readonly estimate: Estimate & { readonly availableBytes: number };
  /** Files that will be read, and those of a zip that will not. */
  readonly files: readonly string[];
  readonly ignored: readonly string[];
}

/**
 * Reads at most the first 8 MB of text and shows how the file would be read with these options, and
 * what all of it will come to. Of several files, in a zip or not, the first is shown. A file with a
 * header alone has no rows here; it is no error.
 * Throws LeadbenchError FILE_EMPTY, BINARY_FILE, GZIP_DAMAGED, FILE_UNREADABLE,
 * and what `sniff` and `openZipFiles` throw.
 */
export async function previewDelimited(
  sources: readonly ByteSource[],
  options: ParseOptions,
): Promise<DelimitedPreview> {
  const { files, ignored } = await textFiles(sources);
  const reader = await TableReader.open({ files, options, kernels: null });
  const { parser, readings } = reader;
  try {
    while (readings.files.length === 0 && reader.read < ESTIMATE_BYTES) await reader.advance();
    const shown = Math.min(PREVIEW_ROWS, parser.rows);
    return {
      dialect: parser.sniffed.dialect,
      locale: parser.sniffed.locale,
      confidence: parser.sniffed.confidence,
      encoding: parser.encoding,
      header: parser.names,
      rows: Array.from({ length: shown }, (_, row) => parser.builders.map((b) => b.cellAt(row))),
      estimate: {
        ...reader.estimate(NO_CONTROL),
        availableBytes: options.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
      },
      files: files.map((file) => file.source.name),
      ignored,
    };
  } finally {
    await reader.cancel();
  }
}
