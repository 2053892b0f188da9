/** Threads of one job: at most this many may be asked for, whatever the device has. */
export const MOST_THREADS = 16;
/** More threads than this wait for each other more than they help. */
const MOST_BY_DEFAULT = 8;

/** The number of kernel threads a setting asks for, 1 to MOST_THREADS; as many as cores, at most 8, where it asks for nothing sensible. */
export function completeThreads(setting: string | null, cores: number): number {
  const asked = Number(setting ?? '');
  if (Number.isInteger(asked) && asked >= 1 && asked <= MOST_THREADS) return asked;
  return Math.min(MOST_BY_DEFAULT, Math.max(1, cores));
}
