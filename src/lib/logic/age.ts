import type { Messages } from '../../i18n/messages';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in the largest whole unit. Both times in milliseconds since 1970. */
export function ageText({ storage }: Messages, at: number, now: number): string {
  const seconds = Math.max(0, (now - at) / 1000);
  const { age } = storage;
  if (seconds < MINUTE) return age.now;
  if (seconds < HOUR) return age.minutes({ value: Math.floor(seconds / MINUTE) });
  if (seconds < DAY) return age.hours({ value: Math.floor(seconds / HOUR) });
  return age.days({ value: Math.floor(seconds / DAY) });
}
