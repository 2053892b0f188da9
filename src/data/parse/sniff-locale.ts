import { encodeUtf8 } from '../table/utf8';
import { readDateForm } from './date-form';
import { TimestampCell } from './timestamp-cell';
import type { Confidence, Locale } from './types';

const CURRENCY = /^(?:rp\.?|idr|usd|eur|[$€£])\s*/i;
const COMMA_DECIMALS = /^[-+]?\d+,(?:\d{1,2}|\d{4,})$|^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/;
const POINT_DECIMALS = /^[-+]?\d+\.(?:\d{1,2}|\d{4,})$|^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/;
const POINT_THOUSANDS = /^[-+]?\d{1,3}(?:\.\d{3})+,\d+$|^[-+]?\d{1,3}(?:\.\d{3}){2,}$/;
const COMMA_THOUSANDS = /^[-+]?\d{1,3}(?:,\d{3})+\.\d+$|^[-+]?\d{1,3}(?:,\d{3}){2,}$/;
const YEAR_FIRST = 4;

type LocaleConfidence = Pick<Confidence, 'decimal' | 'thousands' | 'dateOrder'>;

/**
 * How the cells of a sample write numbers and dates, by the cells that can be read in one way only:
 * `1,5` and `1.234,56` tell a decimal comma, `1.234` tells nothing. Cost: O(cells).
 */
export function sniffLocale(rows: readonly (readonly string[])[]): {
  readonly locale: Locale;
  readonly confidence: LocaleConfidence;
} {
  const cells = rows.flat().map((cell) => cell.trim().replace(CURRENCY, ''));
  const count = (pattern: RegExp) => cells.filter((cell) => pattern.test(cell)).length;
  const decimal = prefer({ ',': count(COMMA_DECIMALS), '.': count(POINT_DECIMALS) });
  const thousands = prefer({ '.': count(POINT_THOUSANDS), ',': count(COMMA_THOUSANDS) });
  const dates = prefer(dateOrders(cells));
  return {
    locale: { decimal: decimal.key, thousands: thousands.key, dateOrder: dates.key },
    confidence: {
      decimal: decimal.confidence,
      thousands: thousands.confidence,
      dateOrder: dates.confidence,
    },
  };
}

/** The key with the largest count and the share it has, one cell of doubt included. */
function prefer<K extends string>(counts: Readonly<Record<K, number>>) {
  const keys = Object.keys(counts) as K[];
  const most = keys.reduce((one, other) => (counts[other] > counts[one] ? other : one));
  const all = keys.reduce((sum, key) => sum + counts[key], 0);
  const key: K | '' = all === 0 ? '' : most;
  return { key, confidence: (counts[most] + 1) / (all + 2) };
}

function dateOrders(cells: readonly string[]) {
  const counts = { year: 0, day: 0, month: 0 };
  const reader = new TimestampCell();
  for (const cell of cells) {
    const bytes = encodeUtf8(cell);
    if (reader.read(bytes, 0, bytes.length)) {
      tallyDate(counts, (reader.shape & YEAR_FIRST) !== 0, reader.p1, reader.p2);
      continue;
    }
    const form = readDateForm(cell);
    if (form?.name !== '') continue;
    tallyDate(counts, form.template.startsWith('yyyy'), form.first, form.second);
  }
  return counts;
}

/** Counts a date of which only one order of its parts makes a day. */
function tallyDate(
  counts: Record<'year' | 'day' | 'month', number>,
  isYearFirst: boolean,
  first: number,
  second: number,
): void {
  if (isYearFirst) counts.year++;
  else if (first > 12 && second <= 12) counts.day++;
  else if (second > 12 && first <= 12) counts.month++;
}
