/**
 * Columns are plain data, so that they cross threads by structured clone and share their buffers.
 * Buffers are SharedArrayBuffers where the platform has them. `validity` has one bit a row, least
 * significant bit first, 1 = present; null means that nothing is missing.
 */
export type Column = NumberColumn | BooleanColumn | TimestampColumn | TextColumn;

/** What a column holds; the names of the engine's `parse` job. */
export type ColumnType = Column['type'];

interface ColumnBase {
  readonly name: string;
  readonly length: number;
  readonly validity: Uint8Array | null;
}

/** Numbers, exact as written. A missing cell of a Float64Array is NaN as well as invalid. */
export interface NumberColumn extends ColumnBase {
  readonly type: 'number';
  readonly values: Float64Array | Int32Array | Uint8Array;
}

/** 0 or 1. `labels` are the words the file used for them, kept for the way out. */
export interface BooleanColumn extends ColumnBase {
  readonly type: 'boolean';
  readonly values: Uint8Array;
  readonly labels: readonly [no: string, yes: string];
}

/** Wall-clock milliseconds without a zone; NaN where missing. `pattern` is how the file wrote it. */
export interface TimestampColumn extends ColumnBase {
  readonly type: 'timestamp';
  readonly values: Float64Array;
  readonly pattern: string;
}

/** Text by code into a dictionary, or one UTF-8 cell after the other where most cells differ. */
export type TextColumn = DictionaryColumn | ArenaColumn;

export interface DictionaryColumn extends ColumnBase {
  readonly type: 'text';
  readonly encoding: 'dictionary';
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  readonly levels: Utf8Array;
}

export interface ArenaColumn extends ColumnBase {
  readonly type: 'text';
  readonly encoding: 'arena';
  readonly cells: Utf8Array;
}

/** Strings end to end: string i is bytes[offsets[i]] to bytes[offsets[i + 1]]. `offsets` has one more than strings. */
export interface Utf8Array {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** Named columns of equal length. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}
