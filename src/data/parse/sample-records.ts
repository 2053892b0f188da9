import { decodeUtf8 } from '../table/utf8';
import { ESCAPED, PLAIN, RECORD, RecordScanner } from './record-scanner';

/** A record of the sample; `line` is its first physical line from 0. */
export interface SampleRecord {
  readonly cells: readonly string[];
  readonly quoted: readonly boolean[];
  readonly line: number;
}

/** A sample read by one dialect. */
export interface Sample {
  /** Without blank lines. */
  readonly records: readonly SampleRecord[];
  /** Fields in proper quotes. */
  readonly quoted: number;
  /** Records that the dialect's quotes do not explain. */
  readonly broken: number;
}

/** The marks a sample is read by; each one character or ''. */
export interface SampleDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

const MOST_RECORDS = 200;

/**
 * The first records of decoded bytes by a dialect. The last one is left out where the bytes are
 * only the start of a file, unless it is the only one. Cost: O(bytes).
 */
export function sampleRecords(
  bytes: Uint8Array,
  dialect: SampleDialect,
  complete: boolean,
): Sample {
  const scanner = new RecordScanner(dialect.delimiter, dialect.quote, dialect.escape);
  const records: SampleRecord[] = [];
  let [quoted, broken, line, start, spanFrom] = [0, 0, 0, 0, 0];
  while (start < bytes.length && records.length + broken < MOST_RECORDS) {
    const range = { start, end: bytes.length, final: true, spanFrom };
    const whole = scanner.scan(bytes, range) === RECORD;
    if (!whole) spanFrom = Math.max(spanFrom, scanner.next);
    const next = whole ? scanner.next : lineEnd(bytes, start);
    if (!complete && next >= bytes.length && records.length > 0) break;
    if (!whole || scanner.malformed) broken++;
    if (whole && !isBlank(bytes, scanner)) {
      records.push(recordOf(bytes, scanner, line));
      quoted += scanner.flags.subarray(0, scanner.count).filter((flag) => flag !== PLAIN).length;
    }
    line += whole ? scanner.breaks + 1 : 1;
    start = next;
  }
  return { records, quoted, broken };
}

function recordOf(bytes: Uint8Array, scanner: RecordScanner, line: number): SampleRecord {
  const cells: string[] = [];
  const quoted: boolean[] = [];
  for (let i = 0; i < scanner.count; i++) {
    const cell = decodeUtf8(bytes, scanner.starts[i], scanner.ends[i]);
    cells.push(scanner.flags[i] === ESCAPED ? cell.replaceAll('""', '"') : cell);
    quoted.push(scanner.flags[i] !== PLAIN);
  }
  return { cells, quoted, line };
}

function isBlank(bytes: Uint8Array, scanner: RecordScanner): boolean {
  if (scanner.count !== 1 || scanner.flags[0] !== PLAIN) return false;
  return decodeUtf8(bytes, scanner.starts[0], scanner.ends[0]).trim() === '';
}

function lineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
  if (bytes[at] === 13 && bytes[at + 1] === 10) at++;
  return Math.min(at + 1, bytes.length);
}
