import type { CellKernels } from '../../kernels/cell-kernels';
import type { Kernels } from '../../kernels/wasm';
import { decodeUtf8 } from '../table/utf8';
import { ByteWindow } from './byte-window';
import { makeDecoder, plainUntil, type Decoder } from './decoder';
import { fieldTexts, marksOf } from './field-text';
import { isSpace, lineEnd } from './line-end';
import { FixedRules } from './fixed-rules';
import { namesOver } from './fixed-layout';
import { LineRules, type LineJudge, type Verdict } from './line-rules';
import {
  INCOMPLETE,
  MAX_RECORD_BYTES,
  PLAIN,
  RECORD,
  RecordScanner,
  UNBALANCED,
  type FieldScanner,
  type ScannedRecord,
} from './record-scanner';
import { openScanner } from './open-scanner';
import { RejectList } from './reject-list';
import { RowBuilders } from './row-builders';
import type { Sniffed } from './sniff';
import { joinedNames } from './header-names';
import { TableColumns } from './table-columns';
import { TableEdges } from './table-edges';
import type { ColumnBuilder } from './column-builder';
import type { Encoding, LineCounts, OtherTable } from './types';
import type { Marks } from './unescape';

/** Scanning waits for this much, so that tiny chunks are not scanned over and over. */
const WORTH_SCANNING = 1 << 20;
/** A record of the wrong width that swallowed more line ends than this began with a stray quote. */
const MAX_BREAKS_OF_MISFIT = 16;

interface Means {
  /** Compiled kernels, which then read what is plain. */
  readonly kernels?: Kernels | null;
  /** Those of the table; new ones where absent. */
  readonly columns?: TableColumns;
  /** Bytes to wait for before scanning. */
  readonly worthScanning?: number;
}

type Counts = { -readonly [K in keyof LineCounts]: LineCounts[K] };

/**
 * The reader proper: bytes in, column builders and line counts out; it never waits and never reads.
 *
 * - A record with the right number of fields: kept. Any other, and one with stray quotes: `LineRules`,
 *   or `FixedRules` where columns stand at fixed positions.
 * - A quote that never closes properly (end of file, 16 MB, or a closing quote on a later line with
 *   text behind it): its first line is taken alone, by `LineRules`, and reading goes on at the next
 *   line. Up to where that was noticed no other quote may hold a line end, so the cost stays O(bytes).
 * - A line of more than 16 MB: rejected LINE_TOO_LONG.
 * - NUL characters are dropped and bytes that are no text become U+FFFD: repaired, BAD_CHARACTERS.
 * - A line of nothing but spaces and tabs is blank; the first other lines are the header, as many as
 *   the dialect says. Footers, repeated headers and further tables: `TableEdges`.
 *
 * What it decides does not depend on how the bytes are cut into chunks, nor on whether kernels read what
 * is plain.
 */
export class DelimitedParser {
  readonly lines: Counts = {
    read: 0,
    kept: 0,
    repaired: 0,
    rejected: 0,
    header: 0,
    blank: 0,
    preamble: 0,
    footer: 0,
    physical: 0,
  };
  readonly rejects = new RejectList();
  readonly repairs = new RejectList();
  readonly sniffed: Sniffed;
  readonly #window = new ByteWindow();
  readonly #decoder: Decoder;
  readonly #scanner: FieldScanner;
  readonly #literal: FieldScanner;
  readonly #marks: Marks;
  readonly #rows: RowBuilders;
  readonly #range = { start: 0, end: 0, final: false, spanFrom: 0 };
  #rules: LineJudge | null = null;
  #edges: TableEdges | null = null;
  #preambleLeft: number;
  #headerLeft: number;
  readonly #header: string[][] = [];
  #skipping = false;
  #spanFrom = 0;
  readonly #worthScanning: number;
  #wanted: number;
  readonly #compiled: Kernels | null;
  readonly #columns: TableColumns;

  constructor(sniffed: Sniffed, means: Means = {}) {
    const { kernels = null, columns = new TableColumns(), worthScanning = WORTH_SCANNING } = means;
    this.#compiled = kernels;
    this.#columns = columns;
    this.#worthScanning = worthScanning;
    this.#wanted = worthScanning;
    this.sniffed = sniffed;
    const { delimiter, escape, headerRows, skipRows, skipBlanks } = sniffed.dialect;
    this.#decoder = makeDecoder(sniffed.charset, this.#window, {
      keepNuls: escape === '\0',
      plainUntil: (bytes, at) => columns.kernels?.plainUntil(bytes, at) ?? plainUntil(bytes, at),
    });
    this.#window.skipFileBytes(sniffed.mark);
    this.#scanner = openScanner(sniffed);
    this.#literal = new RecordScanner(delimiter, '', '', { skipBlanks });
    this.#marks = marksOf(sniffed.dialect);
    this.#rows = new RowBuilders(this.#marks, columns);
    this.#preambleLeft = skipRows;
    this.#headerLeft = headerRows;
    if (headerRows === 0) this.#open(Array.from({ length: sniffed.width }, () => ''));
  }

  /** Settled at the end at the latest. */
  get encoding(): Encoding {
    return this.#decoder.encoding;
  }

  get names(): readonly string[] {
    return this.#rows.names;
  }

  get builders(): ColumnBuilder[] {
    return this.#rows.builders;
  }

  get rows(): number {
    return this.lines.kept + this.lines.repaired;
  }

  /** Bytes that were pushed and are no row yet, nor anything else. */
  get waiting(): number {
    return this.#window.end - this.#window.start;
  }

  /** Tables that follow in the file and are not read. */
  get otherTables(): readonly OtherTable[] {
    return this.#edges?.otherTables ?? [];
  }

  /** Takes the next bytes of the file, byte order mark excluded. */
  push(bytes: Uint8Array): void {
    this.#decoder.push(bytes);
    const window = this.#window;
    if (window.end - window.start >= this.#wanted) this.#consume(false);
  }

  /** Takes what is left: no more bytes will follow. An unfinished header ends here, too. */
  end(): void {
    this.#decoder.end();
    this.#consume(true);
    if (this.#header.length > 0) this.#open(joinedNames(this.#header));
    this.settle();
  }

  /** Puts all rows that were taken in the columns, which may lag behind. */
  settle(): void {
    this.#takePlain(true);
    this.#rows.plain?.settle();
  }

  #consume(final: boolean): void {
    const window = this.#window;
    const range = this.#range;
    range.final = final;
    this.#wanted = this.#worthScanning;
    for (;;) {
      if (this.#takePlain(final)) {
        this.#wanted = this.#worthScanning + window.end - window.start;
        return;
      }
      if (window.start === window.end) return;
      range.start = window.start;
      range.end = window.end;
      range.spanFrom = this.#spanFrom - window.base;
      const isLine = this.#skipping || this.#preambleLeft > 0;
      if (!(isLine ? this.#skipLine() : this.#readRecord())) {
        this.#wanted = Math.max(this.#worthScanning, 2 * (window.end - window.start));
        return;
      }
    }
  }

  /** Takes the plain records at hand, as long as the table goes on as it should; true where more wait. */
  #takePlain(final: boolean): boolean {
    const { plain } = this.#rows;
    const isLine = this.#skipping || this.#preambleLeft > 0;
    if (plain === null) return false;
    if (!plain.flying && (isLine || this.#edges?.isCalm === false)) return false;
    const { bytes, start: from, plainEnd: to } = this.#window;
    const taken = plain.take({ bytes, from, to, final });
    this.#window.start += taken.bytes;
    this.lines.read += taken.records;
    this.lines.kept += taken.records;
    this.lines.physical += taken.records;
    return taken.waits;
  }

  /** Reads one record; false where it is not complete yet. */
  #readRecord(): boolean {
    const { bytes } = this.#window;
    const status = this.#scanner.scan(bytes, this.#range);
    if (status === INCOMPLETE) return false;
    if (status === RECORD) return this.#takeRecord(this.#scanner);
    if (status !== UNBALANCED) return this.#rejectLine('LINE_TOO_LONG');
    return this.#headerLeft > 0 ? this.#readLiteral() : this.#takeUnbalanced(this.#scanner.next);
  }

  /** Reads a line of the header with a stray quote. */
  #readLiteral(): boolean {
    const status = this.#literal.scan(this.#window.bytes, this.#range);
    if (status === INCOMPLETE) return false;
    return status === RECORD ? this.#takeRecord(this.#literal) : this.#rejectLine('LINE_TOO_LONG');
  }

  /** Takes the first line of a record whose quote was found at `noticed` to be a stray one. */
  #takeUnbalanced(noticed: number): boolean {
    const { bytes, base, start } = this.#window;
    const end = this.#lineEnd();
    const endless = noticed - start >= MAX_RECORD_BYTES;
    if (end < 0 && !endless) return false;
    this.#spanFrom = Math.max(this.#spanFrom, base + noticed);
    if (endless || this.#edges?.inOther === true) return this.#rejectLine('UNBALANCED_QUOTE');
    this.lines.read++;
    this.#settle(this.#judge().judgeUnbalanced(bytes, { start, end }), end);
    return this.#moveTo(end, 1);
  }

  #takeRecord(record: ScannedRecord): boolean {
    const edges = this.#edges;
    if (this.#isBlank(record)) {
      this.lines.blank++;
      edges?.noteBlank();
    } else if (this.#headerLeft > 0) this.#takeHeader(record);
    else if (edges !== null && edges.isSuspect(this.#window.bytes, record)) {
      const place = { line: this.lines.physical + 1, base: this.#window.base };
      const found = edges.judge(this.#window.bytes, record, this.#range, place);
      if (found === 'wait') return false;
      if (found === 'row') return this.#takeRow(record);
      if (found === 'header') this.lines.header++;
      else if (found === 'footer') this.lines.footer++;
      else {
        this.lines.read++;
        this.#reject('OTHER_TABLE', record.next);
      }
    } else return this.#takeRow(record);
    return this.#moveTo(record.next, record.breaks + 1);
  }

  #takeHeader(record: ScannedRecord): void {
    this.lines.header++;
    const cells = this.#namesIn(record);
    const wrapped = cells.length === 1 && record.flags[0] !== PLAIN && this.sniffed.width > 1;
    this.#header.push(wrapped ? this.#unwrapped(cells[0]) : cells);
    if (--this.#headerLeft === 0) this.#open(joinedNames(this.#header.splice(0)));
  }

  /** The cells of a line of the header; over columns at fixed positions words have to be shared out. */
  #namesIn(record: ScannedRecord): string[] {
    const { bytes, start } = this.#window;
    const { layout } = this.sniffed;
    if (layout === null) return fieldTexts(bytes, record, this.#marks);
    return namesOver(decodeUtf8(bytes, start, record.next), layout.widths);
  }

  /** The names of a header that was quoted as a whole. */
  #unwrapped(line: string): string[] {
    const bytes = new TextEncoder().encode(line);
    const { delimiter, quote, escape, skipBlanks } = this.sniffed.dialect;
    const scanner = new RecordScanner(delimiter, quote, escape, { skipBlanks });
    const range = { start: 0, end: bytes.length, final: true, spanFrom: 0 };
    return scanner.scan(bytes, range) === RECORD ? fieldTexts(bytes, scanner, this.#marks) : [line];
  }

  #open(names: readonly string[]): void {
    const { dialect, plain, rowNumbers, shapes, layout } = this.sniffed;
    const header = rowNumbers ? ['', ...names] : names;
    const width = header.length;
    const isRow = (bytes: Uint8Array, record: ScannedRecord, start: number) =>
      this.#judge().explains(bytes, record, { start, end: record.next });
    const look = { width, names: header, shapes, isRow, ruler: layout?.ruler ?? null };
    if (!plain) this.#edges = new TableEdges(dialect, look, openScanner(this.sniffed, true));
    const kernels = this.#openKernels(width);
    this.#rows.open(header, kernels);
  }

  /** None for dialects with an escape of their own or blanks to skip: those are the scanner's to read. */
  #openKernels(columns: number): CellKernels | null {
    const { delimiter, quote, escape, skipBlanks } = this.sniffed.dialect;
    if (skipBlanks || (escape !== '' && escape !== quote)) return null;
    const suspects = this.#edges?.suspects ?? null;
    return this.#columns.openKernels(this.#compiled, { columns, delimiter, quote, suspects });
  }

  #judge(): LineJudge {
    const { dialect, shapes, layout } = this.sniffed;
    return (this.#rules ??=
      layout === null
        ? new LineRules(dialect, this.builders.length, shapes)
        : new FixedRules(layout, shapes));
  }

  #takeRow(record: ScannedRecord): boolean {
    const { bytes, base, start } = this.#window;
    const clean = record.count === this.builders.length && !record.malformed;
    if (!clean && record.breaks > MAX_BREAKS_OF_MISFIT) {
      return this.#takeUnbalanced(record.next);
    }
    this.lines.read++;
    if (clean) {
      const dropped = this.#rows.addRecord(bytes, record);
      const edited = dropped || this.#window.hasEdits(record.next);
      this.#count(edited ? 'BAD_CHARACTERS' : null, record.next);
      return this.#moveTo(record.next, record.breaks + 1);
    }
    const end = record.breaks === 0 ? record.next : this.#lineEnd();
    const verdict = this.#judge().judgeRecord(bytes, record, { start, end });
    const alone = record.breaks > 0 && verdict.code === 'STRAY_QUOTE';
    if (alone) this.#spanFrom = Math.max(this.#spanFrom, base + record.next);
    this.#settle(verdict, alone ? end : record.next);
    return this.#moveTo(alone ? end : record.next, alone ? 1 : record.breaks + 1);
  }

  /** Makes a row or a reject of the line that ends at `end`. */
  #settle(verdict: Verdict, end: number): void {
    const { bytes } = this.#window;
    if (verdict.rejected) return this.#reject(verdict.code, end);
    if (verdict.cells !== null) this.#rows.addTexts(verdict.cells);
    else if (verdict.record !== null) this.#rows.addRecord(bytes, verdict.record);
    this.#count(verdict.code, end);
  }

  /** Counts a row, with the code of its repair if there was one. */
  #count(code: string | null, end: number): void {
    if (code === null) this.lines.kept++;
    else {
      this.lines.repaired++;
      this.#list(this.repairs, code, end);
    }
  }

  #moveTo(end: number, lines: number): true {
    this.lines.physical += lines;
    this.#window.takeEdits(end);
    this.#window.start = end;
    return true;
  }

  /** Skips one physical line; false where its end is not there yet. */
  #skipLine(): boolean {
    const window = this.#window;
    const end = this.#lineEnd();
    if (end < 0) {
      if (this.#skipping) window.start = Math.max(window.start, window.end - 1);
      return false;
    }
    if (!this.#skipping) {
      this.#preambleLeft--;
      if (isSpace(window.bytes, window.start, end)) this.lines.blank++;
      else this.lines.preamble++;
    }
    this.#skipping = false;
    return this.#moveTo(end, 1);
  }

  /** Rejects the first physical line of what is at hand; a longer record is read again from its second. */
  #rejectLine(code: string): boolean {
    const end = this.#lineEnd();
    this.lines.read++;
    this.#reject(code, end < 0 ? this.#window.end : end);
    if (end >= 0) return this.#moveTo(end, 1);
    this.#skipping = true;
    return true;
  }

  #reject(code: string, end: number): void {
    this.lines.rejected++;
    this.#list(this.rejects, code, end);
  }

  #list(list: RejectList, code: string, end: number): void {
    const { bytes, start } = this.#window;
    const offset = this.#window.fileOffset(start);
    list.add({ line: this.lines.physical + 1, offset, code }, bytes, [start, end]);
  }

  #lineEnd(): number {
    return lineEnd(this.#window.bytes, this.#range);
  }

  #isBlank(record: ScannedRecord): boolean {
    if (record.count !== 1 || record.flags[0] !== PLAIN) return false;
    return isSpace(this.#window.bytes, record.starts[0], record.ends[0]);
  }
}
