import { allocateUint32, allocateUint8, plainBytes } from './allocate';
import type { Utf8Array } from './column';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
/** Up to this many bytes, plain ASCII is quicker by hand than by a TextDecoder or TextEncoder. */
const SHORT = 24;

/** How many strings there are. */
export function utf8Count(array: Utf8Array): number {
  return array.offsets.length - 1;
}

/** String `i`. Copies it out of shared memory first, which browsers' TextDecoder refuses. */
export function utf8At(array: Utf8Array, i: number): string {
  return decodeUtf8(array.bytes, array.offsets[i], array.offsets[i + 1]);
}

/** Bytes `start` to `end` as text; shared memory is allowed, a byte that is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= SHORT) {
    let text = '';
    let i = start;
    for (; i < end && bytes[i] < 0x80; i++) text += String.fromCharCode(bytes[i]);
    if (i === end) return text;
  }
  return decoder.decode(plainBytes(bytes, start, end));
}

/** A string's bytes; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > SHORT) return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return encoder.encode(text);
    bytes[i] = code;
  }
  return bytes;
}

/** Strings as one Utf8Array in column memory. Lone surrogates become U+FFFD. Cost: O(bytes). */
export function utf8Array(strings: readonly string[]): Utf8Array {
  const parts = strings.map((text) => encoder.encode(text));
  const offsets = allocateUint32(strings.length + 1);
  parts.forEach((part, i) => {
    offsets[i + 1] = offsets[i] + part.length;
  });
  const bytes = allocateUint8(offsets[strings.length]);
  parts.forEach((part, i) => bytes.set(part, offsets[i]));
  return { bytes, offsets };
}
