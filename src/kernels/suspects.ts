import type { KernelHeap } from './kernel-heap';

/** The bit between small and capital letters. */
const LOWER = 32;

/** What the first filled cell of a record may not be, or begin with, in small letters of any case. */
export interface Suspects {
  readonly beginnings: readonly string[];
  readonly wholes: readonly string[];
}

/**
 * Suspects as words in kernel memory, small letters or not, and a table of what they begin with; see
 * assembly/split-records.ts.
 */
export function placeSuspects(
  heap: KernelHeap,
  { beginnings, wholes }: Suspects,
): [words: number, initials: number] {
  const all = [...new Set([...beginnings, ...wholes])].map((word) => ({
    bytes: new TextEncoder().encode(word).map((byte) => byte | LOWER),
    isBeginning: beginnings.includes(word) ? 1 : 0,
  }));
  const initials = heap.take(256);
  for (const { bytes } of all) {
    for (let byte = 0; byte < 256; byte++) {
      if ((byte | LOWER) === bytes[0]) heap.bytes[initials + byte] = 1;
    }
  }
  for (const blank of [9, 32]) heap.bytes[initials + blank] = 1;
  const words = heap.take(12 * (all.length + 1));
  all.forEach(({ bytes, isBeginning }, i) => {
    const at = heap.take(bytes.length);
    heap.bytes.set(bytes, at);
    heap.words.set([at, bytes.length, isBeginning], words / 4 + 3 * i);
  });
  return [words, initials];
}
