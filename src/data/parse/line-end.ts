const LF = 10;
const CR = 13;

/** Just behind the first line end of a range, or the file's end; -1 where it is not there yet. */
export function lineEnd(
  bytes: Uint8Array,
  { start, end, final }: { start: number; end: number; final: boolean },
): number {
  let at = start;
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
  if (at >= end) return final ? end : -1;
  if (bytes[at] === LF) return at + 1;
  if (at + 1 >= end) return final ? end : -1;
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}

/** Whether a range holds nothing but spaces, tabs and line ends. */
export function isSpace(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = bytes[i];
    if (c !== 32 && c !== 9 && c !== LF && c !== CR) return false;
  }
  return true;
}
