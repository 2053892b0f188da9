import { HALF_DAYS } from '../table/date-words';

const NUMBERS = String.raw`(?<first>\d{1,2})(?<sign>[-/. ])(?<second>\d{1,2})\k<sign>(?<year>\d{4}|\d\d)`;
const YEAR_FIRST = String.raw`(?<year3>\d{4})(?<sign3>[-/.])(?<second3>\d{1,2})\k<sign3>(?<first3>\d{1,2})`;
const DAY_NAME = String.raw`(?<first1>\d{1,2})(?<before>[-/. ]|)(?<name1>[A-Za-z]{3,9})(?<after1>,? |[-/.]|)(?<year1>\d{4}|\d\d)`;
const NAME_DAY = String.raw`(?<name2>[A-Za-z]{3,9}) (?<first2>\d{1,2})(?<after2>,? )(?<year2>\d{4})`;
const DATE = new RegExp(`^(?:${NUMBERS}|${YEAR_FIRST}|${DAY_NAME}|${NAME_DAY})`);
const TIME =
  /^(?<gap>, ?|[ T]| pukul | jam )(?<hour>\d{1,2})(?<mark>[:.])(?<minute>\d\d)(?:\k<mark>(?<seconds>\d\d)(?:[.](?<ms>\d{3}))?)?(?:(?<space> ?)(?<half>[AaPp]\.?[Mm]\.?))?(?<zone> ?(?:WIB|WITA|WIT|Z|[-+]\d\d:?\d\d))?$/;

type Groups = Readonly<Partial<Record<string, string>>>;

/** One cell that is written like a date, before it is known which number is the day. */
export interface DateForm {
  /**
   * A pattern of `formatTimestamp` in which 1 and 2 stand for the numbers beside the year, {name} for a
   * month's name, and H or h for the hour: what is to be the same in a whole column.
   */
  readonly template: string;
  /** The day and the month, or the other way round; the year first means day and month. */
  readonly first: number;
  readonly second: number;
  /** Four digits, or two. */
  readonly year: number;
  readonly name: string;
  /** Milliseconds of the day; NaN where there is no such time. */
  readonly time: number;
  /** Whether a day, a month or an hour has one digit, and whether one has a zero in front. */
  readonly single: boolean;
  readonly padded: boolean;
}

/**
 * Reads a cell as people and spreadsheets write dates: `13.03.2024`, `13/03/24`, `13 Maret 2024`,
 * `13-Mar-24`, `March 13, 2024`, each with or without `10.30`, `1:30:05 PM`, `pukul 10.30 WIB`. Null
 * where it is none. A year of two digits stands behind a dash, a slash or a name: 1.10.12 may be a
 * version. Cost: O(length).
 */
export function readDateForm(cell: string): DateForm | null {
  const match = DATE.exec(cell);
  if (match === null) return null;
  const date = dateOf(match.groups as Groups);
  const rest = cell.slice(match[0].length);
  const time = rest === '' ? NO_TIME : timeOf(rest);
  if (date === null || time === null) return null;
  const { digits, ...parts } = date;
  const numbers = [...digits, ...time.digits];
  return {
    ...parts,
    template: date.template + time.template,
    time: time.time,
    single: numbers.some((number) => number.length === 1),
    padded: numbers.some((number) => number.length === 2 && number.startsWith('0')),
  };
}

function dateOf(groups: Groups) {
  const { first3, second3 = '', year3 = '', sign3 = '', name1, name2, sign } = groups;
  if (first3 !== undefined) {
    const digits = [first3, second3];
    return dateParts(`yyyy${sign3}2${sign3}1`, digits, year3, '');
  }
  if (name1 !== undefined) {
    const { first1 = '', before = '', after1 = '', year1 = '' } = groups;
    return dateParts(`1${before}{name}${after1}${yearToken(year1)}`, [first1], year1, name1);
  }
  if (name2 !== undefined) {
    const { first2 = '', after2 = '', year2 = '' } = groups;
    return dateParts(`{name} 1${after2}yyyy`, [first2], year2, name2);
  }
  const { first = '', second = '', year = '' } = groups;
  if (sign === undefined || (year.length === 2 && (sign === '.' || sign === ' '))) return null;
  return dateParts(`1${sign}2${sign}${yearToken(year)}`, [first, second], year, '');
}

function yearToken(year: string): string {
  return year.length === 2 ? 'yy' : 'yyyy';
}

function dateParts(template: string, digits: readonly string[], year: string, name: string) {
  const [first, second = 0] = digits.map(Number);
  return { template, digits, first, second, year: Number(year), name };
}

const NO_TIME = { template: '', digits: [] as string[], time: 0 };

function timeOf(text: string) {
  const groups = TIME.exec(text)?.groups as Groups | undefined;
  if (groups === undefined) return null;
  const { gap = '', hour = '', mark = '', seconds, ms, space = '', half, zone = '' } = groups;
  const halfDays = Object.entries(HALF_DAYS).find(([, words]) => words.some((w) => w === half));
  if (half !== undefined && halfDays === undefined) return null;
  let template = `${literal(gap)}${halfDays ? 'h' : 'H'}${mark}mm`;
  if (seconds !== undefined) template += `${mark}ss`;
  if (ms !== undefined) template += '.SSS';
  if (halfDays) template += `${space}{${halfDays[0]}}`;
  return { template: template + literal(zone), digits: [hour], time: millisecondsOf(groups) };
}

function millisecondsOf({ hour, minute, seconds = '0', ms = '0', half = '' }: Groups): number {
  const [h, m, s] = [Number(hour), Number(minute), Number(seconds)];
  const isHalf = half !== '';
  if (h > (isHalf ? 12 : 23) || (isHalf && h === 0) || m > 59 || s > 59) return NaN;
  const ofDay = isHalf ? (h % 12) + (/^p/i.test(half) ? 12 : 0) : h;
  return ((ofDay * 60 + m) * 60 + s) * 1000 + Number(ms);
}

/** What is not to be taken for a token is quoted. */
function literal(text: string): string {
  return /[A-Za-z\d]/.test(text) ? `'${text}'` : text;
}
