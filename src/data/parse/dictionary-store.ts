import { CellStore } from './cell-store';

type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Cells as codes into the distinct byte strings seen so far, in order of first appearance. */
export class DictionaryStore {
  readonly levels = new CellStore();
  codes: Codes = new Uint8Array(32);
  count = 0;
  #slots = new Int32Array(32).fill(-1);
  #hashes = new Int32Array(16);

  /** Bytes in use. */
  get used(): number {
    return this.count * this.codes.BYTES_PER_ELEMENT + this.levels.used + this.levels.count * 12;
  }

  /** Appends a cell. Cost: O(its bytes) expected. */
  push(source: Uint8Array, from: number, to: number): void {
    if (this.count === this.codes.length) this.#resizeCodes(this.count * 2);
    const code = this.#codeOf(source, from, to);
    this.codes[this.count++] = code;
  }

  /** Makes room for so many cells in all. */
  reserve(cells: number): void {
    if (cells > this.codes.length) this.#resizeCodes(cells);
  }

  #codeOf(source: Uint8Array, from: number, to: number): number {
    const hash = hashOf(source, from, to);
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = slots.length - 1;
    for (let slot = slotOf(hash, mask); ; slot = (slot + 1) & mask) {
      const code = slots[slot];
      if (code < 0) return this.#add(slot, hash, source.subarray(from, to));
      if (hashes[code] === hash && this.#isLevel(code, source, from, to)) return code;
    }
  }

  /** Whether level `code`, whose hash is the cell's, is the cell: told by length alone where the hash is the cell. */
  #isLevel(code: number, source: Uint8Array, from: number, to: number): boolean {
    const { offsets } = this.levels;
    if (to - from > PACKED) return this.levels.equals(code, source, from, to);
    return offsets[code + 1] - offsets[code] === to - from;
  }

  #add(slot: number, hash: number, cell: Uint8Array): number {
    const code = this.levels.count;
    this.levels.push(cell, 0, cell.length);
    if (code === this.#hashes.length) {
      const grown = new Int32Array(code * 2);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    if (code * 2 >= this.#slots.length) this.#rehash();
    if (code === 0x100 || code === 0x10000) this.#resizeCodes(this.codes.length);
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.levels.count; code++) {
      let slot = slotOf(this.#hashes[code], mask);
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }

  #resizeCodes(length: number): void {
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

/** Cells of up to three bytes are their own hash, so that finding one compares no bytes. */
const PACKED = 3;

/**
 * The bytes themselves where they are few, else FNV-1a cut to 30 bits, which V8 keeps unboxed.
 * Bytes are never 0, since the decoder drops NULs.
 */
function hashOf(source: Uint8Array, from: number, to: number): number {
  let h = 0;
  if (to - from <= PACKED) {
    for (let i = from; i < to; i++) h = (h << 8) | source[i];
    return h;
  }
  h = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) h = Math.imul(h ^ source[i], 0x01000193);
  return h >>> 2;
}

function slotOf(hash: number, mask: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 15)) & mask;
}
