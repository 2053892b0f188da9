import {
  allocateFloat64,
  allocateInt32,
  allocateUint32,
  allocateUint8,
} from '../../data/table/allocate';
import type { Column, Utf8Array } from '../../data/table/column';
import { utf8Array } from '../../data/table/utf8';

/** Which rows of a column are present; null as long as none is missing. */
class Presence {
  bits: Uint8Array | null = null;

  constructor(readonly rows: number) {}

  clear(row: number): void {
    this.bits ??= this.#allPresent();
    this.bits[row >> 3] &= ~(1 << (row & 7));
  }

  #allPresent(): Uint8Array {
    const bits = allocateUint8((this.rows + 7) >> 3).fill(255);
    if ((this.rows & 7) !== 0) bits[bits.length - 1] = (1 << (this.rows & 7)) - 1;
    return bits;
  }
}

/** One column while it is written; every row is written exactly once, in order. */
export interface ColumnWriter<Cell> {
  put(row: number, cell: Cell): void;
  skip(row: number): void;
  finish(): Column;
}

/** What a writer of numbers holds: `small` 0 to 255 and `int` 32 bits, both without missing cells; or any. */
export type NumberKind = 'small' | 'int' | 'any';

/** Writes numbers, or timestamps where `pattern` says how a file writes them. */
export class NumberWriter<Name extends string> implements ColumnWriter<number> {
  readonly #values: Float64Array | Int32Array | Uint8Array;
  readonly #presence: Presence;

  constructor(
    readonly name: Name,
    rows: number,
    readonly shape: { kind: NumberKind; pattern?: string },
  ) {
    this.#presence = new Presence(rows);
    if (shape.kind === 'small') this.#values = allocateUint8(rows);
    else if (shape.kind === 'int') this.#values = allocateInt32(rows);
    else this.#values = allocateFloat64(rows);
  }

  put(row: number, cell: number): void {
    this.#values[row] = cell;
  }

  skip(row: number): void {
    if (this.shape.kind !== 'any') throw new Error(`${this.name} has no room for a missing cell`);
    this.#values[row] = NaN;
    this.#presence.clear(row);
  }

  finish(): Column {
    const values = this.#values;
    const { rows, bits } = this.#presence;
    const base = { name: this.name, length: rows, validity: bits };
    const { pattern } = this.shape;
    if (pattern === undefined) return { ...base, type: 'number', values };
    if (!(values instanceof Float64Array)) throw new Error('timestamps are 64-bit floats');
    return { ...base, type: 'timestamp', values, pattern };
  }
}

/** Writes text by index into levels that are known beforehand, at most 256. */
export class LevelWriter<Name extends string> implements ColumnWriter<number> {
  readonly #codes: Uint8Array;
  readonly #presence: Presence;

  constructor(
    readonly name: Name,
    rows: number,
    readonly levels: readonly string[],
  ) {
    this.#presence = new Presence(rows);
    this.#codes = allocateUint8(rows);
  }

  put(row: number, cell: number): void {
    this.#codes[row] = cell;
  }

  skip(row: number): void {
    this.#presence.clear(row);
  }

  finish(): Column {
    const { rows, bits } = this.#presence;
    const levels = utf8Array(this.levels);
    const base = { name: this.name, length: rows, validity: bits };
    return { ...base, type: 'text', encoding: 'dictionary', codes: this.#codes, levels };
  }
}

/** ASCII bytes end to end, in memory that doubles. */
class ByteWriter {
  length = 0;
  #bytes: Uint8Array;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  ascii(text: string): void {
    if (this.length + text.length > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length + text.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let i = 0; i < text.length; i++) this.#bytes[this.length + i] = text.charCodeAt(i);
    this.length += text.length;
  }

  finish(): Uint8Array {
    const shared = allocateUint8(this.length);
    shared.set(this.#bytes.subarray(0, this.length));
    return shared;
  }
}

/** Writes text cell after cell, for columns in which most cells differ. ASCII only. */
export class ArenaWriter<Name extends string> implements ColumnWriter<string> {
  readonly #bytes: ByteWriter;
  readonly #offsets: Uint32Array;
  readonly #presence: Presence;

  constructor(
    readonly name: Name,
    rows: number,
  ) {
    this.#bytes = new ByteWriter(16 * rows);
    this.#offsets = allocateUint32(rows + 1);
    this.#presence = new Presence(rows);
  }

  put(row: number, cell: string): void {
    this.#bytes.ascii(cell);
    this.#offsets[row + 1] = this.#bytes.length;
  }

  skip(row: number): void {
    this.#presence.clear(row);
    this.#offsets[row + 1] = this.#bytes.length;
  }

  finish(): Column {
    const { rows, bits } = this.#presence;
    const cells: Utf8Array = { bytes: this.#bytes.finish(), offsets: this.#offsets };
    return {
      name: this.name,
      length: rows,
      validity: bits,
      type: 'text',
      encoding: 'arena',
      cells,
    };
  }
}
