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

/**
 * Whether `next` goes on with the count of `before`, whatever its parts are called: a pace may then be
 * measured across both. O(1).
 */
export function goesOn(before: Progress | null, next: Progress): boolean {
  return (
    before !== null &&
    before.unit === next.unit &&
    before.total === next.total &&
    next.done >= before.done
  );
}

/**
 * Pace of a count that stood at `from` `seconds` ago. Nothing is promised in the first half second. O(1).
 */
export function paceOf(progress: Progress, seconds: number, from = 0): Pace {
  const { total } = progress;
  const done = progress.done - from;
  const share = total > 0 ? Math.min(1, progress.done / total) : null;
  const rate = seconds >= PATIENCE && done > 0 ? done / seconds : null;
  const left = rate !== null && total > 0 ? Math.max(0, total - progress.done) / rate : null;
  return { share, rate, left };
}
