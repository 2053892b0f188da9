import { fieldTexts, marksOf } from './field-text';
import { lineEnd } from './line-end';
import type { Marks } from './unescape';
import {
  PLAIN,
  RECORD,
  RecordScanner,
  type FieldScanner,
  type ScannedRecord,
} from './record-scanner';

/** A record of the sample; `line` is its first physical line from 0. */
export interface SampleRecord {
  readonly cells: readonly string[];
  readonly quoted: readonly boolean[];
  readonly line: number;
  /** A blank line stands before it. */
  readonly afterBlank: boolean;
  /** A quote in it does not close as it should. */
  readonly malformed: boolean;
}

/** A sample read by one dialect. */
export interface Sample {
  /** Without blank lines. */
  readonly records: readonly SampleRecord[];
  /** Fields in proper quotes, and quotes in all. */
  readonly quoted: number;
  readonly quotes: number;
  /** Records that the dialect's quotes do not explain. */
  readonly broken: number;
  /** Filled fields that are not the first of their record, and those of them that begin with a space. */
  readonly later: number;
  readonly spaced: number;
}

/** The marks a sample is read by; each one character or ''. */
export interface SampleDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly skipBlanks: boolean;
}

const MOST_RECORDS = 200;
const SPACE = 32;

/**
 * The first records of decoded bytes by a dialect. The last one is left out where the bytes are
 * only the start of a file, unless it is the only one. Cost: O(bytes).
 */
export function sampleRecords(
  bytes: Uint8Array,
  dialect: SampleDialect,
  complete: boolean,
): Sample {
  const { delimiter, quote, escape, skipBlanks } = dialect;
  const scanner = new RecordScanner(delimiter, quote, escape, { skipBlanks });
  return sampleWith(bytes, scanner, marksOf(dialect), complete);
}

/** As `sampleRecords`, by any scanner. */
export function sampleWith(
  bytes: Uint8Array,
  scanner: FieldScanner,
  marks: Marks,
  complete: boolean,
): Sample {
  const records: SampleRecord[] = [];
  let [quoted, broken, later, spaced] = [0, 0, 0, 0];
  let [line, start, spanFrom, afterBlank] = [0, 0, 0, false];
  while (start < bytes.length && records.length + broken < MOST_RECORDS) {
    const range = { start, end: bytes.length, final: true, spanFrom };
    const whole = scanner.scan(bytes, range) === RECORD;
    if (!whole) spanFrom = Math.max(spanFrom, scanner.next);
    const next = whole ? scanner.next : lineEnd(bytes, range);
    if (!complete && next >= bytes.length && records.length > 0) break;
    if (!whole || scanner.malformed) broken++;
    const blank = whole && isBlank(bytes, scanner);
    if (whole && !blank) {
      const flags = [...scanner.flags.subarray(0, scanner.count)].map((flag) => flag !== PLAIN);
      const cells = fieldTexts(bytes, scanner, marks);
      records.push({ cells, quoted: flags, line, afterBlank, malformed: scanner.malformed });
      quoted += flags.filter(Boolean).length;
      later += laterFields(scanner);
      spaced += spacedFields(bytes, scanner);
    }
    afterBlank = blank;
    line += whole ? scanner.breaks + 1 : 1;
    start = next;
  }
  const quotes = countOf(bytes.subarray(0, start), marks.quote);
  return { records, quoted, quotes, broken, later, spaced };
}

function countOf(bytes: Uint8Array, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}

function laterFields({ starts, ends, count }: ScannedRecord): number {
  let filled = 0;
  for (let i = 1; i < count; i++) if (ends[i] > starts[i]) filled++;
  return filled;
}

function spacedFields(bytes: Uint8Array, scanner: ScannedRecord): number {
  let count = 0;
  for (let i = 1; i < scanner.count; i++) if (bytes[scanner.starts[i]] === SPACE) count++;
  return count;
}

function isBlank(bytes: Uint8Array, scanner: ScannedRecord): boolean {
  if (scanner.count !== 1 || scanner.flags[0] !== PLAIN) return false;
  for (let i = scanner.starts[0]; i < scanner.ends[0]; i++) {
    if (bytes[i] !== SPACE && bytes[i] !== 9) return false;
  }
  return true;
}
