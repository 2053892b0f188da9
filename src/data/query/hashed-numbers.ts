const FIRST_CODES = 512;
const GROWTH = 4;

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/**
 * Different numbers by code, in order of first appearance: open addressing with linear probing, two
 * slots a code at least. 0 and -0 are one number; NaN is none. Cost: O(1) expected a number.
 */
export class HashedNumbers {
  /** A number and its code, slot by slot; NaN where the slot is free. One line of cache a look. */
  #slots = new Float64Array(4 * FIRST_CODES).fill(NaN);
  #count = 0;

  /** Codes given out so far. */
  get count(): number {
    return this.#count;
  }

  /** The code of a number, a new one where it is new. */
  codeOf(number: number): number {
    const value = number + 0;
    const slots = this.#slots;
    const at = placeOf(slots, value);
    if (slots[at] === value) return slots[at + 1];
    const code = this.skipCode();
    slots[at] = value;
    slots[at + 1] = code;
    if (4 * this.#count >= slots.length) this.#grow();
    return code;
  }

  /** The next code, which no number will have. */
  skipCode(): number {
    return this.#count++;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Float64Array(GROWTH * old.length).fill(NaN);
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] !== old[from]) continue;
      const at = placeOf(slots, old[from]);
      slots[at] = old[from];
      slots[at + 1] = old[from + 1];
    }
    this.#slots = slots;
  }
}

/** Where a value is, or would be. */
function placeOf(slots: Float64Array, value: number): number {
  const mask = slots.length - 2;
  let at = (hashOf(value) << 1) & mask;
  while (slots[at] !== value && slots[at] === slots[at]) at = (at + 2) & mask;
  return at;
}

/** Both words of a double, mixed as the finalizer of MurmurHash3 mixes 32 bits. */
function hashOf(value: number): number {
  scratch[0] = value;
  let h = words[0] ^ Math.imul(words[1], 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
