/** Whether columns can be shared between threads without a copy: needs cross-origin isolation in a browser. */
export const SHARES_MEMORY = typeof SharedArrayBuffer === 'function';

/** Zeroed memory for one column: shared where the platform has shared memory. Cost: O(bytes). */
export function allocate(bytes: number): ArrayBufferLike {
  return SHARES_MEMORY ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** `length` zeroed bytes in column memory. */
export function allocateUint8(length: number): Uint8Array {
  return new Uint8Array(allocate(length));
}

/** `length` zeroed 16-bit codes in column memory. */
export function allocateUint16(length: number): Uint16Array {
  return new Uint16Array(allocate(length * 2));
}

/** `length` zeroed 32-bit codes or offsets in column memory. */
export function allocateUint32(length: number): Uint32Array {
  return new Uint32Array(allocate(length * 4));
}

/** `length` zeroed 32-bit integers in column memory. */
export function allocateInt32(length: number): Int32Array {
  return new Int32Array(allocate(length * 4));
}

/** `length` zeroed doubles in column memory. */
export function allocateFloat64(length: number): Float64Array {
  return new Float64Array(allocate(length * 8));
}

/** The narrowest unsigned array whose codes 0 to `levels - 1` fit, `length` long. */
export function allocateCodes(
  length: number,
  levels: number,
): Uint8Array | Uint16Array | Uint32Array {
  if (levels <= 0x100) return allocateUint8(length);
  return levels <= 0x10000 ? allocateUint16(length) : allocateUint32(length);
}

/**
 * Bytes `start` to `end` in memory of their own that is never shared, for the browser functions
 * that refuse shared memory (TextDecoder, Blob, digest). Cost: one copy.
 */
export function plainBytes(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}
