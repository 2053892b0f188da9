import { RECORD, type FieldScanner, type ScannedRecord } from './record-scanner';

/** Longer lines, and lines with more quotes, are not tried. */
const MOST_BYTES = 1 << 16;
const MOST_QUOTES = 40;

/** A line, and the marks it is read by as character codes. */
export interface GluedLine {
  readonly line: Uint8Array;
  readonly delimiter: number;
  readonly quote: number;
}

/** What is asked of a reading: its number of fields, and whether they fit their columns. */
export interface Asked {
  readonly width: number;
  readonly fits: (bytes: Uint8Array, record: ScannedRecord) => boolean;
}

/**
 * The line with a delimiter put in before a quote that stands behind text, such as `9.90"Ana, M."` or
 * `"a""b"`: if one place and no other makes it a good record that fits. Null else.
 * Cost: O(bytes x quotes), both bounded.
 */
export function withDelimiter(
  { line, delimiter, quote }: GluedLine,
  scanner: FieldScanner,
  { width, fits }: Asked,
): Uint8Array | null {
  if (line.length > MOST_BYTES) return null;
  const places = quotesBehindText(line, delimiter, quote);
  if (places.length > MOST_QUOTES) return null;
  const found = places
    .map((at) => Uint8Array.of(...line.subarray(0, at), delimiter, ...line.subarray(at)))
    .filter((bytes) => {
      const range = { start: 0, end: bytes.length, final: true, spanFrom: bytes.length + 1 };
      const good = scanner.scan(bytes, range) === RECORD && scanner.next === bytes.length;
      return good && !scanner.malformed && scanner.count === width && fits(bytes, scanner);
    });
  return found.length === 1 ? found[0] : null;
}

function quotesBehindText(line: Uint8Array, delimiter: number, quote: number): number[] {
  const places: number[] = [];
  for (let at = 1; at < line.length; at++) {
    if (line[at] === quote && line[at - 1] !== delimiter) places.push(at);
  }
  return places;
}
