import { CellKernels, NOT_PLAIN, type TextPart } from '../../kernels/cell-kernels';
import type { Kernels } from '../../kernels/wasm';
import { decodeUtf8 } from '../table/utf8';
import { ByteWindow } from './byte-window';
import { ColumnBuilder, DICTIONARY_ROW } from './column-builder';
import { makeDecoder, type Decoder } from './decoder';
import { headerNames } from './header-names';
import {
  ESCAPED,
  INCOMPLETE,
  PLAIN,
  QUOTED,
  RECORD,
  RecordScanner,
  UNBALANCED,
} from './record-scanner';
import { RejectList } from './reject-list';
import type { Sniffed } from './sniff';
import type { Encoding, LineCounts } from './types';
import { Scratch } from './unescape';

const LF = 10;
const CR = 13;
/** Scanning waits for this much: tiny chunks are not scanned over and over, and kernels have several texts. */
const WORTH_SCANNING = 1 << 20;
/** Fewer plain records in a row than this are read as fast without kernels. */
const WORTH_SPLITTING = 32;
const MOST_FRUITLESS = 5;
/** A record of the wrong width that swallowed more line ends than this began with a stray quote. */
const MAX_BREAKS_OF_MISFIT = 16;

interface Means {
  /** Compiled kernels, which then read what is plain. */
  readonly kernels?: Kernels | null;
  /** Bytes to wait for before scanning. */
  readonly worthScanning?: number;
}

type Counts = { -readonly [K in keyof LineCounts]: LineCounts[K] };

/**
 * The reader proper: bytes in, column builders and line counts out; it never waits and never reads.
 *
 * - Right number of fields: kept. Too few: padded with missing cells, repaired. One quoted field
 *   that holds a whole line of the right width: unwrapped, repaired. Too many: rejected
 *   TOO_MANY_FIELDS, unless all that are too many are empty: those are dropped, repaired.
 * - Text after a closing quote: the field is taken literally, quotes included, repaired.
 * - A quote that never closes properly (end of file, 16 MB, or a closing quote on a later line with
 *   text behind it): its first line is rejected UNBALANCED_QUOTE and reading goes on at the next
 *   line. Up to where that was noticed no other quote may hold a line end, so the cost stays O(bytes).
 * - A line of more than 16 MB: rejected LINE_TOO_LONG.
 * - NUL characters are dropped and bytes that are no text become U+FFFD, repaired.
 * - A line of nothing but spaces and tabs is blank; the first other line is the header, if there is
 *   one. What it decides does not depend on how the bytes are cut into chunks, nor on whether kernels
 *   read what is plain.
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
  names: readonly string[] = [];
  builders: ColumnBuilder[] = [];
  readonly #window = new ByteWindow();
  readonly #decoder: Decoder;
  readonly #scanner: RecordScanner;
  readonly #inner: RecordScanner;
  readonly #literal: RecordScanner;
  readonly #marks: { quote: number; escape: number };
  readonly #scratch = new Scratch();
  readonly #wrapped = new Scratch();
  readonly #range = { start: 0, end: 0, final: false, spanFrom: 0 };
  #preambleLeft: number;
  #headerDue: boolean;
  #skipping = false;
  #spanFrom = 0;
  readonly #worthScanning: number;
  #wanted: number;

  readonly sniffed: Sniffed;
  readonly #compiled: Kernels | null;
  /** Reads what is plain; null where that is left to the scanner. */
  kernels: CellKernels | null = null;
  /** Records that the kernels are spared, and how often in a row they found few. */
  #spared = 0;
  #fruitless = 0;

  /** What comes out does not depend on the means. */
  constructor(sniffed: Sniffed, { kernels = null, worthScanning = WORTH_SCANNING }: Means = {}) {
    this.sniffed = sniffed;
    this.#compiled = kernels;
    this.#worthScanning = worthScanning;
    this.#wanted = worthScanning;
    const { delimiter, quote, escape, header, skipRows } = sniffed.dialect;
    this.#decoder = makeDecoder(sniffed.charset, this.#window);
    this.#window.skipFileBytes(sniffed.mark);
    this.#scanner = new RecordScanner(delimiter, quote, escape);
    this.#inner = new RecordScanner(delimiter, quote, escape);
    this.#literal = new RecordScanner(delimiter, '', '');
    this.#marks = { quote: codeOf(quote), escape: codeOf(escape) };
    this.#preambleLeft = skipRows;
    this.#headerDue = header;
    if (!header) this.#open(Array.from({ length: sniffed.width }, () => ''));
  }

  /** Settled at the end at the latest. */
  get encoding(): Encoding {
    return this.#decoder.encoding;
  }

  get rows(): number {
    return this.lines.kept + this.lines.repaired;
  }

  /** Bytes that the builders use. */
  get used(): number {
    let bytes = 0;
    for (const builder of this.builders) bytes += builder.used;
    return bytes;
  }

  /** Takes the next bytes of the file, byte order mark excluded. */
  push(bytes: Uint8Array): void {
    this.#decoder.push(bytes);
    const window = this.#window;
    if (window.end - window.start >= this.#wanted) this.#consume(false);
  }

  /** Lets go of threads; call it when nothing more is wanted of the parser, however it ended. */
  close(): void {
    this.kernels?.close();
  }

  /** Takes what is left: no more bytes will follow. */
  end(): void {
    this.#decoder.end();
    this.#consume(true);
  }

  #consume(final: boolean): void {
    const window = this.#window;
    const range = this.#range;
    range.final = final;
    this.#wanted = this.#worthScanning;
    while (window.start < window.end) {
      if (this.kernels !== null) this.#takePlain(this.kernels);
      if (window.start === window.end) return;
      range.start = window.start;
      range.end = window.end;
      range.spanFrom = this.#spanFrom - window.base;
      if (
        !(this.#skipping || this.#preambleLeft > 0 ? this.#skipLine(final) : this.#readRecord())
      ) {
        this.#wanted = Math.max(this.#worthScanning, 2 * (window.end - window.start));
        return;
      }
    }
  }

  /** Takes the plain records at hand, by kernels. */
  #takePlain(kernels: CellKernels): void {
    const window = this.#window;
    const end = window.plainEnd;
    if (this.#skipping || this.#preambleLeft > 0 || this.#spared-- > 0) return;
    this.#spared = 0;
    let [taken, stopped] = [0, false];
    let split = kernels.step(this.#partFrom(window.start, end, 0), []);
    for (;;) {
      const { records, why } = split;
      stopped ||= why === NOT_PLAIN;
      if (records === 0) break;
      window.start += split.bytes;
      const next = stopped ? null : this.#partFrom(window.start, end, records);
      const targets = this.builders.map((builder) => builder.target);
      split = kernels.step(next, targets);
      this.builders.forEach((builder, i) => builder.take(kernels.filled(i)));
      this.#countPlain(records);
      taken += records;
    }
    this.#spare(taken, stopped);
  }

  /** Text from `from` on of which no record more is wanted than up to where columns are decided on. */
  #partFrom(from: number, to: number, waiting: number): TextPart | null {
    const left = DICTIONARY_ROW - this.rows - waiting;
    if (from >= to) return null;
    return { source: this.#window.bytes, from, to, most: left > 0 ? left : Infinity };
  }

  #countPlain(records: number): void {
    this.lines.read += records;
    this.lines.kept += records;
    this.lines.physical += records;
  }

  /** Where plain records are few, the kernels are spared the next ones. */
  #spare(taken: number, stopped: boolean): void {
    if (taken >= WORTH_SPLITTING) this.#fruitless = 0;
    else if (stopped) {
      this.#fruitless = Math.min(MOST_FRUITLESS, this.#fruitless + 1);
      this.#spared = WORTH_SPLITTING << this.#fruitless;
    }
  }

  /** Reads one record; false where it is not complete yet. */
  #readRecord(): boolean {
    const window = this.#window;
    const status = this.#scanner.scan(window.bytes, this.#range);
    if (status === INCOMPLETE) return false;
    if (status === RECORD) return this.#takeRecord(this.#scanner);
    if (status === UNBALANCED && this.#headerDue) {
      return this.#literal.scan(window.bytes, this.#range) === RECORD
        ? this.#takeRecord(this.#literal)
        : this.#rejectLine('LINE_TOO_LONG');
    }
    if (status !== UNBALANCED) return this.#rejectLine('LINE_TOO_LONG');
    this.#spanFrom = Math.max(this.#spanFrom, window.base + this.#scanner.next);
    return this.#rejectLine('UNBALANCED_QUOTE');
  }

  #takeRecord(record: RecordScanner): boolean {
    if (this.#isBlank(record)) this.lines.blank++;
    else if (this.#headerDue) this.#takeHeader(record);
    else {
      const width = this.builders.length;
      if (record.count !== width && record.breaks > MAX_BREAKS_OF_MISFIT) {
        this.#spanFrom = this.#window.base + record.next;
        return this.#rejectLine('UNBALANCED_QUOTE');
      }
      this.lines.read++;
      if (record.count <= width || this.#isEmptyFrom(record, width)) this.#takeRow(record);
      else this.#reject('TOO_MANY_FIELDS', record.next);
    }
    this.lines.physical += record.breaks + 1;
    this.#window.takeEdits(record.next);
    this.#window.start = record.next;
    return true;
  }

  #takeHeader(record: RecordScanner): void {
    this.lines.header++;
    this.#headerDue = false;
    const cells: string[] = [];
    for (let i = 0; i < record.count; i++) cells.push(this.#cellText(record, i));
    this.#open(cells);
  }

  #open(header: readonly string[]): void {
    this.names = headerNames(header);
    const { delimiter, quote, escape } = this.sniffed.dialect;
    // An escape of its own is the scanner's to read.
    const compiled = escape === '' || escape === quote ? this.#compiled : null;
    this.kernels = CellKernels.open(compiled, this.names.length, { delimiter, quote });
    this.builders = this.names.map(() => new ColumnBuilder(this.kernels));
  }

  #takeRow(record: RecordScanner): void {
    const edited = this.#window.takeEdits(record.next);
    if (record.count === 1 && this.builders.length > 1 && this.#takeWrapped(record)) {
      this.lines.repaired++;
      return;
    }
    this.#addCells(this.#window.bytes, record);
    if (edited || record.malformed || record.count !== this.builders.length) this.lines.repaired++;
    else this.lines.kept++;
  }

  /** A whole line inside quotes, its own quotes doubled: takes what is inside. */
  #takeWrapped(record: RecordScanner): boolean {
    if (record.flags[0] === PLAIN) return false;
    const wrapped = this.#wrapped;
    wrapped.unescape(this.#window.bytes, [record.starts[0], record.ends[0]], this.#marks);
    const range = { start: 0, end: wrapped.length, final: true, spanFrom: 0 };
    const inner = this.#inner;
    if (inner.scan(wrapped.bytes, range) !== RECORD || inner.next !== wrapped.length) return false;
    if (inner.malformed || inner.count !== this.builders.length) return false;
    this.#addCells(wrapped.bytes, inner);
    return true;
  }

  #addCells(bytes: Uint8Array, record: RecordScanner): void {
    const { builders } = this;
    const given = Math.min(record.count, builders.length);
    const { starts, ends, flags } = record;
    for (let i = 0; i < given; i++) {
      if (flags[i] !== ESCAPED) builders[i].push(bytes, starts[i], ends[i]);
      else {
        this.#scratch.unescape(bytes, [starts[i], ends[i]], this.#marks);
        builders[i].push(this.#scratch.bytes, 0, this.#scratch.length);
      }
    }
    for (let i = given; i < builders.length; i++) builders[i].push(bytes, 0, 0);
  }

  /** Skips one physical line; false where its end is not there yet. */
  #skipLine(final: boolean): boolean {
    const window = this.#window;
    const end = this.#lineEnd(final);
    if (end < 0) {
      if (this.#skipping) window.start = Math.max(window.start, window.end - 1);
      return false;
    }
    if (!this.#skipping) {
      this.#preambleLeft--;
      if (this.#isSpace(window.start, end)) this.lines.blank++;
      else this.lines.preamble++;
    }
    this.#skipping = false;
    this.lines.physical++;
    window.takeEdits(end);
    window.start = end;
    return true;
  }

  /** Rejects the first physical line of what is at hand; a longer record is read again from its second. */
  #rejectLine(code: string): boolean {
    const end = this.#lineEnd(this.#range.final);
    this.lines.read++;
    this.#reject(code, end < 0 ? this.#window.end : end);
    if (end < 0) {
      this.#skipping = true;
      return true;
    }
    this.lines.physical++;
    this.#window.takeEdits(end);
    this.#window.start = end;
    return true;
  }

  #reject(code: string, end: number): void {
    const { bytes, start } = this.#window;
    this.lines.rejected++;
    const offset = this.#window.fileOffset(start);
    this.rejects.add({ line: this.lines.physical + 1, offset, code }, bytes, [start, end]);
  }

  /** Just behind the first line end, or the file's end; -1 where it is not there yet. */
  #lineEnd(final: boolean): number {
    const { bytes, start, end } = this.#window;
    let at = start;
    while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
    if (at >= end) return final ? end : -1;
    if (bytes[at] === LF) return at + 1;
    if (at + 1 >= end) return final ? end : -1;
    return bytes[at + 1] === LF ? at + 2 : at + 1;
  }

  #isBlank(record: RecordScanner): boolean {
    if (record.count !== 1 || record.flags[0] === QUOTED || record.flags[0] === ESCAPED)
      return false;
    return this.#isSpace(record.starts[0], record.ends[0]);
  }

  #isSpace(from: number, to: number): boolean {
    const { bytes } = this.#window;
    for (let i = from; i < to; i++) {
      const c = bytes[i];
      if (c !== 32 && c !== 9 && c !== LF && c !== CR) return false;
    }
    return true;
  }

  #isEmptyFrom(record: RecordScanner, width: number): boolean {
    for (let i = width; i < record.count; i++) {
      if (record.ends[i] !== record.starts[i]) return false;
    }
    return true;
  }

  #cellText(record: RecordScanner, i: number): string {
    const { bytes } = this.#window;
    if (record.flags[i] !== ESCAPED) return decodeUtf8(bytes, record.starts[i], record.ends[i]);
    this.#scratch.unescape(bytes, [record.starts[i], record.ends[i]], this.#marks);
    return decodeUtf8(this.#scratch.bytes, 0, this.#scratch.length);
  }
}

function codeOf(mark: string): number {
  return mark === '' ? -1 : mark.charCodeAt(0);
}
