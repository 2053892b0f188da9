import { decodeUtf8 } from '../table/utf8';
import { longestBlock, printedColumns, type PrintedLine } from './fixed-columns';
import {
  charactersOf,
  columnStarts,
  isBlank,
  isRuler,
  namesOver,
  type FixedLayout,
} from './fixed-layout';
import { FixedScanner } from './fixed-scanner';
import { namesOneColumn } from './lone-name';
import { sampleWith, type Sample, type SampleRecord } from './sample-records';
import type { DelimiterGuess } from './sniff-delimiter';
import { sniffHeader } from './sniff-header';
import { isFrame } from './table-rules';

/** Lines that are looked at. */
const MOST_LINES = 200;
/** So many records have no text across a border, where columns are set by position. */
const NEARLY_ALL = 0.95;
/** By so much columns by position must explain a file better than a delimiter that is there. */
const CLEARLY = 0.05;
/** Lines of a title. */
const MOST_TITLE = 4;
/** Lines of names over a line of dashes. */
const MOST_NAMES = 4;
/** A column that is filled in so many records; two of them make a table. */
const OFTEN = 0.5;

const WIDE_GAP = /\S\s{2,}\S/;

const NO_MARKS = { quote: -1, escape: -1 };
const NO_DIALECT = { delimiter: '', quote: '', escape: '', skipBlanks: false };

/** Records before the header, and in it where a line of dashes under it tells, that line included. */
interface Ruled {
  readonly preamble: number;
  readonly header: number | null;
}

/** Columns by position, the sample read by them, and what a line of dashes told of the header. */
export interface FixedGuess extends DelimiterGuess {
  readonly layout: FixedLayout;
  /** What a line of dashes or a title that stands apart tells; null where there is neither. */
  readonly ruled: Ruled | null;
}

/**
 * Columns at fixed positions in decoded bytes, as `widths` says or blanks show (`printedColumns`). Found
 * ones hold only where nearly all records have nothing across a border, two columns are filled in half
 * of them, nothing is quoted, and `rival`, the best delimiter, gives one column only, clearly
 * explains less, or is a run of spaces and does not fit all records. Records are those of the longest
 * block without a blank line. Null else. Cost: O(bytes).
 */
export function sniffFixedWidth(
  bytes: Uint8Array,
  {
    widths,
    rival,
  }: { readonly widths: readonly number[] | undefined; readonly rival: DelimiterGuess },
  complete: boolean,
): FixedGuess | null {
  if (widths === undefined && !mayBeBeaten(rival)) return null;
  const lines = printedLines(bytes, complete);
  const found = widths ?? printedColumns(lines);
  if (found === null) return null;
  const gapped = widths === undefined ? found.map((_, i) => i > 0) : gapsBefore(found, lines);
  const guess = guessBy(bytes, { widths: found, gapped, lines, rival }, complete);
  if (widths !== undefined) return guess;
  return !isList(guess, lines) && isBetter(guess, rival) ? guess : null;
}

function mayBeBeaten({ dialect, sample, width, score }: DelimiterGuess): boolean {
  if (width < 2) return true;
  if (dialect.delimiter !== ' ') return sample.quoted === 0 && score + CLEARLY < 1;
  return sample.quoted === 0 && sample.records.some(({ cells }) => cells.length !== width);
}

function isBetter({ sample, width, score }: FixedGuess, rival: DelimiterGuess): boolean {
  const body = longestBlock(sample.records).filter(({ cells }) => !isFrame(cells, width));
  const whole = body.filter((record) => isWhole(record, width));
  const often = Array.from({ length: width }, (_, i) => i).filter(
    (i) => whole.filter(({ cells }) => cells[i] !== '').length >= whole.length * OFTEN,
  );
  if (whole.length === 0 || whole.length < body.length * NEARLY_ALL || often.length < 2)
    return false;
  if (fitsAll(rival) && !isWhole(sample.records[0], width)) return false;
  return rival.width < 2 || rival.dialect.delimiter === ' ' || score > rival.score + CLEARLY;
}

/** Whether the lines are values of one column that happen to have words of the same lengths. */
function isList({ sample, width }: FixedGuess, lines: readonly PrintedLine[]): boolean {
  return !lines.some(({ text }) => WIDE_GAP.test(text)) && namesOneColumn(sample.records, width);
}

/** Whether a delimiter, and no run of spaces, fits all records, names above them included. */
function fitsAll({ dialect, sample, width }: DelimiterGuess): boolean {
  if (width < 2 || dialect.delimiter === ' ' || sample.broken > 0) return false;
  return sample.records.every((record) => isWhole(record, width));
}

function isWhole({ cells }: SampleRecord, width: number): boolean {
  return cells.length === width;
}

/**
 * Records of a title: a few lines that a blank line parts from a longer block, which begins with names of
 * its own that stand nowhere in them. Words of a title may happen to keep to the columns.
 */
function titleRecords(records: readonly SampleRecord[]): number {
  const start = records.findIndex(({ afterBlank }, i) => i > 0 && afterBlank);
  const next = records.findIndex(({ afterBlank }, i) => i > start && afterBlank);
  const block = records.slice(Math.max(0, start), next < 0 ? records.length : next);
  if (start < 1 || start > MOST_TITLE || block.length <= start) return 0;
  const names = block[0].cells.join('\n');
  if (records.slice(0, start).some(({ cells }) => cells.join('\n') === names)) return 0;
  return sniffHeader(block, block[0].cells.length).rows > 0 ? start : 0;
}

/** What a guess is made from. */
interface Basis {
  readonly widths: readonly number[];
  readonly gapped: readonly boolean[];
  readonly lines: readonly PrintedLine[];
  readonly rival: DelimiterGuess;
}

function guessBy(
  bytes: Uint8Array,
  { widths, gapped, lines, rival }: Basis,
  complete: boolean,
): FixedGuess {
  const layout = {
    widths,
    gapped,
    optional: widths.map(() => true),
    ruler: null,
  };
  const read = sampleWith(bytes, new FixedScanner(layout), NO_MARKS, complete);
  const sample = named(read, lines, widths);
  const { records } = sample;
  const block = longestBlock(records);
  const at = ruledRecord(records);
  const apart = at < 0 ? titleRecords(records) : 0;
  const inWidth = block.filter(({ cells }) => cells.length === widths.length).length;
  const share = inWidth / Math.max(1, block.length);
  return {
    dialect: NO_DIALECT,
    sample,
    width: widths.length,
    score: share * (1 - 1 / widths.length),
    rival: rival.score,
    layout: { ...layout, ruler: at < 0 ? null : records[at].cells },
    ruled:
      at < 0
        ? apart > 0
          ? { preamble: apart, header: null }
          : null
        : ruledHeader(records, at, widths.length),
  };
}

function printedLines(bytes: Uint8Array, complete: boolean): PrintedLine[] {
  const texts = decodeUtf8(bytes, 0, bytes.length).split(/\r\n|\n|\r/);
  if (!complete && texts.length > 1) texts.pop();
  const lines: PrintedLine[] = [];
  let afterBlank = false;
  for (const [line, text] of texts.entries()) {
    if (lines.length === MOST_LINES) break;
    if (text.trim() !== '') lines.push({ text, line, afterBlank });
    afterBlank = text.trim() === '';
  }
  return lines;
}

/** Of each column, whether nearly all lines that reach it have a blank before it. */
function gapsBefore(widths: readonly number[], lines: readonly PrintedLine[]): boolean[] {
  const all = lines.map(({ text }) => charactersOf(text.trimEnd()));
  return columnStarts(widths).map((start) => {
    const reaching = all.filter((line) => line.length > start);
    const blank = reaching.filter((line) => start > 0 && isBlank(line[start - 1])).length;
    return blank > 0 && blank >= reaching.length * NEARLY_ALL;
  });
}

/** The sample with the words of its first header given to columns where they run over a border. */
function named(sample: Sample, lines: readonly PrintedLine[], widths: readonly number[]): Sample {
  const first = sample.records.findIndex(({ malformed }) => !malformed);
  if (first <= 0 || sample.records[first].afterBlank) return sample;
  const above = sample.records[first - 1];
  const cells = namesOver(lines.find(({ line }) => line === above.line)?.text ?? '', widths);
  if (cells.includes('')) return sample;
  const record: SampleRecord = { ...above, cells, malformed: false };
  return { ...sample, records: [...sample.records].with(first - 1, record) };
}

/** The first line of dashes that stands under a name, else the first one, else -1. */
function ruledRecord(records: readonly SampleRecord[]): number {
  const isRuled = ({ cells }: SampleRecord) => isRuler(cells.join(' '));
  const under = records.findIndex((record, i) => {
    return i > 0 && isRuled(record) && !record.afterBlank && !isRuled(records[i - 1]);
  });
  return under >= 0 ? under : records.findIndex(isRuled);
}

/** The lines of names over the line of dashes at `at`, which stand together and have nothing across a border. */
function ruledHeader(records: readonly SampleRecord[], at: number, width: number): Ruled {
  let first = at;
  while (first > 0 && at - first < MOST_NAMES && !records[first].afterBlank) {
    const { cells } = records[first - 1];
    if (cells.length !== width || isRuler(cells.join(' '))) break;
    first--;
  }
  return first === at
    ? { preamble: at + 1, header: null }
    : { preamble: first, header: at - first + 1 };
}
