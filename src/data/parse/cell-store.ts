import { allocateUint32, allocateUint8 } from '../table/allocate';

/** Columns may keep memory that they fill so much of. */
export const FULL_SHARE = 0.9;

/** Byte strings end to end in column memory that grows, with what a builder needs to read them back. */
export class CellStore {
  bytes: Uint8Array;
  offsets: Uint32Array;
  count = 0;

  /** Room to begin with, for so many cells of so many bytes together. */
  constructor(cells = 16, bytes = 64) {
    this.offsets = allocateUint32(cells + 1);
    this.bytes = allocateUint8(bytes);
  }

  /** Bytes in use. */
  get used(): number {
    return this.offsets[this.count] + 4 * (this.count + 1);
  }

  /** Whether a column may keep this memory. */
  get isFull(): boolean {
    const isNear = this.count + 1 >= FULL_SHARE * this.offsets.length;
    return isNear && this.end >= FULL_SHARE * this.bytes.length;
  }

  /** Where the last cell ends in `bytes`. */
  get end(): number {
    return this.offsets[this.count];
  }

  /** Appends bytes `from` to `to`. Cost: O(to - from), amortised. */
  push(source: Uint8Array, from: number, to: number): void {
    const at = this.offsets[this.count];
    const end = at + to - from;
    if (end > this.bytes.length) this.#growBytes(end);
    if (this.count + 2 > this.offsets.length) this.#growOffsets();
    const bytes = this.bytes;
    if (to - from > 48) bytes.set(source.subarray(from, to), at);
    else for (let i = from, j = at; i < to; i++, j++) bytes[j] = source[i];
    this.offsets[++this.count] = end;
  }

  /** Appends cells end to end; `ends` says where each ends in this store. */
  append(cells: Uint8Array, ends: Uint32Array): void {
    const at = this.offsets[this.count];
    const end = at + cells.length;
    if (end > this.bytes.length) this.#growBytes(end);
    while (this.count + ends.length + 1 > this.offsets.length) this.#growOffsets();
    this.bytes.set(cells, at);
    this.offsets.set(ends, this.count + 1);
    this.count += ends.length;
  }

  /** Whether cell `i` is the bytes `from` to `to`. */
  equals(i: number, source: Uint8Array, from: number, to: number): boolean {
    const { bytes, offsets } = this;
    let at = offsets[i];
    if (offsets[i + 1] - at !== to - from) return false;
    for (let k = from; k < to; k++) if (bytes[at++] !== source[k]) return false;
    return true;
  }

  #growBytes(least: number): void {
    const grown = allocateUint8(Math.max(least, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.offsets[this.count]));
    this.bytes = grown;
  }

  #growOffsets(): void {
    const grown = allocateUint32(this.offsets.length * 2);
    grown.set(this.offsets);
    this.offsets = grown;
  }
}
