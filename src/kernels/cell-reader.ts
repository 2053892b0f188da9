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
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

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

/** Places in kernel memory. */
interface Buffers {
  readonly text: number;
  readonly offsets: number;
  readonly values: number;
  readonly powers: number;
  readonly seen: number;
}

/** Reads cells as numbers or dates by kernels, on all threads. */
export class CellReader {
  readonly #heap: KernelHeap;
  readonly #team: ShardTeam;
  #buffers: Buffers | null = null;

  constructor(heap: KernelHeap, team: ShardTeam) {
    this.#heap = heap;
    this.#team = team;
  }

  /**
   * Reads short plain numbers with decimal mark `mark`, NaN for a blank cell. Where it stopped: at the
   * range's end, or at a cell that is none.
   */
  readNumbers(range: CellRange, mark: string): number {
    const { powers } = this.#open();
    return this.#read(range, ['readNumbers', mark.charCodeAt(0), powers]).end;
  }

  /** Reads dates of one shape as milliseconds, NaN for a blank cell; it stops as `readNumbers` does. */
  readDates(range: CellRange, { shape, monthFirst }: DateShape): DatesSeen {
    return this.#read(range, ['readDates', shape, monthFirst ? 1 : 0]);
  }

  #read(range: CellRange, reading: Reading): DatesSeen {
    const { offsets } = range.cells;
    let [at, single, padded] = [range.from, false, false];
    while (at < range.to) {
      let count = Math.min(SHARDS * SHARD_CELLS, range.to - at);
      while (count > 0 && offsets[at + count] - offsets[at] > READER_BYTES) count >>= 1;
      if (count === 0) break;
      this.#readSome({ ...range, from: at, to: at + count }, reading);
      const seen = this.#seen(count);
      at += seen.done;
      single ||= seen.single;
      padded ||= seen.padded;
      if (seen.done < count) break;
    }
    return { end: at, single, padded };
  }

  #readSome({ cells, from, to, values }: CellRange, [kernel, a, b]: Reading): void {
    const buffers = this.#open();
    const { bytes, offsets } = cells;
    const first = offsets[from];
    const text = buffers.text + misfit(bytes, first);
    const places = buffers.offsets + misfit(offsets, from);
    this.#heap.bytes.set(bytes.subarray(first, offsets[to]), text);
    this.#heap.words.set(offsets.subarray(from, to + 1), places / 4);
    const shards: Shard[] = [];
    for (let at = 0; from + at < to; at += SHARD_CELLS) {
      shards.push([
        kernel,
        text + offsets[from + at] - first,
        places + 4 * at,
        Math.min(SHARD_CELLS, to - from - at),
        ...[a, b],
        buffers.values + 8 * at,
        buffers.seen + 4 * SEEN_WORDS * shards.length,
      ]);
    }
    this.#team.run(shards);
    values.set(new Float64Array(this.#heap.bytes.buffer, buffers.values, to - from), from);
  }

  /** What the shards did up to the first cell that was not read. */
  #seen(count: number) {
    const { seen } = this.#open();
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

  #open(): Buffers {
    if (this.#buffers !== null) return this.#buffers;
    const heap = this.#heap;
    const most = SHARDS * SHARD_CELLS;
    const powers = heap.take(8 * POWERS.length);
    this.#buffers = {
      text: heap.take(READER_BYTES + WORD + PADDING),
      offsets: heap.take(4 * (most + 1) + WORD),
      values: heap.take(8 * most),
      powers,
      seen: heap.take(4 * SEEN_WORDS * SHARDS),
    };
    new Float64Array(heap.bytes.buffer, powers, POWERS.length).set(POWERS);
    return this.#buffers;
  }
}
