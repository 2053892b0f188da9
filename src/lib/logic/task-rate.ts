import type { Progress } from '../../util/progress';

/** Progress with what a person wants to know of it. */
export interface Pace {
  /** 0 to 1; null where the total is not known. */
  readonly share: number | null;
  /** Units a second; null before there is something to measure. */
  readonly rate: number | null;
  /** Seconds; null where it cannot be said yet. */
  readonly left: number | null;
}

const PATIENCE = 0.5;

/** Pace of a phase that began `seconds` ago. Nothing is promised in the first half second. O(1). */
export function paceOf(progress: Progress, seconds: number): Pace {
  const { done, total } = progress;
  const share = total > 0 ? Math.min(1, done / total) : null;
  const rate = seconds >= PATIENCE && done > 0 ? done / seconds : null;
  const left = rate !== null && total > 0 ? Math.max(0, total - done) / rate : null;
  return { share, rate, left };
}
