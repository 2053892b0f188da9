import type { ByteWindow } from './byte-window';
import { joined } from './byte-reader';
import type { Encoding } from './types';
import { utf8SequenceLength } from './utf8-sequence';
import { windows1252ToUtf8 } from './windows-1252';

/** The lowest and the highest bit of each byte of a word. */
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080;
const REPLACEMENT = new Uint8Array([0xef, 0xbf, 0xbd]);

/**
 * Turns a file's bytes into UTF-8 at the end of a window. NUL characters are left out and a byte
 * that is no UTF-8 becomes U+FFFD; both are noted as edits, so that their lines count as repaired.
 */
export interface Decoder {
  readonly encoding: Encoding;
  push(bytes: Uint8Array): void;
  end(): void;
}

/** Finds the first byte from `at` on that is NUL or no ASCII, or the end. */
export type PlainUntil = (bytes: Uint8Array, at: number) => number;

export interface DecoderOptions {
  /** NUL characters stay, for a file that escapes with them. */
  readonly keepNuls?: boolean;
  readonly plainUntil?: PlainUntil;
}

/**
 * A decoder for an encoding. 'ascii' means that nothing but ASCII was seen so far: the first other
 * byte then settles between UTF-8 and Windows-1252. Byte order marks are the caller's to skip.
 */
export function makeDecoder(
  encoding: Encoding | 'ascii',
  window: ByteWindow,
  options: DecoderOptions = {},
): Decoder {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    return new WideDecoder(encoding, window, options);
  }
  return new NarrowDecoder(encoding, window, options);
}

/** As `PlainUntil`; looks at sixteen bytes at a time. */
export function plainUntil(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && ((bytes.byteOffset + at) & 3) !== 0) {
    if (bytes[at] === 0 || bytes[at] > 0x7f) return at;
    at++;
  }
  const words = ((bytes.length - at) >> 4) << 2;
  if (words > 0) {
    const view = new Int32Array(bytes.buffer, bytes.byteOffset + at, words);
    let i = 0;
    for (; i < words; i += 4) {
      const a = view[i];
      const b = view[i + 1];
      const c = view[i + 2];
      const d = view[i + 3];
      // A word with a high bit set, or with a zero byte (which borrows from the bit above it).
      const zeros = (a - ONES) | (b - ONES) | (c - ONES) | (d - ONES);
      if (((a | b | c | d | zeros) & HIGH_BITS) !== 0) break;
    }
    at += i * 4;
  }
  while (at < bytes.length && bytes[at] !== 0 && bytes[at] < 0x80) at++;
  return at;
}

/** The first byte from `at` on that is not NUL, or the end. Looks at four bytes at a time. */
function nulsUntil(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && bytes[at] === 0 && ((bytes.byteOffset + at) & 3) !== 0) at++;
  const words = (bytes.length - at) >> 2;
  if (words > 0 && bytes[at] === 0) {
    const view = new Uint32Array(bytes.buffer, bytes.byteOffset + at, words);
    let i = 0;
    while (i < words && view[i] === 0) i++;
    at += i * 4;
  }
  while (at < bytes.length && bytes[at] === 0) at++;
  return at;
}

class NarrowDecoder implements Decoder {
  readonly #window: ByteWindow;
  #mode: 'ascii' | 'utf-8' | 'windows-1252' = 'ascii';
  #pending = new Uint8Array(0);
  readonly #keepNuls: boolean;
  readonly #plainUntil: PlainUntil;

  constructor(
    mode: 'ascii' | 'utf-8' | 'windows-1252',
    window: ByteWindow,
    options: DecoderOptions,
  ) {
    this.#window = window;
    this.#keepNuls = options.keepNuls ?? false;
    this.#plainUntil = options.plainUntil ?? plainUntil;
    this.#settle(mode);
  }

  get encoding(): Encoding {
    return this.#mode === 'ascii' ? 'utf-8' : this.#mode;
  }

  push(bytes: Uint8Array): void {
    this.#decode(this.#pending.length === 0 ? bytes : joined(this.#pending, bytes), false);
  }

  end(): void {
    this.#decode(this.#pending, true);
  }

  #settle(mode: 'ascii' | 'utf-8' | 'windows-1252'): void {
    this.#mode = mode;
    this.#window.width = mode === 'windows-1252' ? 'single' : 'bytes';
  }

  #decode(bytes: Uint8Array, final: boolean): void {
    this.#pending = new Uint8Array(0);
    let from = 0;
    for (let at = 0; at < bytes.length;) {
      const byte = bytes[at];
      if (byte !== 0 && byte < 0x80) {
        at = this.#plainUntil(bytes, at + 1);
        continue;
      }
      if (byte === 0 && this.#keepNuls) {
        at++;
        continue;
      }
      if (byte === 0) {
        this.#window.append(bytes, from, at);
        from = nulsUntil(bytes, at);
        this.#window.edit(from - at);
        at = from;
        continue;
      }
      const length = this.#lengthAt(bytes, at);
      if (length < 0 && !final) {
        this.#pending = bytes.slice(at);
        bytes = bytes.subarray(0, at);
        break;
      }
      if (length > 0 && this.#mode === 'utf-8') {
        at += length;
        continue;
      }
      this.#window.append(bytes, from, at);
      this.#replace(byte);
      from = ++at;
    }
    this.#window.append(bytes, from, bytes.length);
  }

  /** As utf8SequenceLength; settles an open encoding as soon as that can be told. */
  #lengthAt(bytes: Uint8Array, at: number): number {
    if (this.#mode === 'windows-1252') return 1;
    const length = utf8SequenceLength(bytes, at, bytes.length);
    if (this.#mode === 'ascii' && length >= 0) this.#settle(length > 0 ? 'utf-8' : 'windows-1252');
    return length;
  }

  #replace(byte: number): void {
    if (this.#mode === 'windows-1252') this.#window.append(windows1252ToUtf8(byte));
    else {
      this.#window.edit(1 - REPLACEMENT.length);
      this.#window.append(REPLACEMENT);
    }
  }
}

class WideDecoder implements Decoder {
  readonly encoding: Encoding;
  readonly #window: ByteWindow;
  readonly #decoder: TextDecoder;
  readonly #encoder = new TextEncoder();
  readonly #keepNuls: boolean;

  constructor(encoding: 'utf-16le' | 'utf-16be', window: ByteWindow, options: DecoderOptions) {
    this.#keepNuls = options.keepNuls ?? false;
    this.encoding = encoding;
    this.#window = window;
    this.#window.width = 'double';
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  push(bytes: Uint8Array): void {
    this.#append(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#append(this.#decoder.decode());
  }

  #append(text: string): void {
    const pieces = this.#keepNuls ? [text] : text.split('\0');
    pieces.forEach((piece, i) => {
      if (i > 0) this.#window.edit(2);
      this.#window.append(this.#encoder.encode(piece));
    });
  }
}
