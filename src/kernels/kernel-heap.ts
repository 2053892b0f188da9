import { LeadbenchError } from '../util/errors';

const PAGE_BYTES = 65536;
/** Grown by at least so much, so that it grows seldom. */
const STEP_BYTES = 4 << 20;

/**
 * Shared memory is copied a word of so many bytes at a time where both sides begin at the same place in
 * one, else byte for byte.
 */
export const WORD = 8;

/** How far behind the start of a word element `i` of an array stands, in bytes. */
export function misfit(array: Uint8Array | Uint32Array, i: number): number {
  return (array.byteOffset + i * array.BYTES_PER_ELEMENT) % WORD;
}

/** Hands out addresses of a kernel memory, 16-byte aligned, and lets it grow. Nothing is given back. */
export class KernelHeap {
  readonly #memory: WebAssembly.Memory;
  #end = 16;
  #bytes: Uint8Array;
  #words: Uint32Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
  }

  /** The whole memory; taken anew after `take`, which may grow it. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** The same as 32-bit words. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** Address of a new region, all 0. Throws LeadbenchError('MEMORY_FULL', {megabytes}). */
  take(bytes: number): number {
    const address = this.#end;
    const end = Math.ceil((address + bytes) / 16) * 16;
    const more = end - this.#memory.buffer.byteLength;
    if (more > 0) this.#grow(more, end);
    this.#end = end;
    return address;
  }

  #grow(more: number, end: number): void {
    try {
      this.#memory.grow(Math.ceil(Math.max(more, STEP_BYTES) / PAGE_BYTES));
    } catch {
      throw new LeadbenchError('MEMORY_FULL', { megabytes: Math.ceil(end / 1048576) });
    }
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }
}
