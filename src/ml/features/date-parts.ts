import { civilFromDays } from '../../data/table/civil';
import type { Milliseconds } from '../../util/units';
import type { DatePart } from './recipe';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/**
 * One part of a wall-clock time: weekday 0 (Monday) to 6, day of month 1 to 31, hour 0 to 23. NaN
 * stays NaN; parts of a millisecond are cut off downwards. The ONNX graph does the same in int64.
 */
export function datePart(part: DatePart, time: Milliseconds): number {
  const whole = Math.floor(time);
  const days = Math.floor(whole / DAY_MS);
  switch (part) {
    case 'weekday': {
      // 1970-01-01 was a Thursday.
      const mondays = Math.floor((days + 3) / 7);
      return days + 3 - 7 * mondays;
    }
    case 'day':
      return civilFromDays(days).day;
    case 'hour':
      return Math.floor((whole - days * DAY_MS) / 3_600_000);
  }
}
