import type { Utf8Array } from '../table/column';

/** Whether strings `a` and `b` of an array are the same. Cost: O(bytes). */
export function isEqualUtf8({ bytes, offsets }: Utf8Array, a: number, b: number): boolean {
  const [fromA, fromB] = [offsets[a], offsets[b]];
  const length = offsets[a + 1] - fromA;
  if (offsets[b + 1] - fromB !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[fromA + i] !== bytes[fromB + i]) return false;
  return true;
}

/**
 * Below 0, 0 or above 0 as string `a` stands before, at or behind string `b` by bytes, which in UTF-8
 * is the order of code points; the first `skip` bytes are known to be the same. Cost: O(bytes).
 */
export function compareUtf8({ bytes, offsets }: Utf8Array, a: number, b: number, skip = 0): number {
  const [fromA, fromB] = [offsets[a], offsets[b]];
  const [lengthA, lengthB] = [offsets[a + 1] - fromA, offsets[b + 1] - fromB];
  const shared = Math.min(lengthA, lengthB);
  for (let i = skip; i < shared; i++) {
    const difference = bytes[fromA + i] - bytes[fromB + i];
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** The same of string `a` of an array and the bytes of another string. */
export function compareToBytes(
  { bytes, offsets }: Utf8Array,
  a: number,
  other: Uint8Array,
): number {
  const from = offsets[a];
  const length = offsets[a + 1] - from;
  const shared = Math.min(length, other.length);
  for (let i = 0; i < shared; i++) {
    const difference = bytes[from + i] - other[i];
    if (difference !== 0) return difference;
  }
  return length - other.length;
}
