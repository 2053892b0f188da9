import type { Milliseconds } from '../../util/units';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** First days of the six monthly campaigns, June to November 2025. */
export const CAMPAIGN_STARTS: readonly Milliseconds[] = [5, 6, 7, 8, 9, 10].map((month) =>
  Date.UTC(2025, month, 1),
);

/** National holidays of those months that are no Sundays; nobody is called on them. */
const HOLIDAYS: ReadonlySet<Milliseconds> = new Set([
  Date.UTC(2025, 5, 6),
  Date.UTC(2025, 5, 27),
  Date.UTC(2025, 8, 5),
]);

/** Monday = 0 to Sunday = 6, of a wall-clock day. */
export function weekdayOf(day: Milliseconds): number {
  // 1970-01-01 was a Thursday
  return (Math.floor(day / DAY_MS) + 3) % 7;
}

/** The n-th day after `day` on which customers may be called: Monday to Saturday, no holiday. */
export function callingDay(day: Milliseconds, n: number): Milliseconds {
  let found = day;
  for (let left = n; left > 0;) {
    found += DAY_MS;
    if (weekdayOf(found) !== 6 && !HOLIDAYS.has(found)) left--;
  }
  return found;
}
