import { civilFromDays } from './civil';
import { halfDaysOf, namesOf } from './date-words';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const TOKEN = /'([^']*)'|\{([\w.^-]+)\}|yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|SSS/g;

/**
 * Wall-clock milliseconds written by a pattern of `yyyy` or `yy`, `MM` or `M`, `dd` or `d`, `HH` or `H`,
 * `hh` or `h` (of twelve), `mm`, `ss`, `SSS`; `{id}`, `{en-short}` and so on for the month's name and
 * `{AM}` for the half of the day, as date-words.ts has them; what stands in single quotes, and every
 * other character, stands for itself. `ms` must be finite.
 */
export function formatTimestamp(ms: number, pattern: string): string {
  const days = Math.floor(ms / DAY);
  const time = ms - days * DAY;
  const date = civilFromDays(days);
  const hour = Math.floor(time / HOUR);
  return pattern.replace(TOKEN, (token, literal?: string, word?: string) => {
    if (literal !== undefined) return literal;
    if (word !== undefined) return wordFor(word, date.month, hour);
    switch (token[0]) {
      case 'y':
        return token.length === 2 ? pad(date.year % 100, 2) : pad(date.year, 4);
      case 'M':
        return pad(date.month, token.length);
      case 'd':
        return pad(date.day, token.length);
      case 'H':
        return pad(hour, token.length);
      case 'h':
        return pad(((hour + 11) % 12) + 1, token.length);
      case 'm':
        return pad(Math.floor(time / 60_000) % 60, 2);
      case 's':
        return pad(Math.floor(time / 1000) % 60, 2);
      default:
        return pad(Math.floor(time) % 1000, 3);
    }
  });
}

function wordFor(word: string, month: number, hour: number): string {
  return namesOf(word)?.[month - 1] ?? halfDaysOf(word)?.[hour < 12 ? 0 : 1] ?? '';
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
