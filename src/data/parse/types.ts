import type { Table } from '../table/column';

/** How a delimited file is written. `quote` and `escape` are '' where there are none. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly header: boolean;
  readonly skipRows: number;
}

/** A dialect as it was found, with what reading needs beside the marks. */
export interface FoundDialect extends Dialect {
  /** Lines that name the columns, joined to one name each; 0 where `header` is false. */
  readonly headerRows: number;
  /** Spaces behind a delimiter are no part of a cell: `a, b`, or columns set by runs of spaces. */
  readonly skipBlanks: boolean;
  /**
   * Of columns at fixed positions: characters from the first of each to the first of the next; the last
   * one goes to the end of its line. The delimiter is '' then. Null where a delimiter parts the columns.
   */
  readonly widths: readonly number[] | null;
}

/** How numbers and dates are written, as far as the head tells. '' where nothing tells. */
export interface Locale {
  readonly decimal: '.' | ',' | '';
  readonly thousands: '.' | ',' | '';
  readonly dateOrder: 'year' | 'day' | 'month' | '';
}

/** How sure each finding is, 0 to 1; 1 where the analyst set it, 0.5 where nothing in the head tells. */
export interface Confidence {
  readonly encoding: number;
  readonly delimiter: number;
  readonly quote: number;
  readonly escape: number;
  readonly header: number;
  readonly skipRows: number;
  readonly skipBlanks: number;
  readonly decimal: number;
  readonly thousands: number;
  readonly dateOrder: number;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What the analyst sets herself; what is absent is found from the bytes. */
export interface ParseOptions {
  readonly delimiter?: string;
  readonly quote?: string;
  /** The quote itself where quotes are doubled, another character before them, '' where neither. */
  readonly escape?: string;
  /**
   * Columns at fixed positions, by their widths in characters, the blanks behind each included; the last
   * one goes to the end of its line. Overrules delimiter, quote, escape and skipBlanks.
   */
  readonly widths?: readonly number[];
  readonly encoding?: Encoding;
  readonly header?: boolean;
  /** Lines that name the columns; 0 means none and overrules `header`. */
  readonly headerRows?: number;
  /** Lines before the header, blank ones included. */
  readonly skipRows?: number;
  readonly skipBlanks?: boolean;
  /** The file is one table from the first line to the last: no preamble, footer or second header is looked for. */
  readonly plain?: boolean;
  /** The decimal mark of every column; found column by column where absent. */
  readonly decimal?: '.' | ',';
  /** The mark between thousands of every column of such numbers. */
  readonly thousands?: '.' | ',';
  /** Of dates that end with the year. Where absent: day before month, unless a date does not exist so. */
  readonly dateOrder?: 'day' | 'month';
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

/** A line that became no row, or one after a repair: its first physical line from 1, its first byte, why, its start as text. */
export interface ListedLine {
  readonly line: number;
  readonly offset: number;
  readonly code: string;
  readonly text: string;
}

/** A listed line, and the name of the file it is in. */
export interface Reject extends ListedLine {
  readonly file: string;
}

/** How the columns of one of several files differ from those of the table. All names are the table's. */
export interface FileDifferences {
  /** Columns that no other file has. */
  readonly onlyHere: readonly string[];
  /** Columns that this file lacks: its cells there are missing. */
  readonly missing: readonly string[];
  /** Columns that this file writes in another case than the first one that has them. */
  readonly recased: readonly { readonly written: string; readonly name: string }[];
}

/** What one file came to. A file in a zip is named `ZIP/FILE`. */
export interface FileResult {
  readonly name: string;
  /** Its size as it is, unpacked where it is in a zip. */
  readonly bytes: number;
  readonly rows: number;
  readonly lines: LineCounts;
  readonly encoding: Encoding;
  readonly dialect: FoundDialect;
  readonly locale: Locale;
  readonly confidence: Confidence;
  readonly otherTables: readonly OtherTable[];
  readonly differences: FileDifferences;
}

/** A further table in the same file, which is not read: where it begins, and what it has. */
export interface OtherTable {
  readonly line: number;
  readonly columns: number;
  /** Its header included. */
  readonly lines: number;
}

/** A table that was read. Encoding, dialect, locale and confidence are the first file's; lines count all files. */
export interface ParseResult {
  readonly table: Table;
  readonly encoding: Encoding;
  readonly dialect: FoundDialect;
  readonly locale: Locale;
  /** Whether a comma could be a decimal mark in some file. */
  readonly commaFree: boolean;
  readonly confidence: Confidence;
  readonly lines: LineCounts;
  /** The first of the rejected lines, and of the repaired ones; `reasons` counts all. */
  readonly rejects: readonly Reject[];
  readonly repairs: readonly Reject[];
  /** How many lines were rejected or repaired by each code. */
  readonly reasons: {
    readonly rejected: Readonly<Record<string, number>>;
    readonly repaired: Readonly<Record<string, number>>;
  };
  readonly otherTables: readonly OtherTable[];
  /** In the order of their rows; one or more. */
  readonly files: readonly FileResult[];
  /** Files of a zip that were not read, because their names do not say data. */
  readonly ignored: readonly string[];
}

/** A File, an OPFS file or a Node file. Nothing reads a whole file into one string. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): Promise<Uint8Array>;
  /** The bytes in pieces, each of them good until the next one is asked for. */
  stream(): ReadableStream<Uint8Array>;
}
