import type { Kernels } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import type { JobControl } from '../../util/progress';
import type { Column, ColumnType, Table } from '../table/column';
import { tableBytes } from '../table/table-bytes';
import { ByteReader } from './byte-reader';
import { ColumnBuilder } from './column-builder';
import { DelimitedParser } from './delimited-parser';
import { detectEncoding } from './detect-encoding';
import { binaryKind } from './file-kind';
import { localeColumn, type ChosenLocale } from './locale-column';
import { HEAD_BYTES, sniff } from './sniff';
import type { ByteSource, ParseOptions } from './types';

/** The size of an import is judged from so many bytes of text. */
export const ESTIMATE_BYTES = 8 << 20;
/** Growing arrays and the column that is being converted, over the exact size. */
const WORKING_SHARE = 1.15;

/** Blanks, line ends, NULs and the bytes of byte order marks: a file of only these is empty. */
const NOTHING_BYTES = new Set([0, 9, 10, 13, 32, 0xef, 0xbb, 0xbf, 0xff, 0xfe]);
const NOTHING = new ColumnBuilder();

/** What a whole file will come to, from the part that was read. */
export interface Estimate {
  readonly rows: number;
  /** The most memory that the import needs at a time. */
  readonly memoryBytes: number;
  /** Of each column, by its cells so far. */
  readonly types: readonly ColumnType[];
}

/** A delimited file that is being read: bytes go from the source to the parser piece by piece. */
export class DelimitedReader {
  readonly parser: DelimitedParser;
  readonly #source: ByteSource;
  readonly #bytes: ByteReader;
  ended = false;
  /** Bytes of text so far, after gunzipping. */
  read = 0;
  #weight = 1;
  readonly #commaFree: boolean;
  readonly #chosen: ChosenLocale;

  private constructor(
    source: ByteSource,
    bytes: ByteReader,
    parser: DelimitedParser,
    options: ParseOptions,
  ) {
    this.#source = source;
    this.#bytes = bytes;
    this.parser = parser;
    this.#chosen = options;
    const { delimiter } = parser.sniffed.dialect;
    this.#commaFree = (options.decimal ?? (delimiter === ',' ? '.' : ',')) === ',';
  }

  /**
   * Reads the head and takes it in. Throws LeadbenchError FILE_EMPTY {name}, BINARY_FILE {name,
   * kind}, GZIP_DAMAGED {name}, FILE_UNREADABLE {name}, and what `sniff` throws.
   */
  static async open(
    source: ByteSource,
    options: ParseOptions,
    kernels: Kernels | null,
  ): Promise<DelimitedReader> {
    const bytes = new ByteReader(source);
    try {
      const { head, rest } = await readHead(bytes);
      const complete = head.length < HEAD_BYTES;
      checkHead(source.name, head, options, complete);
      const sniffed = sniff(head, options, complete);
      const parser = new DelimitedParser(sniffed, { kernels });
      const reader = new DelimitedReader(source, bytes, parser, options);
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

  async cancel(): Promise<void> {
    this.parser.close();
    await this.#bytes.cancel();
  }

  /** Bytes of the source taken in so far, for progress. */
  get consumed(): number {
    return this.#bytes.consumed;
  }

  /** Rows and memory of the whole file, as what was read so far continued. Cost: types what was read. */
  estimate(control: JobControl): Estimate {
    const share = this.ended ? 1 : Math.min(1, this.consumed / Math.max(1, this.#source.size));
    const { used, rows } = this.parser;
    const table = this.table(control);
    const bytes = Math.max(used, tableBytes(table));
    const working = this.ended ? bytes : bytes * WORKING_SHARE;
    this.#weight = working / Math.max(1, used);
    return {
      rows: Math.round(rows / share),
      memoryBytes: Math.ceil(working / share),
      types: table.columns.map(({ type }) => type),
    };
  }

  /** What has been read so far will need at its peak, by the last estimate's measure. Cost: O(columns). */
  get memoryBytes(): number {
    return Math.ceil(this.parser.used * this.#weight);
  }

  /** The typed table of what was read so far. With `release`, each builder is let go once it is done. */
  table(control: JobControl, release = false): Table {
    const { names, builders, rows, kernels } = this.parser;
    const context = { control, commaFree: this.#commaFree, kernels };
    const columns: Column[] = [];
    for (let i = 0; i < names.length; i++) {
      control.checkpoint();
      columns.push(localeColumn(names[i], builders[i], context, this.#chosen));
      if (release) builders[i] = NOTHING;
    }
    return { rows, columns };
  }

  #take(bytes: Uint8Array, from: number): void {
    this.read += bytes.length;
    this.parser.push(from === 0 ? bytes : bytes.subarray(from));
  }
}

async function readHead(bytes: ByteReader) {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await bytes.read(); piece !== null; piece = await bytes.read()) {
    pieces.push(piece);
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
