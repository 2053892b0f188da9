import { LeadbenchError } from '../../util/errors';
import type { TextColumn, Utf8Array } from '../table/column';
import { utf8At } from '../table/utf8';
import { compareToBytes } from './compare-utf8';
import { comparison } from './number-test';
import type { PredicateValue, ValuePredicate } from './predicate';

/** What a condition says of a string of a column's levels or cells. */
type TextTest = (string: number) => boolean;

const encoder = new TextEncoder();

/**
 * A condition on a text column as a test of its strings: levels by code of a dictionary, cells by row
 * of an arena. Compares bytes; decodes only where `contains` meets what is not ASCII. Throws
 * LeadbenchError PREDICATE_VALUE {column, type, value} for a value that is not text.
 */
export function textTest(column: TextColumn, predicate: ValuePredicate): TextTest {
  const strings = column.encoding === 'dictionary' ? column.levels : column.cells;
  const compareTo = (value: PredicateValue): ((i: number) => number) => {
    const bytes = encoder.encode(readText(column, value));
    return (i) => compareToBytes(strings, i, bytes);
  };
  switch (predicate.op) {
    case 'contains':
      return containsTest(strings, predicate.value);
    case 'startsWith':
      return startTest(strings, encoder.encode(predicate.value));
    case 'in': {
      const texts = predicate.values.map((value) => encoder.encode(readText(column, value)));
      return memberTest(strings, texts);
    }
    case 'between': {
      const [low, high] = [compareTo(predicate.low), compareTo(predicate.high)];
      return (i) => low(i) >= 0 && high(i) <= 0;
    }
    case 'eq':
    case 'neq':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      const compare = compareTo(predicate.value);
      const test = comparison(predicate.op, 0);
      return (i) => test(compare(i));
    }
  }
}

function readText(column: TextColumn, value: PredicateValue): string {
  if (typeof value === 'string') return value;
  const { name, type } = column;
  throw new LeadbenchError('PREDICATE_VALUE', { column: name, type, value: String(value) });
}

function startTest({ bytes, offsets }: Utf8Array, start: Uint8Array): TextTest {
  return (i) => {
    const from = offsets[i];
    return (
      offsets[i + 1] - from >= start.length && start.every((byte, at) => bytes[from + at] === byte)
    );
  };
}

/** Binary search among the texts in order of bytes. */
function memberTest(strings: Utf8Array, texts: readonly Uint8Array[]): TextTest {
  const sorted = [...texts].sort(compareBytes);
  return (i) => {
    for (let low = 0, high = sorted.length; low < high;) {
      const middle = (low + high) >>> 1;
      const side = compareToBytes(strings, i, sorted[middle]);
      if (side === 0) return true;
      if (side < 0) high = middle;
      else low = middle + 1;
    }
    return false;
  };
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return compareToBytes({ bytes: a, offsets: Uint32Array.of(0, a.length) }, 0, b);
}

/**
 * Both in the lower case of Unicode's default mapping. Cells of ASCII are searched as bytes where the
 * part is ASCII; other cells are decoded, since some letters beyond ASCII have a lower case within.
 */
function containsTest(strings: Utf8Array, part: string): TextTest {
  const lower = part.toLowerCase();
  const needle = encoder.encode(lower);
  const decoded: TextTest = (i) => utf8At(strings, i).toLowerCase().includes(lower);
  if (!isAscii(needle, 0, needle.length)) return decoded;
  const { bytes, offsets } = strings;
  const searched: TextTest = (i) => isWithin(strings, i, needle);
  if (isAscii(bytes, 0, offsets[offsets.length - 1])) return searched;
  return (i) => (isAscii(bytes, offsets[i], offsets[i + 1]) ? searched(i) : decoded(i));
}

/** Whether `needle`, in lower case, is somewhere in a string of ASCII. */
function isWithin({ bytes, offsets }: Utf8Array, i: number, needle: Uint8Array): boolean {
  const last = offsets[i + 1] - needle.length;
  for (let at = offsets[i]; at <= last; at++) if (isLowerAt(bytes, at, needle)) return true;
  return false;
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] >= 0x80) return false;
  return true;
}

/** Whether the bytes from `at` on are `needle`, A to Z being a to z. */
function isLowerAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let i = 0; i < needle.length; i++) {
    const byte = bytes[at + i];
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== needle[i]) return false;
  }
  return true;
}
