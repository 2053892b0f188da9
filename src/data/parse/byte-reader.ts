import { LeadbenchError } from '../../util/errors';
import { isGzip } from './file-kind';
import { GzipReader } from './gunzip';
import type { ByteSource } from './types';

/** Small enough that taking one in stays well below 50 ms. */
const PIECE = 1 << 20;

/**
 * The bytes of a source in order, in pieces of at most 1 MB, gunzipped where it is gzip by its
 * first bytes (not its name).
 */
export class ByteReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #name: string;
  #pieces: Iterator<Uint8Array> | null = null;
  #gzip: GzipReader | null = null;
  #started = false;
  #ended = false;
  #given = 0;

  constructor(source: ByteSource) {
    this.#reader = source.stream().getReader();
    this.#name = source.name;
  }

  /** Bytes of the source, compressed or not, that what was read so far comes from. */
  get consumed(): number {
    return this.#gzip === null ? this.#given : this.#gzip.consumed;
  }

  /**
   * The next bytes, good until more are asked for, or null at the end. Throws LeadbenchError GZIP_DAMAGED, FILE_UNREADABLE and
   * what the source's own stream fails with.
   */
  async read(): Promise<Uint8Array | null> {
    for (;;) {
      const piece = this.#pieces?.next();
      if (piece !== undefined && !piece.done) {
        this.#given += piece.value.length;
        return piece.value;
      }
      this.#pieces = null;
      if (this.#ended) return null;
      const bytes = this.#started ? await this.#pull() : await this.#start();
      // The inflater may keep what it was given until more comes.
      this.#pieces = this.#gzip?.push(bytes.slice(), this.#ended) ?? piecesOf(bytes);
    }
  }

  /** Lets the source go; nothing can be read afterwards. */
  async cancel(): Promise<void> {
    this.#ended = true;
    this.#pieces = null;
    // A stream that failed has nothing to let go, and its failure was told when it was read.
    await this.#reader.cancel().catch(() => undefined);
  }

  async #start(): Promise<Uint8Array> {
    this.#started = true;
    let head = new Uint8Array(0);
    while (head.length < 3 && !this.#ended) head = joined(head, await this.#pull());
    if (isGzip(head)) this.#gzip = new GzipReader(this.#name);
    return head;
  }

  async #pull(): Promise<Uint8Array> {
    let result: ReadableStreamReadResult<Uint8Array>;
    try {
      result = await this.#reader.read();
    } catch (error) {
      if (error instanceof LeadbenchError) throw error;
      // A folder, a file that was moved or changed since it was chosen, or one without permission.
      throw new LeadbenchError('FILE_UNREADABLE', { name: this.#name });
    }
    if (!result.done) return result.value;
    this.#ended = true;
    return new Uint8Array(0);
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** Two byte strings end to end. */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
