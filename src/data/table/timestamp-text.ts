import { civilFromDays } from './civil';

const DAY = 86_400_000;

/**
 * Wall-clock milliseconds written by a pattern of `yyyy`, `MM` or `M`, `dd` or `d`, `HH` or `H`,
 * `mm`, `ss`, `SSS`; every other character stands for itself. `ms` must be finite.
 */
export function formatTimestamp(ms: number, pattern: string): string {
  const days = Math.floor(ms / DAY);
  const time = ms - days * DAY;
  const date = civilFromDays(days);
  return pattern.replace(/yyyy|MM?|dd?|HH?|mm|ss|SSS/g, (token) => {
    switch (token[0]) {
      case 'y':
        return pad(date.year, 4);
      case 'M':
        return pad(date.month, token.length);
      case 'd':
        return pad(date.day, token.length);
      case 'H':
        return pad(Math.floor(time / 3_600_000), token.length);
      case 'm':
        return pad(Math.floor(time / 60_000) % 60, 2);
      case 's':
        return pad(Math.floor(time / 1000) % 60, 2);
      default:
        return pad(Math.floor(time) % 1000, 3);
    }
  });
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
