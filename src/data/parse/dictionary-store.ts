import type { Levels } from './hashed-levels';

type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Levels that codes of so many bytes tell apart. */
const MOST_LEVELS: Readonly<Record<number, number>> = { 1: 0x100, 2: 0x10000, 4: 0x100000000 };

/** Cells as codes into the distinct ones, as narrow as they fit. */
export class DictionaryStore {
  levels: Levels;
  codes: Codes = new Uint8Array(32);
  count = 0;

  constructor(levels: Levels) {
    this.levels = levels;
  }

  /** Bytes in use. */
  get used(): number {
    return this.count * this.codes.BYTES_PER_ELEMENT + this.levels.used;
  }

  /** Appends a cell. Cost: O(its bytes) expected. */
  push(source: Uint8Array, from: number, to: number): void {
    const code = this.levels.codeOf(source, from, to);
    this.#makeRoom(1);
    this.codes[this.count++] = code;
  }

  /** Appends one cell so many times. */
  pushSame(cell: Uint8Array, times: number): void {
    const code = this.levels.codeOf(cell, 0, cell.length);
    this.#makeRoom(times);
    this.codes.fill(code, this.count, this.count + times);
    this.count += times;
  }

  /** Puts the distinct cells in other levels, empty so far; their codes stay. */
  moveTo(levels: Levels): void {
    const { bytes, offsets, count } = this.levels.cells();
    for (let i = 0; i < count; i++) levels.codeOf(bytes, offsets[i], offsets[i + 1]);
    this.levels = levels;
  }

  /** Appends cells whose codes are known. */
  append(codes: ArrayLike<number>): void {
    this.#makeRoom(codes.length);
    this.codes.set(codes, this.count);
    this.count += codes.length;
  }

  /** Makes room for so many cells in all. */
  reserve(cells: number): void {
    if (cells > this.codes.length) this.#resize(cells);
  }

  /** Room for more cells, of any code there is by now. */
  #makeRoom(more: number): void {
    const room = this.codes.length;
    if (this.count + more > room) this.#resize(Math.max(2 * room, this.count + more));
    else if (this.levels.count > MOST_LEVELS[this.codes.BYTES_PER_ELEMENT]) this.#resize(room);
  }

  #resize(length: number): void {
    const levels = this.levels.count;
    const grown =
      levels <= 0x100
        ? new Uint8Array(length)
        : levels <= 0x10000
          ? new Uint16Array(length)
          : new Uint32Array(length);
    grown.set(this.codes.subarray(0, this.count));
    this.codes = grown;
  }
}
