import { Inflate } from 'fflate';

/** Packed bytes at a time: deflate makes at most 1,032 of one, so a step is at most 16 MB. */
const STEP = 1 << 14;

/** What a bounded inflating came to. */
export interface Inflated {
  /** The `size` bytes, or null where more or fewer came out, or the data is no deflate stream. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** Packed bytes that were looked at before it was known. */
  readonly consumed: number;
}

/**
 * Inflates raw deflate data that is said to hold `size` bytes, and stops at the first step that shows
 * more, whatever the data would go on to give. Memory: `size` and one step. Cost: O(bytes).
 * Source: RFC 1951.
 */
export function inflateTo(size: number, packed: Uint8Array): Inflated {
  const bytes = new Uint8Array(size);
  let [length, consumed] = [0, 0];
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length <= size) bytes.set(chunk, length);
    length += chunk.length;
  });
  while (consumed < packed.length && length <= size) {
    const part = packed.slice(consumed, consumed + STEP);
    consumed += part.length;
    try {
      inflate.push(part, consumed === packed.length);
    } catch {
      return { bytes: null, consumed };
    }
  }
  return { bytes: length === size ? bytes : null, consumed };
}
