import type { Table } from '../table/column';

/** How a delimited file is written. `quote` and `escape` are '' where there are none. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly header: boolean;
  readonly skipRows: number;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What the analyst sets herself; what is absent is found from the bytes. */
export interface ParseOptions {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly encoding?: Encoding;
  readonly header?: boolean;
  /** Bytes the import may need at its peak; DEFAULT_MEMORY_LIMIT where absent. More fails with FILE_TOO_BIG. */
  readonly memoryLimit?: number;
}

/**
 * Logical lines (a line break inside quotes does not end one): read = kept + repaired + rejected and
 * rows = kept + repaired. Header, blank, preamble and footer lines are counted apart. `physical` is
 * the number of line ends in the file, a last line without one included.
 */
export interface LineCounts {
  readonly read: number;
  readonly kept: number;
  readonly repaired: number;
  readonly rejected: number;
  readonly header: number;
  readonly blank: number;
  readonly preamble: number;
  readonly footer: number;
  readonly physical: number;
}

/** A line that became no row: its first physical line from 1, its first byte, why, and its start as text. */
export interface Reject {
  readonly line: number;
  readonly offset: number;
  readonly code: string;
  readonly text: string;
}

export interface ParseResult {
  readonly table: Table;
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  readonly lines: LineCounts;
  readonly rejects: readonly Reject[];
}

/** A File, an OPFS file or a Node file. Nothing reads a whole file into one string. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): Promise<Uint8Array>;
  stream(): ReadableStream<Uint8Array>;
}
