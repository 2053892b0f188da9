import type { Cells } from './cells';
import type { KernelHeap } from './kernel-heap';
import type { CellExports } from './wasm';

// Places of the words of a dictionary; see assembly/cells.ts.
const LEVELS = 0;
const MOST_LEVELS = 1;
const SLOTS = 2;
const MASK = 3;
const OFFSETS = 4;
const BYTES = 5;
const MOST_BYTES = 6;
const DONE = 7;
const NEED = 8;
const DICTIONARY_BYTES = 36;

const SLOT_BYTES = 16;
const FIRST_LEVELS = 32;
const FIRST_BYTES = 512;
const GROWTH = 4;
/** So many levels are rarely read twice soon: less memory serves them better than free slots. */
const MANY_LEVELS = 4096;
const FIRST_SINGLE = 240;
/** Kernels read so far behind what they are given. */
const PADDING = 16;

/**
 * The distinct cells of a column, by code in order of first appearance, in kernel memory. It grows as a
 * reader needs it; what it grew out of stays behind until the memory goes.
 */
export class KernelLevels {
  readonly #heap: KernelHeap;
  readonly #kernels: CellExports;
  /** Of the dictionary in kernel memory. */
  readonly address: number;
  /** Place, code and bytes of a single cell from elsewhere. */
  #single: number;
  #mostSingle = FIRST_SINGLE;

  constructor(heap: KernelHeap, kernels: CellExports) {
    this.#heap = heap;
    this.#kernels = kernels;
    this.address = heap.take(DICTIONARY_BYTES);
    this.#single = heap.take(16 + FIRST_SINGLE + PADDING);
    this.#placeSlots(FIRST_LEVELS);
    this.#set(OFFSETS, heap.take(4 * (FIRST_LEVELS + 1)));
    this.#set(BYTES, heap.take(FIRST_BYTES + PADDING));
    this.#set(MOST_BYTES, FIRST_BYTES);
  }

  get count(): number {
    return this.#get(LEVELS);
  }

  /** Bytes in use. */
  get used(): number {
    const count = this.count;
    return this.#offset(count) + 4 * (count + 1) + SLOT_BYTES * (this.#get(MASK) + 1);
  }

  /** The code of `source[from]` to `source[to]`, a new one where it is new. */
  codeOf(source: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (length > this.#mostSingle) {
      this.#mostSingle = 2 * length;
      this.#single = this.#heap.take(16 + this.#mostSingle + PADDING);
    }
    const at = this.#single;
    this.#heap.bytes.set(source.subarray(from, to), at + 16);
    this.#heap.words[at / 4] = at + 16;
    this.#heap.words[at / 4 + 1] = length;
    const intern = (): void => this.#kernels.internCells(this.address, at, 1, at + 8);
    intern();
    this.finish(1, intern);
    return this.#heap.words[at / 4 + 2];
  }

  /** The levels where they stand; good until the next cell. */
  cells(): Cells {
    const count = this.count;
    const [bytes, offsets] = [this.#get(BYTES), this.#get(OFFSETS) / 4];
    return {
      bytes: this.#heap.bytes.subarray(bytes, bytes + this.#offset(count)),
      offsets: this.#heap.words.subarray(offsets, offsets + count + 1),
      count,
    };
  }

  /**
   * After a kernel that had `count` cells to intern: grows, and calls `goOn` with the cells that are
   * done, as often as it takes.
   */
  finish(count: number, goOn: (done: number) => void): void {
    for (let done = this.#get(DONE); done < count; done += this.#get(DONE)) {
      this.#grow(this.#get(NEED));
      goOn(done);
    }
  }

  #get(word: number): number {
    return this.#heap.words[this.address / 4 + word];
  }

  #set(word: number, value: number): void {
    this.#heap.words[this.address / 4 + word] = value;
  }

  #offset(level: number): number {
    return this.#heap.words[this.#get(OFFSETS) / 4 + level];
  }

  /** Makes room for one more level of `length` bytes, and many others. */
  #grow(length: number): void {
    const levels = this.count;
    if (levels === this.#get(MOST_LEVELS)) {
      this.#move(OFFSETS, 4 * (levels + 1), 4 * (GROWTH * levels + 1));
      this.#placeSlots(GROWTH * levels);
      return;
    }
    const used = this.#offset(levels);
    const most = Math.max(2 * this.#get(MOST_BYTES), used + length);
    this.#move(BYTES, used, most + PADDING);
    this.#set(MOST_BYTES, most);
  }

  #move(word: number, used: number, bytes: number): void {
    const to = this.#heap.take(bytes);
    const from = this.#get(word);
    this.#heap.bytes.copyWithin(to, from, from + used);
    this.#set(word, to);
  }

  /** So many slots a level that few are taken; what is a level finds its slot again. */
  #placeSlots(levels: number): void {
    const slots = (levels > MANY_LEVELS ? 2 : 4) * levels;
    const at = this.#heap.take(SLOT_BYTES * slots);
    this.#heap.bytes.fill(0xff, at, at + SLOT_BYTES * slots);
    this.#set(SLOTS, at);
    this.#set(MASK, slots - 1);
    this.#set(MOST_LEVELS, levels);
    this.#kernels.placeLevels(this.address);
  }
}
