import type { Cells } from './cells';
import { misfit, WORD, type KernelHeap } from './kernel-heap';
import type { Shard, ShardTeam } from './parallel';

/** Cells of one shard, and shards at a time. */
const SHARD_CELLS = 8192;
const SHARDS = 8;
/** The most bytes of cells that are read at a time. */
export const READER_BYTES = 1 << 21;
/** Kernels read so far behind what they are given. */
const PADDING = 32;
/** The decimals of a number of digits that a double keeps. */
const POWERS = Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));

// Words that a shard says what it did with; see assembly/read-dates.ts.
const SEEN_WORDS = 3;
const DONE = 0;
const SINGLE = 1;
const PADDED = 2;

/** Cells `from` to before `to`, and where their values go, at the same places. */
export interface CellRange {
  readonly cells: Cells;
  readonly from: number;
  readonly to: number;
  readonly values: Float64Array;
}

/** How dates of a column are written: a shape of `TimestampCell`, and which of two numbers is the month. */
export interface DateShape {
  readonly shape: number;
  readonly monthFirst: boolean;
}

/** Where the reading of dates stopped, and whether a part of one has one digit, or a zero before one. */
export interface DatesSeen {
  readonly end: number;
  readonly single: boolean;
  readonly padded: boolean;
}

/** A kernel with the two arguments that say what it reads. */
type Reading = readonly [kernel: 'readNumbers' | 'readDates', a: number, b: number];

/** Places in kernel memory of cells that are read at a time. */
interface Part {
  readonly text: number;
  readonly offsets: number;
  readonly values: number;
  readonly seen: number;
}

/** Cells `from` to before `to` in kernel memory, and the shards that read them. */
interface Loaded {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
  readonly shards: readonly Shard[];
}

/** Reads cells as numbers or dates by kernels, on all threads. */
export class CellReader {
  readonly #heap: KernelHeap;
  readonly #team: ShardTeam;
  #parts: readonly [Part, Part] | null = null;
  #powers = 0;

  constructor(heap: KernelHeap, team: ShardTeam) {
    this.#heap = heap;
    this.#team = team;
  }

  /** Where kernels find powers of ten. */
  get powers(): number {
    if (this.#powers === 0) this.#powers = placePowers(this.#heap);
    return this.#powers;
  }

  /**
   * Reads short plain numbers with decimal mark `mark`, NaN for a blank cell. Where it stopped: at the
   * range's end, or at a cell that is none.
   */
  readNumbers(range: CellRange, mark: string): number {
    return this.#read(range, ['readNumbers', mark.charCodeAt(0), this.powers]).end;
  }

  /** Reads dates of one shape as milliseconds, NaN for a blank cell; it stops as `readNumbers` does. */
  readDates(range: CellRange, { shape, monthFirst }: DateShape): DatesSeen {
    return this.#read(range, ['readDates', shape, monthFirst ? 1 : 0]);
  }

  /** While threads read some cells, the next ones are put in kernel memory and the values before fetched. */
  #read(range: CellRange, reading: Reading): DatesSeen {
    const [one, other] = (this.#parts ??= [takePart(this.#heap), takePart(this.#heap)]);
    let [end, single, padded] = [range.from, false, false];
    let loaded = this.#load(range, reading, { part: one, from: range.from });
    if (loaded !== null) this.#team.start(loaded.shards);
    while (loaded !== null) {
      const { part, from, to } = loaded;
      const next = this.#load(range, reading, { part: part === one ? other : one, from: to });
      this.#team.join();
      const seen = this.#seen(part, to - from);
      const goesOn = seen.done === to - from && next !== null;
      if (goesOn) this.#team.start(next.shards);
      const { buffer } = this.#heap.bytes;
      range.values.set(new Float64Array(buffer, part.values, seen.done), from);
      end = from + seen.done;
      single ||= seen.single;
      padded ||= seen.padded;
      loaded = goesOn ? next : null;
    }
    return { end, single, padded };
  }

  /** Puts the cells of a range from `from` on in a part of kernel memory; null where none is left or fits. */
  #load(
    { cells, to: last }: CellRange,
    [kernel, a, b]: Reading,
    { part, from }: { readonly part: Part; readonly from: number },
  ): Loaded | null {
    const { bytes, offsets } = cells;
    let count = Math.min(SHARDS * SHARD_CELLS, last - from);
    while (count > 0 && offsets[from + count] - offsets[from] > READER_BYTES) count >>= 1;
    if (count === 0) return null;
    const to = from + count;
    const first = offsets[from];
    const text = part.text + misfit(bytes, first);
    const places = part.offsets + misfit(offsets, from);
    this.#heap.bytes.set(bytes.subarray(first, offsets[to]), text);
    this.#heap.words.set(offsets.subarray(from, to + 1), places / 4);
    const shards: Shard[] = [];
    for (let at = 0; at < count; at += SHARD_CELLS) {
      shards.push([
        kernel,
        text + offsets[from + at] - first,
        places + 4 * at,
        Math.min(SHARD_CELLS, count - at),
        ...[a, b],
        part.values + 8 * at,
        part.seen + 4 * SEEN_WORDS * shards.length,
      ]);
    }
    return { part, from, to, shards };
  }

  /** What the shards of `count` cells did up to the first cell that was not read. */
  #seen({ seen }: Part, count: number) {
    let [done, single, padded] = [0, false, false];
    for (let at = 0; done === at && at < count; at += SHARD_CELLS) {
      const words = seen / 4 + (SEEN_WORDS * at) / SHARD_CELLS;
      const shard = this.#heap.words.subarray(words, words + SEEN_WORDS);
      done += shard[DONE];
      single ||= shard[SINGLE] !== 0;
      padded ||= shard[PADDED] !== 0;
    }
    return { done, single, padded };
  }
}

function takePart(heap: KernelHeap): Part {
  const most = SHARDS * SHARD_CELLS;
  return {
    text: heap.take(READER_BYTES + WORD + PADDING),
    offsets: heap.take(4 * (most + 1) + WORD),
    values: heap.take(8 * most),
    seen: heap.take(4 * SEEN_WORDS * SHARDS),
  };
}

function placePowers(heap: KernelHeap): number {
  const powers = heap.take(8 * POWERS.length);
  new Float64Array(heap.bytes.buffer, powers, POWERS.length).set(POWERS);
  return powers;
}
