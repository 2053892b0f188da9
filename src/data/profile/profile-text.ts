import type { ColumnType } from '../table/column';
import { decodeUtf8, utf8At } from '../table/utf8';
import { disguiseOfText, LONGEST_DISGUISE } from './disguised-text';
import type { TextValues } from './text-values';
import { typeWithout } from './type-without';
import type { DisguisedValue, Reading, TextProfile } from './types';

/** With more values than this, spellings are not compared. */
const MOST_SPELLINGS = 20_000;
const SCIENTIFIC = /^\s*-?\d([.,]\d+)?E\+?\d{1,2}\s*$/i;
const EXPONENT = new Set([69, 101]);

/** Values that may stand in for a missing one, the most frequent first. Cost: O(bytes). */
export function disguisedTexts(values: TextValues): DisguisedValue[] {
  const found: DisguisedValue[] = [];
  values.at.forEach((i, k) => {
    if (lengthAt(values, i) > LONGEST_DISGUISE && !isBlank(values, i)) return;
    const value = utf8At(values.strings, i);
    const reason = disguiseOfText(value);
    if (reason !== null) found.push({ value, count: values.counts[k], reason });
  });
  return found.sort((a, b) => b.count - a.count);
}

/** The figures of a text column's different values; null where there is none. Cost: O(bytes). */
export function profileText(
  values: TextValues,
  disguised: readonly DisguisedValue[],
  reading: Reading,
): TextProfile | null {
  if (values.at.length === 0) return null;
  let [shortest, longest, edgeBlanks, scientific] = [Infinity, 0, 0, 0];
  values.at.forEach((i, k) => {
    const length = lengthAt(values, i);
    if (length < shortest) shortest = length;
    if (length > longest) longest = length;
    if (hasEdgeBlank(values, i)) edgeBlanks += values.counts[k];
    if (isScientific(values, i)) scientific += values.counts[k];
  });
  return {
    shortest,
    longest,
    edgeBlanks,
    scientific,
    spellings: spellingsOf(values),
    becomes: becomes(values, disguised, reading),
  };
}

function lengthAt({ strings: { offsets } }: TextValues, i: number): number {
  return offsets[i + 1] - offsets[i];
}

function hasEdgeBlank({ strings: { bytes, offsets } }: TextValues, i: number): boolean {
  const [from, to] = [offsets[i], offsets[i + 1]];
  return to > from && (bytes[from] <= 32 || bytes[to - 1] <= 32);
}

function isBlank({ strings: { bytes, offsets } }: TextValues, i: number): boolean {
  for (let at = offsets[i]; at < offsets[i + 1]; at++) if (bytes[at] > 32) return false;
  return true;
}

/** Whether it is a number with an exponent, which is what a spreadsheet makes of a long one. */
function isScientific(values: TextValues, i: number): boolean {
  const { bytes, offsets } = values.strings;
  const [from, to] = [offsets[i], offsets[i + 1]];
  if (to - from < 5 || to - from > 24) return false;
  for (let at = to - 4; at < to; at++) {
    if (EXPONENT.has(bytes[at])) return SCIENTIFIC.test(decodeUtf8(bytes, from, to));
  }
  return false;
}

/** Values that are another's once case and blanks are made alike. */
function spellingsOf({ strings, at }: TextValues): number | null {
  if (at.length > MOST_SPELLINGS) return null;
  const seen = new Map<string, number>();
  for (const i of at) {
    const plain = utf8At(strings, i).trim().replace(/\s+/g, ' ').toLowerCase();
    seen.set(plain, (seen.get(plain) ?? 0) + 1);
  }
  let spellings = 0;
  for (const count of seen.values()) if (count > 1) spellings += count;
  return spellings;
}

function becomes(
  values: TextValues,
  disguised: readonly DisguisedValue[],
  reading: Reading,
): ColumnType {
  if (disguised.length === 0) return 'text';
  return typeWithout(values, new Set(disguised.map(({ value }) => value)), reading);
}
