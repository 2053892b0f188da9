import { misfits, type ColumnShape } from './column-shapes';
import { fieldTexts, marksOf } from './field-text';
import { withDelimiter } from './missing-delimiter';
import {
  PLAIN,
  RECORD,
  RecordScanner,
  type QuoteReading,
  type ScannedRecord,
} from './record-scanner';
import { fitSurplus, MOST_SURPLUS } from './surplus-fields';
import type { FoundDialect } from './types';
import { Scratch, type Marks } from './unescape';

/** What becomes of a line: rejected, or a row of the fields of `record`, or of `cells`. */
export interface Verdict {
  readonly code: string;
  readonly rejected: boolean;
  readonly record: ScannedRecord | null;
  readonly cells: readonly string[] | null;
}

/** What says of a dialect's damaged lines what they mean. */
export interface LineJudge {
  /** What a record becomes that is malformed or of another width; `line` is its first line. */
  judgeRecord(bytes: Uint8Array, record: ScannedRecord, line: LinePlace): Verdict;
  /** Whether a record of one field is a whole record written in another way. */
  explains(bytes: Uint8Array, record: ScannedRecord, line: LinePlace): boolean;
  /** What a line becomes in which a quote opens that never properly closes. */
  judgeUnbalanced(bytes: Uint8Array, line: LinePlace): Verdict;
}

/** A scanner by another delimiter; a doubtful one stands in many a sentence. */
interface OtherScanner {
  readonly scanner: RecordScanner;
  readonly doubtful: boolean;
}

/** Where a line stands: its first byte, and behind its first line end. */
export interface LinePlace {
  readonly start: number;
  readonly end: number;
}

const READINGS: readonly QuoteReading[] = ['last', 'single', 'first', 'literal'];
const OTHER_DELIMITERS = [';', '\t', '|', ',', ' '];
/** These stand in many a sentence, so a line by them has to fit columns of which something is known. */
const DOUBTFUL = [',', ' '];

/**
 * What a line means that is no clean record of the right width. The first rule that gives the right
 * number of fields holds:
 *
 * 1. One quoted field that holds a whole line: unwrapped, WHOLE_LINE_QUOTED.
 * 2. A quote that does not close as it should: the reading of `QuoteReading` with the right width whose
 *    cells fit their columns best and leave most other quotes in place, STRAY_QUOTE.
 * 3. Another delimiter than the file's, or the same with spaces behind it, gives the right width, and
 *    cells that fit their columns: OTHER_DELIMITER.
 * 4. A delimiter that is missing before a quote: see `withDelimiter`, MISSING_DELIMITER.
 * 5. Too many fields: see `fitSurplus`, EXTRA_DELIMITER; else rejected TOO_MANY_FIELDS.
 * 6. Too few fields: the missing cells are the last, TOO_FEW_FIELDS; rejected by the same code where
 *    a cell then stands in a column of numbers or dates and is none.
 *
 * A quote that no rule explains rejects the line, UNBALANCED_QUOTE. Cost: O(bytes of the line).
 */
export class LineRules implements LineJudge {
  readonly #width: number;
  readonly #shapes: readonly ColumnShape[];
  readonly #marks: Marks;
  readonly #strict: RecordScanner;
  readonly #readings: readonly RecordScanner[];
  readonly #others: readonly OtherScanner[];
  readonly #wrapped = new Scratch();
  readonly #delimiter: number;
  /** Whether anything tells the columns apart. */
  readonly #isKnown: boolean;

  constructor(dialect: FoundDialect, width: number, shapes: readonly ColumnShape[]) {
    const { delimiter, quote, escape, skipBlanks } = dialect;
    this.#width = width;
    this.#shapes = shapes.length === width ? shapes : [];
    this.#isKnown = this.#shapes.some(({ kind, patterns }) => kind !== null || patterns !== null);
    this.#delimiter = delimiter.charCodeAt(0);
    this.#marks = marksOf(dialect);
    this.#strict = new RecordScanner(delimiter, quote, escape, { skipBlanks });
    const readings = quote === '' ? [] : READINGS;
    this.#readings = readings.map(
      (reading) =>
        new RecordScanner(delimiter, quote, escape, { reading, skipBlanks, most: width }),
    );
    const others = OTHER_DELIMITERS.filter((other) => other !== delimiter && other !== quote);
    const spaced = { scanner: new RecordScanner(delimiter, quote, escape, { skipBlanks: true }) };
    const all = [
      { ...spaced, doubtful: false },
      ...others.map((other) => ({
        scanner: new RecordScanner(other, quote, escape),
        doubtful: DOUBTFUL.includes(other),
      })),
    ];
    this.#others = width < 2 ? [] : all;
  }

  /** What a record becomes that is malformed or of another width; `line` is its first line. */
  judgeRecord(bytes: Uint8Array, record: ScannedRecord, line: LinePlace): Verdict {
    const strange = record.malformed || record.breaks > 0;
    return (
      this.#unwrap(bytes, record) ??
      (strange ? this.#judgeQuotes(bytes, line) : null) ??
      (record.breaks === 0 ? this.#judgeDelimiter(bytes, line, 0) : null) ??
      (record.breaks === 0 ? this.#judgeGlued(bytes, line) : null) ??
      (record.count > this.#width ? this.#judgeMany(bytes, record) : null) ??
      (record.breaks === 0 ? this.#judgeDelimiter(bytes, line, MOST_SURPLUS) : null) ??
      this.#judgeWidth(bytes, record)
    );
  }

  /** Whether a record of one field is a whole record written in another way. */
  explains(bytes: Uint8Array, record: ScannedRecord, line: LinePlace): boolean {
    if (record.count > 1 || this.#width < 2) return false;
    const { code, rejected: isRejected } = this.judgeRecord(bytes, record, line);
    return !isRejected && code !== 'TOO_FEW_FIELDS';
  }

  /** What a line becomes in which a quote opens that never properly closes. */
  judgeUnbalanced(bytes: Uint8Array, line: LinePlace): Verdict {
    return this.#judgeQuotes(bytes, line) ?? rejected('UNBALANCED_QUOTE');
  }

  #unwrap(bytes: Uint8Array, record: ScannedRecord): Verdict | null {
    if (record.count !== 1 || this.#width < 2 || record.flags[0] === PLAIN) return null;
    const wrapped = this.#wrapped;
    wrapped.unescape(bytes, [record.starts[0], record.ends[0]], this.#marks);
    const inner = this.#scan(this.#strict, wrapped.bytes, { start: 0, end: wrapped.length });
    if (inner === null || inner.malformed) return null;
    return asCells('WHOLE_LINE_QUOTED', fieldTexts(wrapped.bytes, inner, this.#marks));
  }

  #judgeQuotes(bytes: Uint8Array, line: LinePlace): Verdict | null {
    let best: RecordScanner | null = null;
    let [wrong, quoted] = [Infinity, -1];
    for (const scanner of this.#readings) {
      const record = this.#scan(scanner, bytes, line);
      if (record === null) continue;
      const itsWrong = misfits(fieldTexts(bytes, record, this.#marks), this.#shapes);
      const itsQuoted = quotedFields(record);
      if (itsWrong > wrong || (itsWrong === wrong && itsQuoted <= quoted)) continue;
      [best, wrong, quoted] = [record, itsWrong, itsQuoted];
    }
    return best === null ? null : asRecord('STRAY_QUOTE', best);
  }

  /** By other delimiters, with so many fields too many at most, which then have to fit together. */
  #judgeDelimiter(bytes: Uint8Array, { start, end }: LinePlace, surplus: number): Verdict | null {
    for (const { scanner, doubtful } of this.#others) {
      if ((doubtful || surplus > 0) && !this.#isKnown) continue;
      const range = { start, end, final: true, spanFrom: end + 1 };
      if (scanner.scan(bytes, range) !== RECORD || scanner.malformed) continue;
      const more = scanner.count - this.#width;
      if (more < 0 || more > surplus) continue;
      const cells = this.#fit(bytes, scanner);
      if (cells !== null && misfits(cells, this.#shapes) === 0) {
        return asCells('OTHER_DELIMITER', cells);
      }
    }
    return null;
  }

  /** A delimiter that is missing before a quote. */
  #judgeGlued(bytes: Uint8Array, { start, end }: LinePlace): Verdict | null {
    if (!this.#isKnown || this.#marks.quote < 0) return null;
    const glued = {
      line: bytes.subarray(start, end),
      delimiter: this.#delimiter,
      quote: this.#marks.quote,
    };
    const fits = (line: Uint8Array, record: ScannedRecord) =>
      misfits(fieldTexts(line, record, this.#marks), this.#shapes) === 0;
    const line = withDelimiter(glued, this.#strict, { width: this.#width, fits });
    if (line === null) return null;
    const record = this.#scan(this.#strict, line, { start: 0, end: line.length });
    return record && asCells('MISSING_DELIMITER', fieldTexts(line, record, this.#marks));
  }

  #judgeMany(bytes: Uint8Array, record: ScannedRecord): Verdict | null {
    const cells = this.#fit(bytes, record);
    return cells === null ? null : asCells('EXTRA_DELIMITER', cells);
  }

  #judgeWidth(bytes: Uint8Array, record: ScannedRecord): Verdict {
    if (record.count > this.#width) return rejected('TOO_MANY_FIELDS');
    return judgeShort(record, fieldTexts(bytes, record, this.#marks), this.#shapes);
  }

  /** The cells of a record of the right width, or of more fields that can be put together. */
  #fit(bytes: Uint8Array, record: ScannedRecord): readonly string[] | null {
    const cells = fieldTexts(bytes, record, this.#marks);
    if (cells.length === this.#width) return cells;
    const quoted = cells.map((_, i) => record.flags[i] !== PLAIN);
    const delimiter = String.fromCharCode(bytes[record.ends[0] + (quoted[0] ? 1 : 0)]);
    return fitSurplus({ cells, quoted, delimiter }, this.#width, this.#shapes);
  }

  /** The scanner's record where it takes the whole line and has the right width, else null. */
  #scan(
    scanner: RecordScanner,
    bytes: Uint8Array,
    { start, end }: LinePlace,
  ): RecordScanner | null {
    const range = { start, end, final: true, spanFrom: end + 1 };
    if (scanner.scan(bytes, range) !== RECORD || scanner.next !== end) return null;
    return scanner.count === this.#width ? scanner : null;
  }
}

/** A record with too few fields: repaired, unless a cell stands in a column of another kind so. */
export function judgeShort(
  record: ScannedRecord,
  cells: readonly string[],
  shapes: readonly ColumnShape[],
): Verdict {
  const given = shapes.slice(0, cells.length);
  const typed = given.map(({ kind }) => ({ kind, empty: 'sometimes', patterns: null }) as const);
  if (misfits(cells, typed) > 0) return rejected('TOO_FEW_FIELDS');
  return asRecord('TOO_FEW_FIELDS', record);
}

/** Fields in proper quotes. */
function quotedFields({ flags, count }: RecordScanner): number {
  return flags.subarray(0, count).filter((flag) => flag !== PLAIN).length;
}

function rejected(code: string): Verdict {
  return { code, rejected: true, record: null, cells: null };
}

function asRecord(code: string, record: ScannedRecord): Verdict {
  return { code, rejected: false, record, cells: null };
}

function asCells(code: string, cells: readonly string[]): Verdict {
  return { code, rejected: false, record: null, cells };
}
