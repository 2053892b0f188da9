import { Gunzip } from 'fflate';
import { LeadbenchError } from '../../util/errors';
import { crc32 } from './crc32';

/**
 * Compressed bytes inflated at once: deflate makes at most 1,032 of one, so that no step takes more
 * than 32 MB before the limits are looked at.
 */
const STEP = 1 << 15;
const TRAILER = 8;

/** What a compressed file may come to. */
export interface InflateLimits {
  /** Bytes of text in all. */
  readonly bytes: number;
  /** Bytes of text from one compressed byte, looked at once `ratioFrom` bytes of text are there. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/**
 * Text takes a few times the memory of its columns, never more than eight times in files seen, so past
 * 24 GB no table of the 3 GB that a tab can count on is coming. The ratio is where honest files end:
 * leads pack 5 to 30 times, the emptiest wide sheets some 500 times; little but one byte repeated
 * packs over 1,000 times, and a short file of that does no harm.
 */
export const INFLATE_LIMITS: InflateLimits = {
  bytes: 24 * 2 ** 30,
  ratio: 1000,
  ratioFrom: 64 * 2 ** 20,
};

/** Whether so many bytes of text from so many compressed ones are more than a table can be. */
export function exceedsLimits(
  { bytes, ratio, ratioFrom }: InflateLimits,
  { compressed, inflated }: { readonly compressed: number; readonly inflated: number },
): boolean {
  return inflated > bytes || (inflated > ratioFrom && inflated > ratio * compressed);
}

/**
 * Gunzips piece by piece, several members in a row included, with fflate: the browsers'
 * DecompressionStream refuses a second member. Checks length and CRC-32 of the last member.
 * Throws LeadbenchError GZIP_DAMAGED {name} where the data is cut off or altered, GZIP_TOO_LARGE
 * {name, compressed, inflated} as soon as it comes to more than the limits.
 */
export class GzipReader {
  readonly #name: string;
  readonly #limits: InflateLimits;
  readonly #gunzip: Gunzip;
  readonly #output: Uint8Array[] = [];
  #last = new Uint8Array(0);
  #crc = 0;
  #length = 0;
  /** Compressed bytes taken in so far. */
  consumed = 0;
  /** Bytes of text that came out so far. */
  inflated = 0;

  constructor(name: string, limits = INFLATE_LIMITS) {
    this.#name = name;
    this.#limits = limits;
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
      this.#checkLimits();
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
    this.inflated += chunk.length;
    this.#output.push(chunk);
  }

  #checkLimits(): void {
    const { consumed: compressed, inflated } = this;
    if (!exceedsLimits(this.#limits, { compressed, inflated })) return;
    throw new LeadbenchError('GZIP_TOO_LARGE', { name: this.#name, compressed, inflated });
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
