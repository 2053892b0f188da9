import {
  batchType,
  bool,
  Column as ArrowColumn,
  dictionary,
  field,
  float64,
  int32,
  Table as ArrowTable,
  tableToIPC,
  timestamp,
  TimeUnit,
  Type,
  uint16,
  uint32,
  uint8,
  utf8,
  Version,
  Endianness,
  type Batch,
  type DataType,
} from '@uwdata/flechette';
import { plainBytes } from '../table/allocate';
import type { Column, DictionaryColumn, Table, Utf8Array } from '../table/column';
import { asyncPieces } from './pieces';

/** Rows of a record batch: a multiple of 8, so that a batch's validity begins at a byte. */
const BATCH_ROWS = 1 << 16;

const NO_BITS = new Uint8Array(0);

type Numbers = Float64Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | BigInt64Array;

/** The buffers of one column in one record batch. */
interface Buffers {
  readonly length: number;
  readonly nullCount: number;
  readonly type: DataType;
  readonly validity: Uint8Array;
  readonly values: Numbers;
  readonly offsets?: Int32Array;
}

/**
 * The table as an Arrow IPC file, in pieces: record batches of 65,536 rows; float64, int32 or uint8 as
 * the numbers are held, bool, timestamps in milliseconds without a zone, utf8, and utf8 by dictionary.
 * Missing cells are null. A boolean's words and a timestamp's pattern are in the field's metadata as
 * `leadbench.labels` (JSON) and `leadbench.pattern`. Cost: O(bytes); buffers of numbers and codes are
 * written as they are. Source: Apache Arrow columnar format 1.5.
 */
export function writeArrow(table: Table): AsyncIterable<Uint8Array<ArrayBuffer>> {
  return asyncPieces(arrowPieces(table));
}

function* arrowPieces(table: Table): Generator<Uint8Array<ArrayBuffer>, void, void> {
  const columns = table.columns.map(arrowColumn);
  const fields = table.columns.map((column, i) =>
    field(column.name, columns[i].type, true, metadataOf(column)),
  );
  const schema = {
    version: Version.V5,
    endianness: Endianness.Little,
    fields,
    metadata: null,
  };
  const sink = new PieceSink();
  tableToIPC(new ArrowTable(schema, columns), { sink, format: 'file' });
  for (const piece of sink.pieces) yield plainBytes(piece);
}

/** Keeps what is written as it comes, without a copy. */
class PieceSink {
  readonly pieces: Uint8Array[] = [];

  write(bytes: Uint8Array): void {
    this.pieces.push(bytes);
  }

  pad(count: number): void {
    this.write(new Uint8Array(count));
  }

  finish(): null {
    return null;
  }
}

function metadataOf(column: Column): Map<string, string> | null {
  if (column.type === 'boolean')
    return new Map([['leadbench.labels', JSON.stringify(column.labels)]]);
  return column.type === 'timestamp' ? new Map([['leadbench.pattern', column.pattern]]) : null;
}

function arrowColumn(column: Column): ArrowColumn<unknown> {
  const type = typeOf(column);
  const words =
    column.type === 'text' && column.encoding === 'dictionary' && type.typeId === Type.Dictionary
      ? levels(column, type.dictionary)
      : null;
  const batches: Batch<unknown>[] = [];
  for (let from = 0; from < Math.max(1, column.length); from += BATCH_ROWS) {
    const to = Math.min(column.length, from + BATCH_ROWS);
    const batch = makeBatch({ ...presence(column, from, to), type, ...cellsOf(column, from, to) });
    batches.push(words === null ? batch : Object.assign(batch, { dictionary: words }));
  }
  return new ArrowColumn(batches, type);
}

function makeBatch(buffers: Buffers): Batch<unknown> {
  const Made = batchType(buffers.type) as new (options: Buffers) => Batch<unknown>;
  return new Made(buffers);
}

function typeOf(column: Column): DataType {
  switch (column.type) {
    case 'number':
      if (column.values instanceof Float64Array) return float64();
      return column.values instanceof Int32Array ? int32() : uint8();
    case 'boolean':
      return bool();
    case 'timestamp':
      return timestamp(TimeUnit.MILLISECOND, null);
    case 'text':
      return column.encoding === 'arena' ? utf8() : dictionary(utf8(), codeType(column));
  }
}

function codeType({ codes }: DictionaryColumn) {
  if (codes instanceof Uint8Array) return uint8();
  return codes instanceof Uint16Array ? uint16() : uint32();
}

/** The dictionary as a column of its own; `type` is the very object in the type of its codes. */
function levels(
  { levels: { bytes, offsets } }: DictionaryColumn,
  type: DataType,
): ArrowColumn<unknown> {
  const length = offsets.length - 1;
  const text = textOf({ bytes, offsets }, 0, length);
  return new ArrowColumn(
    [makeBatch({ length, nullCount: 0, type, validity: NO_BITS, ...text })],
    type,
  );
}

function presence({ validity }: Column, from: number, to: number) {
  const length = to - from;
  if (validity === null) return { length, nullCount: 0, validity: NO_BITS };
  const bits = validity.subarray(from >>> 3, (to + 7) >>> 3);
  let present = 0;
  for (let i = 0; i < length; i++) present += (bits[i >>> 3] >>> (i & 7)) & 1;
  return { length, nullCount: length - present, validity: bits };
}

function cellsOf(column: Column, from: number, to: number): Pick<Buffers, 'values' | 'offsets'> {
  switch (column.type) {
    case 'number':
      return { values: column.values.subarray(from, to) };
    case 'boolean':
      return { values: bitsOf(column.values.subarray(from, to)) };
    case 'timestamp':
      return { values: integersOf(column.values.subarray(from, to)) };
    case 'text':
      return column.encoding === 'arena'
        ? textOf(column.cells, from, to)
        : { values: column.codes.subarray(from, to) };
  }
}

/** One bit a value, least significant first. */
function bitsOf(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array((values.length + 7) >>> 3);
  values.forEach((value, i) => {
    bits[i >>> 3] |= value << (i & 7);
  });
  return bits;
}

/** Milliseconds as 64-bit integers; 0 where missing. */
function integersOf(values: Float64Array): BigInt64Array {
  return BigInt64Array.from(values, (value) => (value === value ? BigInt(Math.trunc(value)) : 0n));
}

/** Strings `from` to `to` with offsets from 0. */
function textOf({ bytes, offsets }: Utf8Array, from: number, to: number) {
  const start = offsets[from];
  return {
    values: bytes.subarray(start, offsets[to]),
    offsets: Int32Array.from({ length: to - from + 1 }, (_, i) => offsets[from + i] - start),
  };
}
