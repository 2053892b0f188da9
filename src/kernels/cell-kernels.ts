import type { Cells } from './cells';
import { KernelHeap } from './kernel-heap';
import { KernelLevels } from './kernel-levels';
import { MAX_SHARDS, ShardTeam, type Shard } from './parallel';
import { instantiateKernels, type CellExports, type Kernels } from './wasm';

/** Why the splitting of a text stopped; see assembly/split-records.ts. */
export const TEXT_ENDS = 0;
export const NOT_PLAIN = 1;
export const FULL = 2;

/** Text that is split at a time. */
export const TEXT_BYTES = 1 << 18;
/** Cells that are split at a time: their places fit a core's cache. */
const CELLS = 1 << 16;
const MOST_RECORDS = 4096;
/** Cells that are read as numbers at a time. */
const MOST_NUMBERS = 8192;
/** Kernels read and write so far behind what they are given. */
const PADDING = 32;
const NO_QUOTE = 256;
/** The bit between small and capital letters. */
const LOWER = 32;
const FIRST_MEMORY = 8 << 20;
const MOST_MEMORY = 4 * 1024 * 1024 * 1024;
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

// Places of the words of a splitting; see assembly/split-records.ts.
const JOB_WORDS = 15;
const END = 1;
const MARKS = 2;
const CAPACITY = 7;
const LENGTHS = 9;
const RECORDS = 10;
const NEXT = 11;
const WHY = 12;
const WATCH = 13;

/** What the first filled cell of a record may not be, or begin with, in small letters of any case. */
export interface Suspects {
  readonly beginnings: readonly string[];
  readonly wholes: readonly string[];
}

/** The text's columns, and what stands between fields and around them: one character each, '' for no quote. */
export interface Layout {
  readonly columns: number;
  readonly delimiter: string;
  readonly quote: string;
  /** Null where every record may be taken as it is, an empty one, too. */
  readonly suspects: Suspects | null;
}

/** Part of a text, and how many records of it are wanted at most. */
export interface TextPart {
  readonly source: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

/** Plain records at the start of a text. */
export interface Split {
  readonly records: number;
  /** Bytes they take. */
  readonly bytes: number;
  readonly why: number;
}

/** Where a column's cells go: to codes of these levels, or end to end, with ends counted from a number. */
export type Target = KernelLevels | number;

/** As narrow as the levels that they tell apart. */
type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column's cells of one text, good until the next step. */
export type Filled =
  { readonly codes: Codes } | { readonly bytes: Uint8Array; readonly ends: Uint32Array };

/** From, and to before which. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Memory of one of two texts. */
interface Slot {
  readonly job: number;
  readonly text: number;
  readonly cells: number;
}

/** Memory for texts of so many columns. */
interface Buffers {
  /** Records of one text at most. */
  readonly capacity: number;
  readonly slots: readonly [Slot, Slot];
  /** Codes or ends of each column, and cells of those that go end to end. */
  readonly numbers: number;
  readonly bytes: number;
}

/** Kernels, their memory and the threads that share it. */
interface Instance {
  readonly exports: CellExports;
  readonly heap: KernelHeap;
  readonly team: ShardTeam;
}

const NOTHING: Split = { records: 0, bytes: 0, why: TEXT_ENDS };

/**
 * Memory and kernels of one reader of delimited text. A step splits the plain records of the next text
 * while the cells of the text before go to their columns, on all threads.
 */
export class CellKernels {
  readonly #kernels: CellExports;
  readonly #heap: KernelHeap;
  readonly #team: ShardTeam;
  /** What was laid out for so many columns. */
  readonly #layouts = new Map<number, Buffers>();
  #buffers: Buffers;
  /** The text whose cells wait for their columns, and the one that is split next. */
  #slots: readonly [Slot, Slot];
  #before = NOTHING;
  readonly #powers: number;
  readonly #values: number;
  readonly #out: number;
  #filled: Filled[] = [];

  private constructor({ exports, heap, team }: Instance, layout: Layout) {
    this.#kernels = exports;
    this.#heap = heap;
    this.#team = team;
    this.#buffers = this.#buffersOf(layout.columns);
    this.#slots = this.#buffers.slots;
    this.#lay(layout);
    this.#values = heap.take(8 * MOST_NUMBERS);
    this.#powers = heap.take(8 * POWERS.length);
    this.#out = heap.take(4);
    new Float64Array(heap.bytes.buffer, this.#powers, POWERS.length).set(POWERS);
  }

  /** Null where the kernels cannot run, or nothing separates fields. */
  static open(kernels: Kernels | null, layout: Layout): CellKernels | null {
    if (kernels === null || layout.delimiter === '' || layout.columns === 0) return null;
    const made = instantiateKernels(kernels.module, FIRST_MEMORY, MOST_MEMORY);
    if (made === null) return null;
    const team = new ShardTeam(kernels.parallel, { module: kernels.module, ...made });
    const heap = new KernelHeap(made.memory);
    return new CellKernels({ exports: made.exports, heap, team }, layout);
  }

  /**
   * Splits texts of another layout from now on, into the columns there are and new ones. Nothing of a
   * text before may wait. Layouts of as many columns share their memory.
   */
  lay(layout: Layout): void {
    this.#buffers = this.#buffersOf(layout.columns);
    this.#slots = this.#buffers.slots;
    this.#lay(layout);
  }

  /** Lets the threads go; what needs none goes on. */
  close(): void {
    this.#team.close();
  }

  /** A column's distinct cells, none so far. */
  levels(): KernelLevels {
    return new KernelLevels(this.#heap, this.#kernels);
  }

  /**
   * Splits the plain records at the start of `next` and puts the cells of the text before in columns,
   * each where `targets` says; see `filled`. With null there is no next text.
   */
  step(next: TextPart | null, targets: readonly Target[]): Split {
    const [before, free] = this.#slots;
    const records = this.#before.records;
    const shards = records === 0 ? [] : this.#fills(before, targets);
    if (next !== null) {
      this.#load(free, next);
      shards.push(['splitRecords', free.job]);
    }
    for (let i = 0; i < shards.length; i += MAX_SHARDS) {
      this.#team.run(shards.slice(i, i + MAX_SHARDS));
    }
    if (records > 0) this.#finishFills(before, targets);
    this.#slots = [free, before];
    this.#before = next === null ? NOTHING : this.#splitOf(free);
    return this.#before;
  }

  /** What the last step put in a column. */
  filled(column: number): Filled {
    return this.#filled[column];
  }

  /**
   * Reads cells `from` to `to` as short plain numbers with decimal mark `mark`, NaN for a blank one, into
   * `values` at the same places. Where it stopped: at `to`, or at a cell that is none.
   */
  readNumbers(cells: Cells, range: Range, mark: string, values: Float64Array): number {
    const { bytes, offsets } = cells;
    const { bytes: texts, numbers } = this.#buffers;
    let at = range.from;
    while (at < range.to) {
      let count = Math.min(MOST_NUMBERS, range.to - at);
      while (count > 0 && offsets[at + count] - offsets[at] > TEXT_BYTES) count >>= 1;
      this.#heap.bytes.set(bytes.subarray(offsets[at], offsets[at + count]), texts);
      this.#heap.words.set(offsets.subarray(at, at + count + 1), numbers / 4);
      this.#kernels.readNumbers(
        texts,
        numbers,
        count,
        mark.charCodeAt(0),
        this.#powers,
        this.#values,
        this.#out,
      );
      const done = this.#heap.words[this.#out / 4];
      values.set(new Float64Array(this.#heap.bytes.buffer, this.#values, done), at);
      at += done;
      if (done < count || count === 0) return at;
    }
    return at;
  }

  #buffersOf(columns: number): Buffers {
    const known = this.#layouts.get(columns);
    if (known !== undefined) return known;
    const heap = this.#heap;
    // Odd, so that the columns of one record do not fall on one line of the cache.
    const capacity = Math.max(15, Math.min(MOST_RECORDS, Math.floor(CELLS / columns))) | 1;
    const buffers: Buffers = {
      capacity,
      slots: [takeSlot(heap, columns, capacity), takeSlot(heap, columns, capacity)],
      numbers: heap.take(4 * Math.max(capacity * columns, MOST_NUMBERS + 1)),
      bytes: heap.take(TEXT_BYTES + PADDING * (columns + 1)),
    };
    this.#layouts.set(columns, buffers);
    return buffers;
  }

  /** Says in both slots what parts fields and which records are suspect. */
  #lay({ delimiter, quote, suspects }: Layout): void {
    const marks = [delimiter.charCodeAt(0), quote === '' ? NO_QUOTE : quote.charCodeAt(0)];
    const watch = suspects === null ? [0, 0] : placeSuspects(this.#heap, suspects);
    for (const { job } of this.#slots) {
      this.#heap.words.set(marks, job / 4 + MARKS);
      this.#heap.words.set(watch, job / 4 + WATCH);
    }
  }

  #load({ job, text }: Slot, { source, from, to, most }: TextPart): void {
    const length = Math.min(TEXT_BYTES, to - from);
    this.#heap.bytes.set(source.subarray(from, from + length), text);
    this.#heap.words[job / 4 + END] = text + length;
    this.#heap.words[job / 4 + CAPACITY] = Math.min(most, this.#buffers.capacity);
  }

  #splitOf({ job, text }: Slot): Split {
    const words = this.#heap.words.subarray(job / 4, job / 4 + JOB_WORDS);
    return { records: words[RECORDS], bytes: words[NEXT] - text, why: words[WHY] };
  }

  #cellsOf(slot: Slot, column: number): number {
    return slot.cells + 8 * this.#buffers.capacity * column;
  }

  #numbersOf(column: number): number {
    return this.#buffers.numbers + 4 * this.#buffers.capacity * column;
  }

  /** A shard a column; says in `filled` where its cells will be. */
  #fills(slot: Slot, targets: readonly Target[]): Shard[] {
    const { records } = this.#before;
    const { words, bytes } = this.#heap;
    const lengths = words[slot.job / 4 + LENGTHS] / 4;
    let at = this.#buffers.bytes;
    this.#filled = [];
    return targets.map((target, column): Shard => {
      const cells = this.#cellsOf(slot, column);
      const numbers = this.#numbersOf(column);
      const view = words.subarray(numbers / 4, numbers / 4 + records);
      if (typeof target !== 'number') {
        this.#filled.push({ codes: view });
        return ['internCells', target.address, cells, records, numbers];
      }
      const [from, length] = [at, words[lengths + column]];
      at += length + PADDING;
      this.#filled.push({ bytes: bytes.subarray(from, from + length), ends: view });
      return ['copyCells', cells, records, target, from, numbers];
    });
  }

  #narrowed(at: number, count: number, levels: number): Codes {
    const { buffer } = this.#heap.bytes;
    if (levels > 0x10000) return new Uint32Array(buffer, at, count);
    const width = levels > 0x100 ? 2 : 1;
    this.#kernels.narrowCodes(at, count, width);
    return width === 2 ? new Uint16Array(buffer, at, count) : new Uint8Array(buffer, at, count);
  }

  /** Grows the dictionaries that were too small, and takes the rest of their cells. */
  #finishFills(slot: Slot, targets: readonly Target[]): void {
    const { records } = this.#before;
    targets.forEach((target, column) => {
      if (typeof target === 'number') return;
      const codes = this.#numbersOf(column);
      target.finish(this.#cellsOf(slot, column), records, codes);
      this.#filled[column] = { codes: this.#narrowed(codes, records, target.count) };
    });
  }
}

function takeSlot(heap: KernelHeap, columns: number, capacity: number): Slot {
  const stride = 8 * capacity;
  const job = heap.take(4 * JOB_WORDS);
  const text = heap.take(TEXT_BYTES + PADDING);
  const scratch = heap.take(TEXT_BYTES + PADDING);
  const cells = heap.take(stride * columns);
  const lengths = heap.take(4 * columns);
  heap.words.set([text, text, 0, 0, columns, cells, stride, 0, scratch, lengths], job / 4);
  return { job, text, cells };
}

/** Words in kernel memory, small letters or not, and a table of what they begin with. */
function placeSuspects(
  heap: KernelHeap,
  { beginnings, wholes }: Suspects,
): [words: number, initials: number] {
  const all = [...new Set([...beginnings, ...wholes])].map((word) => ({
    bytes: new TextEncoder().encode(word).map((byte) => byte | LOWER),
    isBeginning: beginnings.includes(word) ? 1 : 0,
  }));
  const initials = heap.take(256);
  for (const { bytes } of all) {
    for (let byte = 0; byte < 256; byte++) {
      if ((byte | LOWER) === bytes[0]) heap.bytes[initials + byte] = 1;
    }
  }
  for (const blank of [9, 32]) heap.bytes[initials + blank] = 1;
  const words = heap.take(12 * (all.length + 1));
  all.forEach(({ bytes, isBeginning }, i) => {
    const at = heap.take(bytes.length);
    heap.bytes.set(bytes, at);
    heap.words.set([at, bytes.length, isBeginning], words / 4 + 3 * i);
  });
  return [words, initials];
}
