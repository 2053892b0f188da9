import type { Codes } from '../../kernels/cell-kernels';
import type { Levels } from './hashed-levels';

type OwnCodes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Cells as codes into the distinct ones, as narrow as they fit. */
export class DictionaryStore {
  levels: Levels;
  codes: OwnCodes = new Uint8Array(32);
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
    this.#makeRoom(1, widthOf(this.levels.count));
    this.codes[this.count++] = code;
  }

  /** Appends one cell so many times. */
  pushSame(cell: Uint8Array, times: number): void {
    const code = this.levels.codeOf(cell, 0, cell.length);
    this.#makeRoom(times, widthOf(this.levels.count));
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
  append(codes: Codes): void {
    this.#makeRoom(codes.length, codes.BYTES_PER_ELEMENT);
    this.codes.set(codes, this.count);
    this.count += codes.length;
  }

  /** Makes room for so many cells in all. */
  reserve(cells: number): void {
    if (cells > this.codes.length) this.#resize(cells, this.codes.BYTES_PER_ELEMENT);
  }

  /** Room for more cells, whose codes have so many bytes. */
  #makeRoom(more: number, width: number): void {
    const room = this.codes.length;
    const wide = Math.max(width, this.codes.BYTES_PER_ELEMENT);
    if (this.count + more > room) this.#resize(Math.max(2 * room, this.count + more), wide);
    else if (wide > this.codes.BYTES_PER_ELEMENT) this.#resize(room, wide);
  }

  #resize(length: number, width: number): void {
    const grown =
      width === 1
        ? new Uint8Array(length)
        : width === 2
          ? new Uint16Array(length)
          : new Uint32Array(length);
    grown.set(this.codes.subarray(0, this.count));
    this.codes = grown;
  }
}

/** Bytes of a code that tells so many levels apart. */
function widthOf(levels: number): number {
  if (levels > 0x10000) return 4;
  return levels > 0x100 ? 2 : 1;
}
