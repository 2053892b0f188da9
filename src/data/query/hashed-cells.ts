import { allocateUint32 } from '../table/allocate';
import type { Utf8Array } from '../table/column';
import { utf8Count } from '../table/utf8';
import { isEqualUtf8 } from './compare-utf8';

const FIRST_CODES = 512;
const GROWTH = 4;

/**
 * A code a string, equal strings having equal codes, in order of first appearance: open addressing
 * with linear probing. Cost: O(bytes) expected.
 */
export function hashedCells(cells: Utf8Array): {
  readonly codes: Uint32Array;
  readonly size: number;
} {
  const codes = allocateUint32(utf8Count(cells));
  const table = new HashedCells(cells);
  for (let i = 0; i < codes.length; i++) codes[i] = table.codeOf(i);
  return { codes, size: table.count };
}

class HashedCells {
  readonly #cells: Utf8Array;
  /** A string's hash and its code, slot by slot; a code of -1 where the slot is free. */
  #slots = new Int32Array(4 * FIRST_CODES).fill(-1);
  /** By code, the first string that has it. */
  #first = new Uint32Array(FIRST_CODES);
  #count = 0;

  constructor(cells: Utf8Array) {
    this.#cells = cells;
  }

  get count(): number {
    return this.#count;
  }

  codeOf(i: number): number {
    const hash = hashOf(this.#cells, i);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let at = (hash << 1) & mask;
    for (let code = slots[at + 1]; code >= 0; code = slots[at + 1]) {
      if (slots[at] === hash && isEqualUtf8(this.#cells, this.#first[code], i)) return code;
      at = (at + 2) & mask;
    }
    const code = this.#count++;
    this.#first[code] = i;
    slots[at] = hash;
    slots[at + 1] = code;
    if (this.#count === this.#first.length) this.#grow();
    return code;
  }

  #grow(): void {
    const first = new Uint32Array(GROWTH * this.#first.length);
    first.set(this.#first);
    const old = this.#slots;
    const slots = new Int32Array(GROWTH * old.length).fill(-1);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] < 0) continue;
      let at = (old[from] << 1) & mask;
      while (slots[at + 1] >= 0) at = (at + 2) & mask;
      slots[at] = old[from];
      slots[at + 1] = old[from + 1];
    }
    [this.#first, this.#slots] = [first, slots];
  }
}

/** FNV-1a of the bytes, mixed once more so that its low bits depend on every byte. */
function hashOf({ bytes, offsets }: Utf8Array, i: number): number {
  let h = 0x811c9dc5 | 0;
  const end = offsets[i + 1];
  for (let at = offsets[i]; at < end; at++) h = Math.imul(h ^ bytes[at], 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
