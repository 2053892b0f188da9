/** More than this many threads wait for memory rather than work. */
const MOST_UNASKED = 8;

/** A kept number of threads, if it is one from 1 to `cores`; else all cores, at most 8. */
export function completeThreads(kept: string | null, cores: number): number {
  const threads = kept === null ? NaN : Number(kept);
  if (Number.isInteger(threads) && threads >= 1 && threads <= cores) return threads;
  return Math.max(1, Math.min(cores, MOST_UNASKED));
}
