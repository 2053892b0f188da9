import type { Cells } from './cells';
import { KernelHeap } from './kernel-heap';
import { KernelLevels } from './kernel-levels';
import { instantiateKernels, type CellExports, type Kernels } from './wasm';

/** Why `split` stopped; see assembly/split-records.ts. */
export const TEXT_ENDS = 0;
export const NOT_PLAIN = 1;
export const FULL = 2;

/** Text that is worked on at a time. */
export const TEXT_BYTES = 1 << 20;
/** Cells that are worked on at a time: their places fit a core's cache. */
const CELLS = 1 << 15;
const MOST_RECORDS = 1024;
/** Cells that are read as numbers at a time. */
const MOST_NUMBERS = 8192;
/** Kernels read so far behind the text. */
const PADDING = 32;
const NO_QUOTE = 256;
const FIRST_MEMORY = 8 << 20;
const MOST_MEMORY = 4 * 1024 * 1024 * 1024;
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** What stands between fields, and around them: one character each, '' for no quote. */
export interface Marks {
  readonly delimiter: string;
  readonly quote: string;
}

/** From, and to before which. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Memory and kernels of one reader of delimited text: splits records, and puts their cells in columns. */
export class CellKernels {
  /** Records of one `split` at most. */
  readonly capacity: number;
  /** Where the record begins that `split` stopped at, in the loaded text, and why it did. */
  next = 0;
  why = TEXT_ENDS;
  readonly #kernels: CellExports;
  readonly #heap: KernelHeap;
  readonly #columns: number;
  readonly #marks: readonly [delimiter: number, quote: number];
  readonly #text: number;
  readonly #scratch: number;
  readonly #cells: number;
  readonly #stride: number;
  /** Codes or ends of one block. */
  readonly #numbers: number;
  readonly #values: number;
  readonly #bytes: number;
  readonly #powers: number;
  readonly #out: number;
  #length = 0;

  private constructor(kernels: CellExports, heap: KernelHeap, columns: number, marks: Marks) {
    this.#kernels = kernels;
    this.#heap = heap;
    this.#columns = columns;
    this.#marks = [
      marks.delimiter.charCodeAt(0),
      marks.quote === '' ? NO_QUOTE : marks.quote.charCodeAt(0),
    ];
    // Odd, so that the columns of one record do not fall on one line of the cache.
    this.capacity = Math.max(15, Math.min(MOST_RECORDS, Math.floor(CELLS / columns))) | 1;
    this.#stride = 8 * this.capacity;
    this.#cells = heap.take(this.#stride * columns);
    this.#text = heap.take(TEXT_BYTES + PADDING);
    this.#scratch = heap.take(TEXT_BYTES + PADDING);
    this.#bytes = heap.take(TEXT_BYTES + PADDING);
    this.#numbers = heap.take(4 * (MOST_NUMBERS + 1));
    this.#values = heap.take(8 * MOST_NUMBERS);
    this.#powers = heap.take(8 * POWERS.length);
    this.#out = heap.take(8);
    new Float64Array(heap.bytes.buffer, this.#powers, POWERS.length).set(POWERS);
  }

  /** Null where the kernels cannot run, or nothing separates fields. */
  static open(kernels: Kernels | null, columns: number, marks: Marks): CellKernels | null {
    if (kernels === null || marks.delimiter === '' || columns === 0) return null;
    const instance = instantiateKernels(kernels.module, FIRST_MEMORY, MOST_MEMORY);
    if (instance === null) return null;
    return new CellKernels(instance.exports, new KernelHeap(instance.memory), columns, marks);
  }

  /** A column's distinct cells, none so far. */
  levels(): KernelLevels {
    return new KernelLevels(this.#heap, this.#kernels);
  }

  /** Takes in up to TEXT_BYTES of `from` to `to`, instead of what was taken in before; how many. */
  load(source: Uint8Array, from: number, to: number): number {
    this.#length = Math.min(TEXT_BYTES, to - from);
    this.#heap.bytes.set(source.subarray(from, from + this.#length), this.#text);
    return this.#length;
  }

  /** Splits plain records from `from` on, at most `most`; how many. See `next` and `why`. */
  split(from: number, most: number): number {
    const records = this.#kernels.splitRecords(
      this.#text + from,
      this.#text + this.#length,
      ...this.#marks,
      this.#columns,
      this.#cells,
      this.#stride,
      Math.min(most, this.capacity),
      this.#scratch,
      this.#out,
    );
    const { words } = this.#heap;
    this.next = words[this.#out / 4] - this.#text;
    this.why = words[this.#out / 4 + 1];
    return records;
  }

  /** Codes of a column's cells in the records just split, good until the next call. */
  codes(levels: KernelLevels, column: number, records: number): Uint32Array {
    levels.intern(this.#cells + column * this.#stride, records, this.#numbers);
    return this.#numbersOf(records);
  }

  /** A column's cells in the records just split, end to end, and where each ends, counted from `base`. */
  copy(column: number, records: number, base: number): { bytes: Uint8Array; ends: Uint32Array } {
    const cells = this.#cells + column * this.#stride;
    const length = this.#kernels.copyCells(cells, records, base, this.#bytes, this.#numbers);
    return {
      bytes: this.#heap.bytes.subarray(this.#bytes, this.#bytes + length),
      ends: this.#numbersOf(records),
    };
  }

  /**
   * Reads cells `from` to `to` as short plain numbers with decimal mark `mark`, NaN for a blank one, into
   * `values` at the same places. Where it stopped: at `to`, or at a cell that is none.
   */
  readNumbers(cells: Cells, range: Range, mark: string, values: Float64Array): number {
    const { bytes, offsets } = cells;
    let at = range.from;
    while (at < range.to) {
      let count = Math.min(MOST_NUMBERS, range.to - at);
      while (count > 0 && offsets[at + count] - offsets[at] > TEXT_BYTES) count >>= 1;
      this.#heap.bytes.set(bytes.subarray(offsets[at], offsets[at + count]), this.#bytes);
      this.#heap.words.set(offsets.subarray(at, at + count + 1), this.#numbers / 4);
      const done = this.#kernels.readNumbers(
        this.#bytes,
        this.#numbers,
        count,
        mark.charCodeAt(0),
        this.#powers,
        this.#values,
      );
      values.set(new Float64Array(this.#heap.bytes.buffer, this.#values, done), at);
      at += done;
      if (done < count || count === 0) return at;
    }
    return at;
  }

  #numbersOf(count: number): Uint32Array {
    return this.#heap.words.subarray(this.#numbers / 4, this.#numbers / 4 + count);
  }
}
