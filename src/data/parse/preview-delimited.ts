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
  /** Files that will be read, of which one is shown, and those of a zip that will not. */
  readonly files: readonly string[];
  readonly shown: number;
  readonly ignored: readonly string[];
}

/**
 * Reads at most the first 8 MB of text and shows how the file would be read with these options, and
 * what all of it will come to. Of several files, in a zip or not, the one at place `shown` is shown, or
 * the last one. A file with a header alone has no rows here; it is no error.
 * Throws LeadbenchError FILE_EMPTY, BINARY_FILE, GZIP_DAMAGED, FILE_UNREADABLE,
 * and what `sniff` and `openZipFiles` throw.
 */
export async function previewDelimited(
  sources: readonly ByteSource[],
  options: ParseOptions,
  shown = 0,
): Promise<DelimitedPreview> {
  const { files, ignored } = await textFiles(sources);
  const place = Math.min(shown, files.length - 1);
  const shownFirst = [files[place], ...files.toSpliced(place, 1)];
  const reader = await TableReader.open({ files: shownFirst, options, kernels: null });
  const { parser, readings } = reader;
  try {
    while (readings.files.length === 0 && reader.read < ESTIMATE_BYTES) await reader.advance();
    const length = Math.min(PREVIEW_ROWS, parser.rows);
    return {
      dialect: parser.sniffed.dialect,
      locale: parser.sniffed.locale,
      confidence: parser.sniffed.confidence,
      encoding: parser.encoding,
      header: parser.names,
      rows: Array.from({ length }, (_, row) => parser.builders.map((b) => b.cellAt(row))),
      estimate: {
        ...reader.estimate(NO_CONTROL),
        availableBytes: options.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
      },
      files: files.map((file) => file.source.name),
      shown: place,
      ignored,
    };
  } finally {
    await reader.cancel();
  }
}
