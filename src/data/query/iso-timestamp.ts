import { daysFromCivil, daysInMonth } from '../table/civil';

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/;

/**
 * Wall-clock milliseconds of ISO 8601 text without a zone, with or without a time of day; null where
 * it is none or there is no such time.
 */
export function parseIsoTimestamp(text: string): number | null {
  const found = SHAPE.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found
    .slice(1, 7)
    .map((part) => Number((part as string | undefined) ?? 0));
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!exists || hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Number(((found[7] as string | undefined) ?? '').padEnd(3, '0'));
  const seconds = (hour * 60 + minute) * 60 + second;
  return daysFromCivil(year, month, day) * 86_400_000 + seconds * 1000 + milliseconds;
}
