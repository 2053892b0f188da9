import { LeadbenchError } from '../../util/errors';
import { ByteWindow } from './byte-window';
import { learnShapes, type ColumnShape } from './column-shapes';
import { makeDecoder } from './decoder';
import { byteOrderMark, detectEncoding } from './detect-encoding';
import { lineEnd } from './line-end';
import { countsRows } from './row-numbers';
import type { SampleRecord } from './sample-records';
import { sniffConfidence } from './sniff-confidence';
import { sniffDelimiter, type DelimiterGuess, type KnownMarks } from './sniff-delimiter';
import type { FixedLayout } from './fixed-layout';
import { sniffFixedWidth, type FixedGuess } from './sniff-fixed-width';
import { sniffHeader } from './sniff-header';
import { sniffLocale } from './sniff-locale';
import { preambleRecords } from './sniff-preamble';
import { repeatsHeader } from './table-rules';
import { unwrapLines } from './wrapped-lines';
import type { Confidence, Encoding, FoundDialect, Locale, ParseOptions } from './types';

/** So much of a file is looked at to learn how it is written. */
export const HEAD_BYTES = 1 << 18;
/** A header and two records. */
const LEAST_BLOCK = 3;
/** Lines that the analyst may set aside before the header, and lines of a header. */
const MOST_ROWS = 10_000;

/** How a file is written, as far as its head tells. */
export interface Sniffed {
  readonly encoding: Encoding;
  readonly dialect: FoundDialect;
  readonly locale: Locale;
  readonly confidence: Confidence;
  /** As `encoding`, or 'ascii' where the head holds nothing that would tell UTF-8 from Windows-1252. */
  readonly charset: Encoding | 'ascii';
  /** Length of the byte order mark. */
  readonly mark: number;
  /** Fields of most records. */
  readonly width: number;
  /** What tells the columns apart; empty where too few records do. */
  readonly shapes: readonly ColumnShape[];
  /** Where columns at fixed positions stand; null where a delimiter parts them. */
  readonly layout: FixedLayout | null;
  /** Whether the first column counts the records and has no name in the header. */
  readonly rowNumbers: boolean;
  /** Cells of the first record behind the preamble: those of the header, if there is one. */
  readonly first: readonly string[];
  /** Whether the file is one table and nothing else, because the analyst said so. */
  readonly plain: boolean;
}

/**
 * Learns encoding and dialect from the first bytes of a file (gunzipped); what `options` sets is
 * taken as it is. `complete` says that the bytes are the whole file. Lines before the table are
 * preamble (`preambleRecords`), and so is Excel's first line `sep=;`. Cost: O(head), some tens of
 * milliseconds. Throws LeadbenchError DELIMITER_INVALID {delimiter}, QUOTE_INVALID {quote},
 * ESCAPE_INVALID {escape}: each must be one ASCII character, and the delimiter unlike the others;
 * quote and escape may be '', and the escape NUL; WIDTHS_INVALID {widths} where these are not 1 to 10,000
 * whole numbers from 1 to 10,000; ROWS_INVALID {rows} for a number of lines that is none.
 */
export function sniff(
  head: Uint8Array,
  options: ParseOptions = {},
  complete = head.length < HEAD_BYTES,
): Sniffed {
  checkOptions(options);
  const { charset, mark, sure } = sniffCharset(head, options);
  const text = decodedHead(head.subarray(mark), charset);
  const lead = leadingLines(text, options);
  const known = { ...options, delimiter: options.delimiter ?? lead.delimiter };
  const body = text.subarray(lead.length);
  const guess = sniffMarks(body, known, complete);
  const { fixed } = guess;
  const looksAround = options.plain !== true && options.skipRows === undefined;
  const preamble = looksAround ? (fixed?.ruled?.preamble ?? preambleRecords(guess)) : 0;
  const records = firstBlock(guess.sample.records.slice(preamble));
  const header = ruledHeader(fixed, preamble) ?? sniffHeader(records, guess.width);
  const headerRows =
    chosenRows(options) ?? (options.plain === true ? Math.min(1, header.rows) : header.rows);
  const names = records.slice(0, headerRows).map(({ cells }) => cells.length);
  const [first] = records.slice(0, headerRows).map(({ cells }) => cells);
  const cells = records
    .slice(headerRows)
    .filter(({ malformed }) => !malformed)
    .map(({ cells }) => cells)
    .filter((row) => first === undefined || !repeatsHeader(row, first));
  const rowNumbers = headerRows === 1 && countsRows(first, cells);
  const shapes = learnShapes(cells, Math.max(0, ...names) + Number(rowNumbers) || guess.width);
  const { locale, confidence } = sniffLocale(cells);
  const found = { ...confidence, encoding: sure, header: header.confidence };
  return {
    encoding: charset === 'ascii' ? 'utf-8' : charset,
    charset,
    mark,
    width: guess.width,
    shapes,
    layout: fixed && withOptional(fixed.layout, shapes),
    rowNumbers,
    first: records.at(0)?.cells ?? [],
    plain: options.plain === true,
    locale,
    confidence: sniffConfidence(options, found, { ...guess, preamble }),
    dialect: {
      ...guess.dialect,
      header: headerRows > 0,
      headerRows,
      skipRows: lead.lines + (preamble > 0 ? (records.at(0)?.line ?? 0) : 0),
      widths: fixed?.layout.widths ?? null,
    },
  };
}

/** The guess that explains the file best; `fixed` where columns stand at fixed positions. */
function sniffMarks(
  body: Uint8Array,
  known: KnownMarks & Pick<ParseOptions, 'widths'>,
  complete: boolean,
): DelimiterGuess & { readonly fixed: FixedGuess | null } {
  const { widths, delimiter } = known;
  const wrapped = widths === undefined ? sniffWrapped(body, known, complete) : null;
  const guess = wrapped ?? sniffDelimiter(body, known, complete);
  const mayBeFixed = widths !== undefined || (wrapped === null && delimiter === undefined);
  const fixed = mayBeFixed ? sniffFixedWidth(body, { widths, rival: guess }, complete) : null;
  return { ...(fixed ?? guess), fixed };
}

/** The header that a line of dashes shows; null where none does, or it is further on. */
function ruledHeader(fixed: FixedGuess | null, preamble: number) {
  const { ruled } = fixed ?? {};
  if (!ruled || ruled.header === null || ruled.preamble !== preamble) return null;
  return { rows: ruled.header, confidence: 1 };
}

/** The layout, of which lines may lack the last columns that were empty in some record. */
function withOptional(layout: FixedLayout, shapes: readonly ColumnShape[]): FixedLayout {
  const optional = layout.widths.map((_, i) => (shapes.at(i)?.empty ?? 'never') !== 'never');
  return { ...layout, optional };
}

/** As `sniffDelimiter` for a file whose lines are quoted as wholes; null where they are not. */
function sniffWrapped(
  body: Uint8Array,
  known: KnownMarks,
  complete: boolean,
): DelimiterGuess | null {
  const inner = unwrapLines(body);
  const guess = inner === null ? null : sniffDelimiter(inner, known, complete);
  return guess !== null && guess.width > 1 ? guess : null;
}

/** The records up to the first blank line, unless these are too few: what follows may be another table. */
function firstBlock(records: readonly SampleRecord[]): readonly SampleRecord[] {
  const end = records.findIndex(({ afterBlank }, i) => i > 0 && afterBlank);
  return end < LEAST_BLOCK ? records : records.slice(0, end);
}

/** Lines of the header as the analyst set them. */
function chosenRows({ header, headerRows }: ParseOptions): number | undefined {
  return headerRows ?? (header === undefined ? undefined : Number(header));
}

function sniffCharset(head: Uint8Array, options: ParseOptions) {
  const guess = detectEncoding(head);
  if (options.encoding === undefined) {
    return { charset: guess.encoding, mark: guess.mark, sure: guess.confidence };
  }
  const marked = byteOrderMark(head);
  const mark = marked?.encoding === options.encoding ? marked.mark : 0;
  return { charset: options.encoding, mark, sure: 1 };
}

/** The head as UTF-8; NUL characters stay where nearly all stand before a quote. */
function decodedHead(head: Uint8Array, charset: Encoding | 'ascii'): Uint8Array {
  const window = new ByteWindow();
  const decoder = makeDecoder(charset, window, { keepNuls: true });
  decoder.push(head);
  decoder.end();
  const text = window.bytes.subarray(window.start, window.end);
  return !text.includes(0) || nulsEscape(text) ? text : text.filter((byte) => byte !== 0);
}

function nulsEscape(text: Uint8Array): boolean {
  let [all, before] = [0, 0];
  for (let i = text.indexOf(0); i >= 0; i = text.indexOf(0, i + 1)) {
    all++;
    if (text[i + 1] === 34 || text[i + 1] === 39) before++;
  }
  return before > all * 0.9;
}

/** What stands before the rest of the file: lines to be skipped, or Excel's own `sep=;`. */
function leadingLines(text: Uint8Array, { skipRows }: ParseOptions) {
  const end = text.length;
  if (skipRows === undefined) {
    const start = String.fromCharCode(...text.subarray(0, 8));
    const match = /^sep=([ -~\t])(\r\n|\n|\r)/i.exec(start);
    if (match === null) return { length: 0, lines: 0, delimiter: undefined };
    return { length: match[0].length, lines: 1, delimiter: match[1] };
  }
  let length = 0;
  for (let line = 0; line < skipRows && length < end; line++) {
    length = lineEnd(text, { start: length, end, final: true });
  }
  return { length, lines: skipRows, delimiter: undefined };
}

function checkOptions({
  delimiter,
  quote,
  escape,
  widths,
  headerRows = 0,
  skipRows = 0,
}: ParseOptions): void {
  if (delimiter !== undefined && !/^[\x01-\x09\x0b\x0c\x0e-\x7f]$/.test(delimiter)) {
    throw new LeadbenchError('DELIMITER_INVALID', { delimiter });
  }
  if (quote !== undefined && quote !== '' && (!/^[!-~]$/.test(quote) || quote === delimiter)) {
    throw new LeadbenchError('QUOTE_INVALID', { quote });
  }
  if (
    escape !== undefined &&
    escape !== '' &&
    (!/^[\0!-~]$/.test(escape) || escape === delimiter)
  ) {
    throw new LeadbenchError('ESCAPE_INVALID', { escape });
  }
  if (widths !== undefined && !areWidths(widths)) {
    throw new LeadbenchError('WIDTHS_INVALID', { widths: widths.join(',') });
  }
  for (const rows of [headerRows, skipRows]) {
    if (!Number.isInteger(rows) || rows < 0 || rows > MOST_ROWS) {
      throw new LeadbenchError('ROWS_INVALID', { rows });
    }
  }
}

function areWidths(widths: readonly number[]): boolean {
  if (widths.length < 1 || widths.length > MOST_ROWS) return false;
  return widths.every((width) => Number.isInteger(width) && width >= 1 && width <= MOST_ROWS);
}
