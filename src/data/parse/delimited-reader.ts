import type { Kernels } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import { ByteReader } from './byte-reader';
import { DelimitedParser } from './delimited-parser';
import { detectEncoding } from './detect-encoding';
import { binaryKind } from './file-kind';
import { areKnownNames } from './match-names';
import { HEAD_BYTES, sniff, type Sniffed } from './sniff';
import type { TableColumns } from './table-columns';
import type { ByteSource, ParseOptions } from './types';

/** Blanks, line ends, NULs and the bytes of byte order marks: a file of only these is empty. */
const NOTHING_BYTES = new Set([0, 9, 10, 13, 32, 0xef, 0xbb, 0xbf, 0xff, 0xfe]);

/** What a file is read with: kernels, or null, and the columns of its table. */
export interface ReaderMeans {
  readonly kernels: Kernels | null;
  readonly columns: TableColumns;
}

/** One file of text that is being read: bytes go from the source to the parser piece by piece. */
export class DelimitedReader {
  readonly source: ByteSource;
  readonly parser: DelimitedParser;
  readonly #bytes: ByteReader;
  ended = false;
  /** Bytes of text so far, after gunzipping. */
  read = 0;

  private constructor(source: ByteSource, bytes: ByteReader, parser: DelimitedParser) {
    this.source = source;
    this.#bytes = bytes;
    this.parser = parser;
  }

  /**
   * Reads the head and takes it in. Throws LeadbenchError FILE_EMPTY {name}, BINARY_FILE {name,
   * kind}, GZIP_DAMAGED {name}, FILE_UNREADABLE {name}, NO_COMMON_COLUMNS {name, columns} where other
   * files were before it, and what `sniff` throws.
   */
  static async open(
    source: ByteSource,
    options: ParseOptions,
    { kernels, columns }: ReaderMeans,
  ): Promise<DelimitedReader> {
    const bytes = new ByteReader(source);
    try {
      const { head, rest } = await readHead(bytes);
      const complete = head.length < HEAD_BYTES;
      checkHead(source.name, head, options, complete);
      const sniffed = sniffBeside(columns.names, head, options, complete);
      const parser = new DelimitedParser(sniffed, { kernels, columns });
      const reader = new DelimitedReader(source, bytes, parser);
      reader.#take(head, sniffed.mark);
      reader.#take(rest, 0);
      return reader;
    } catch (error) {
      await bytes.cancel();
      throw error;
    }
  }

  /** Takes in the next piece, or ends the parser where there is none. */
  async advance(): Promise<void> {
    const piece = await this.#bytes.read();
    if (piece !== null) return this.#take(piece, 0);
    this.parser.end();
    this.ended = true;
  }

  /** Lets the source go. */
  async cancel(): Promise<void> {
    await this.#bytes.cancel();
  }

  /** Bytes of the source taken in so far, for progress. */
  get consumed(): number {
    return this.#bytes.consumed;
  }

  #take(bytes: Uint8Array, from: number): void {
    this.read += bytes.length;
    this.parser.push(from === 0 ? bytes : bytes.subarray(from));
  }
}

/** As `sniff`; a first line of names that the files before have is a header, whatever stands below it. */
function sniffBeside(
  names: readonly string[],
  head: Uint8Array,
  options: ParseOptions,
  complete: boolean,
): Sniffed {
  const sniffed = sniff(head, options, complete);
  const isSet = options.header !== undefined || options.headerRows !== undefined;
  if (isSet || sniffed.dialect.header) return sniffed;
  const first = sniffed.first.map((cell) => cell.trim());
  return areKnownNames(names, first)
    ? sniff(head, { ...options, header: true }, complete)
    : sniffed;
}

async function readHead(bytes: ByteReader) {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await bytes.read(); piece !== null; piece = await bytes.read()) {
    pieces.push(piece.slice());
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return { head: all.subarray(0, HEAD_BYTES), rest: all.subarray(HEAD_BYTES) };
}

function checkHead(name: string, head: Uint8Array, options: ParseOptions, complete: boolean): void {
  const wide = (options.encoding ?? detectEncoding(head).encoding).startsWith('utf-16');
  const kind = binaryKind(head, wide);
  if (kind !== null) throw new LeadbenchError('BINARY_FILE', { name, kind });
  if (complete && head.every((byte) => NOTHING_BYTES.has(byte))) {
    throw new LeadbenchError('FILE_EMPTY', { name });
  }
}
