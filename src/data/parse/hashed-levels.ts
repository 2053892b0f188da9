import type { Cells } from '../../kernels/cells';
import { CellStore } from './cell-store';

/** The distinct cells of a column, by code in order of first appearance. */
export interface Levels {
  readonly count: number;
  /** Bytes in use. */
  readonly used: number;
  /** The code of `source[from]` to `source[to]`, a new one where it is new. */
  codeOf(source: Uint8Array, from: number, to: number): number;
  /** The levels where they stand; good until the next cell. */
  cells(): Cells;
}

/** Levels in plain TypeScript: the twin of KernelLevels. */
export class HashedLevels implements Levels {
  readonly #levels = new CellStore();
  #slots = new Int32Array(32).fill(-1);
  #hashes = new Int32Array(16);

  get count(): number {
    return this.#levels.count;
  }

  get used(): number {
    return this.#levels.used + this.#levels.count * 12;
  }

  cells(): Cells {
    return this.#levels;
  }

  /** Cost: O(bytes) expected. */
  codeOf(source: Uint8Array, from: number, to: number): number {
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
    const { offsets } = this.#levels;
    if (to - from > PACKED) return this.#levels.equals(code, source, from, to);
    return offsets[code + 1] - offsets[code] === to - from;
  }

  #add(slot: number, hash: number, cell: Uint8Array): number {
    const code = this.#levels.count;
    this.#levels.push(cell, 0, cell.length);
    if (code === this.#hashes.length) {
      const grown = new Int32Array(code * 2);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    if (code * 2 >= this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#levels.count; code++) {
      let slot = slotOf(this.#hashes[code], mask);
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
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
