import { Gunzip } from 'fflate';
import { LeadbenchError } from '../../util/errors';
import { crc32 } from './crc32';

/** Compressed bytes inflated at once, so that one step stays well below 50 ms. */
const STEP = 1 << 16;
const TRAILER = 8;

/**
 * Gunzips piece by piece, several members in a row included, with fflate: the browsers'
 * DecompressionStream refuses a second member. Checks length and CRC-32 of the last member.
 * Throws LeadbenchError GZIP_DAMAGED {name} where the data is cut off or altered.
 */
export class GzipReader {
  readonly #name: string;
  readonly #gunzip: Gunzip;
  readonly #output: Uint8Array[] = [];
  #last = new Uint8Array(0);
  #crc = 0;
  #length = 0;
  /** Compressed bytes taken in so far. */
  consumed = 0;

  constructor(name: string) {
    this.#name = name;
    this.#gunzip = new Gunzip((chunk) => this.#take(chunk));
    this.#gunzip.onmember = () => {
      this.#crc = 0;
      this.#length = 0;
    };
  }

  /** Inflates compressed bytes; yields what came out, after each step. `final` closes the stream. */
  *push(bytes: Uint8Array, final: boolean): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length || (final && at === 0); at += STEP) {
      const part = bytes.slice(at, at + STEP);
      this.#remember(part);
      this.consumed += part.length;
      this.#step(part, final && at + STEP >= bytes.length);
      yield* this.#output.splice(0);
    }
    if (final) this.#verify();
  }

  #step(part: Uint8Array, final: boolean): void {
    try {
      this.#gunzip.push(part, final);
    } catch {
      throw this.#damaged();
    }
  }

  #take(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#crc = crc32(chunk, this.#crc);
    this.#length = (this.#length + chunk.length) >>> 0;
    this.#output.push(chunk);
  }

  #remember(part: Uint8Array): void {
    const both = new Uint8Array(this.#last.length + part.length);
    both.set(this.#last);
    both.set(part, this.#last.length);
    this.#last = both.slice(Math.max(0, both.length - TRAILER));
  }

  #verify(): void {
    if (this.#last.length < TRAILER) throw this.#damaged();
    const trailer = new DataView(this.#last.buffer, this.#last.byteOffset);
    if (trailer.getUint32(0, true) !== this.#crc || trailer.getUint32(4, true) !== this.#length) {
      throw this.#damaged();
    }
  }

  #damaged(): LeadbenchError {
    return new LeadbenchError('GZIP_DAMAGED', { name: this.#name });
  }
}
