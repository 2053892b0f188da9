// Dates with or without a time. Twin: TimestampCell in src/data/parse/timestamp-cell.ts, where the
// numbers of the shapes come from.
//
//   seen  { done u32, single u32, padded u32 }: cells that were read, and whether one of their parts has
//         one digit, or a zero before one

const SPACE: u32 = 32;
const TAB: u32 = 9;
const DASH: u32 = 45;
const DOT: u32 = 46;
const SLASH: u32 = 47;
const COLON: u32 = 58;
const LETTER_T: u32 = 84;
const LETTER_Z: u32 = 90;

// A shape: the separator of the date, then bits.
const SEPARATOR: u32 = 3;
const DASHES: u32 = 1;
const YEAR_FIRST: u32 = 4;
const TIME_BEHIND_SPACE: u32 = 8;
const TIME_BEHIND_T: u32 = 16;
const SECONDS: u32 = 32;
const MILLISECONDS: u32 = 64;
const ZULU: u32 = 128;

const MS_A_DAY: f64 = 86400000;

/** Where the cell at work is read, where it ends, and the digits of the last number. */
let at: usize = 0;
let end: usize = 0;
let width: i32 = 0;
let single: u32 = 0;
let padded: u32 = 0;

const NO_DAY: i32 = i32.MIN_VALUE;

function isBlank(c: u32): bool {
  return c === SPACE || c === TAB;
}

/** Reads up to `most` digits as a number; -1 where there is none. */
function digits(most: i32): i32 {
  let value = 0;
  width = 0;
  while (width < most && at < end) {
    const digit = <i32>load<u8>(at) - 48;
    if (<u32>digit > 9) break;
    value = value * 10 + digit;
    at++;
    width++;
  }
  return width === 0 ? -1 : value;
}

/** As `digits`, of a day, a month or an hour, of which it is noted how they are written. */
function part(): i32 {
  const value = digits(2);
  if (width === 1) single = 1;
  else if (value < 10) padded = 1;
  return value;
}

/** As `digits`; -1 where there are not so many. */
function exactly(count: i32): i32 {
  const value = digits(count);
  return width === count ? value : -1;
}

/** Takes the character, if it is the next one. */
function takes(c: u32): bool {
  if (at >= end || <u32>load<u8>(at) !== c) return false;
  at++;
  return true;
}

/** Days since 1970-01-01; NO_DAY where that is not what stands there. */
function readDay(shape: u32, monthFirst: bool): i32 {
  const separator = (shape & SEPARATOR) === DASHES ? DASH : SLASH;
  const yearFirst = (shape & YEAR_FIRST) !== 0;
  let year = yearFirst ? exactly(4) : 0;
  if (yearFirst && (year < 0 || !takes(separator))) return NO_DAY;
  const first = part();
  if (first < 0 || !takes(separator)) return NO_DAY;
  const second = part();
  if (second < 0) return NO_DAY;
  if (!yearFirst) {
    if (!takes(separator)) return NO_DAY;
    year = exactly(4);
  }
  const isMonthFirst = yearFirst || monthFirst;
  return dayOf(year, isMonthFirst ? first : second, isMonthFirst ? second : first);
}

/** Days since 1970-01-01 of a day that exists from year 1 on; NO_DAY of any other. */
function dayOf(year: i32, month: i32, day: i32): i32 {
  if (year < 1 || month < 1 || month > 12 || day < 1) return NO_DAY;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const isShort = month === 4 || month === 6 || month === 9 || month === 11;
  const last = month === 2 ? (isLeap ? 29 : 28) : isShort ? 30 : 31;
  if (day > last) return NO_DAY;
  // Years from March on, so that the leap day is the last of its year.
  const y = month > 2 ? year : year - 1;
  const ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return 365 * y + y / 4 - y / 100 + y / 400 + ofYear - 719468;
}

/** Milliseconds of the day, of what stands behind the date; -1 where it is not of this shape. */
function readTime(shape: u32): i32 {
  const marks = shape & (TIME_BEHIND_SPACE | TIME_BEHIND_T);
  if (marks === 0) return 0;
  if (!takes(marks === TIME_BEHIND_T ? LETTER_T : SPACE)) return -1;
  const hour = part();
  if (hour < 0 || hour > 23 || !takes(COLON)) return -1;
  const minute = exactly(2);
  if (minute < 0 || minute > 59) return -1;
  let time = (hour * 60 + minute) * 60000;
  if ((shape & SECONDS) !== 0) {
    const second = takes(COLON) ? exactly(2) : -1;
    if (second < 0 || second > 59) return -1;
    time += second * 1000;
  }
  if ((shape & MILLISECONDS) !== 0) {
    const fraction = takes(DOT) ? exactly(3) : -1;
    if (fraction < 0) return -1;
    time += fraction;
  }
  if ((shape & ZULU) !== 0 && !takes(LETTER_Z)) return -1;
  return time;
}

/**
 * Reads cells of one shape as milliseconds since 1970, NaN for a blank one. The first that is written
 * otherwise, or whose day does not exist, stops it, for the twin to judge.
 */
export function readDates(
  text: usize, // IN
  offsets: usize, // IN, as in readNumbers
  count: i32,
  shape: u32,
  monthFirst: u32, // 1: month before day where the year is last
  values: usize, // OUT, f64
  seen: usize, // OUT
): void {
  single = padded = 0;
  const done = read(text, offsets, count, shape, monthFirst !== 0, values);
  store<i32>(seen, done);
  store<u32>(seen, single, 4);
  store<u32>(seen, padded, 8);
}

function read(
  text: usize,
  offsets: usize,
  count: i32,
  shape: u32,
  monthFirst: bool,
  values: usize,
): i32 {
  const origin = text - <usize>load<u32>(offsets);
  for (let i = 0; i < count; i++, offsets += 4, values += 8) {
    at = origin + <usize>load<u32>(offsets);
    end = origin + <usize>load<u32>(offsets, 4);
    while (at < end && isBlank(<u32>load<u8>(at))) at++;
    while (end > at && isBlank(<u32>load<u8>(end - 1))) end--;
    if (at === end) {
      store<f64>(values, NaN);
      continue;
    }
    const wereSingle = single;
    const werePadded = padded;
    const days = readDay(shape, monthFirst);
    const time = days === NO_DAY ? -1 : readTime(shape);
    if (time < 0 || at < end) {
      single = wereSingle;
      padded = werePadded;
      return i;
    }
    store<f64>(values, <f64>days * MS_A_DAY + <f64>time);
  }
  return count;
}
