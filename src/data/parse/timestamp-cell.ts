import { daysFromCivil, daysInMonth } from '../table/civil';

/** Milliseconds by cell in column memory, NaN where blank, and how the file writes them. */
export interface Timestamps {
  readonly values: Float64Array;
  readonly pattern: string;
}

/** Which part of a date comes first, and what stands between. */
export type DateOrder = 'year' | 'day' | 'month';

const SPACE = 32;
const T = 84;
const Z = 90;
const DASH = 45;
const SLASH = 47;
const COLON = 58;
const DOT = 46;

/**
 * Reads one cell as a date with or without a time and remembers how it is written. `shape` is one
 * number for everything that must be the same in a whole column (separators and parts, not widths);
 * `p1` and `p2` are the two parts beside the year in their order. Cost: O(1).
 */
export class TimestampCell {
  shape = 0;
  year = 0;
  p1 = 0;
  p2 = 0;
  /** Milliseconds of the day. */
  time = 0;
  /** A date part or an hour written with one digit, and one written with a leading zero. */
  single = false;
  padded = false;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #width = 0;

  /** Whether bytes `from` to `to` are written like a date; whether that day exists is for `days`. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = to;
    this.single = this.padded = false;
    this.time = 0;
    if (to - from < 8 || to - from > 24) return false;
    const shape = this.#readDate();
    if (shape < 0) return false;
    const time = this.#at < this.#end ? this.#readTime() : 0;
    this.shape = shape + time;
    return time >= 0;
  }

  /** Days since 1970-01-01 by an order of the parts; NaN where there is no such day. */
  days(order: DateOrder): number {
    const month = order === 'day' ? this.p2 : this.p1;
    const day = order === 'day' ? this.p1 : this.p2;
    if (month < 1 || month > 12 || day < 1 || this.year < 1) return NaN;
    return day > daysInMonth(this.year, month) ? NaN : daysFromCivil(this.year, month, day);
  }

  #readDate(): number {
    const first = this.#digits(4, false);
    const separator = this.#next();
    if (first < 0 || (separator !== DASH && separator !== SLASH)) return -1;
    const yearFirst = this.#width === 4;
    if (!yearFirst && this.#width > 2) return -1;
    if (!yearFirst) this.#noteWidth(first);
    const second = this.#digits(2, true);
    if (second < 0 || this.#next() !== separator) return -1;
    const third = this.#digits(yearFirst ? 2 : 4, yearFirst);
    if (third < 0 || (!yearFirst && this.#width !== 4)) return -1;
    this.year = yearFirst ? first : third;
    this.p1 = yearFirst ? second : first;
    this.p2 = yearFirst ? third : second;
    return (separator === DASH ? 1 : 2) + (yearFirst ? 4 : 0);
  }

  /** Reads the rest as a time; a shape of 8 and up, or far below 0. */
  #readTime(): number {
    const separator = this.#next();
    if (separator !== SPACE && separator !== T) return -1000;
    const hour = this.#digits(2, true);
    if (hour < 0 || hour > 23 || this.#next() !== COLON) return -1000;
    const minute = this.#exactly(2);
    if (minute < 0 || minute > 59) return -1000;
    this.time = (hour * 60 + minute) * 60_000;
    let shape = separator === T ? 16 : 8;
    if (this.#peek() === COLON) shape += this.#readSeconds();
    if (this.#peek() === Z) {
      this.#at++;
      shape += 128;
    }
    return this.#at === this.#end ? shape : -1000;
  }

  #readSeconds(): number {
    this.#at++;
    const second = this.#exactly(2);
    if (second < 0 || second > 59) return -1000;
    this.time += second * 1000;
    if (this.#peek() !== DOT) return 32;
    this.#at++;
    const fraction = this.#exactly(3);
    if (fraction < 0) return -1000;
    this.time += fraction;
    return 96;
  }

  #exactly(width: number): number {
    const value = this.#digits(width, false);
    return this.#width === width ? value : -1;
  }

  /** Up to `most` digits as a number, -1 where there is none. */
  #digits(most: number, note: boolean): number {
    let value = 0;
    let width = 0;
    while (width < most && this.#at < this.#end) {
      const digit = this.#bytes[this.#at] - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      this.#at++;
      width++;
    }
    this.#width = width;
    if (width === 0) return -1;
    if (note) this.#noteWidth(value);
    return value;
  }

  #noteWidth(value: number): void {
    if (this.#width === 1) this.single = true;
    else if (value < 10) this.padded = true;
  }

  #peek(): number {
    return this.#at < this.#end ? this.#bytes[this.#at] : -1;
  }

  #next(): number {
    return this.#at < this.#end ? this.#bytes[this.#at++] : -1;
  }
}

/** The pattern that a column of one shape is written by; parts are padded unless the file never pads. */
export function patternOf(shape: number, order: DateOrder, padded: boolean): string {
  const separator = (shape & 3) === 1 ? '-' : '/';
  const [day, month, hour] = padded ? ['dd', 'MM', 'HH'] : ['d', 'M', 'H'];
  const parts = {
    year: ['yyyy', month, day],
    day: [day, month, 'yyyy'],
    month: [month, day, 'yyyy'],
  };
  let pattern = parts[order].join(separator);
  if (shape & 24) pattern += `${shape & 16 ? 'T' : ' '}${hour}:mm`;
  if (shape & 32) pattern += ':ss';
  if (shape & 64) pattern += '.SSS';
  return shape & 128 ? `${pattern}Z` : pattern;
}
