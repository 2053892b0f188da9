const LF = 10;
const CR = 13;
const SPACE = 32;

/** What a field is: as it stands, inside quotes, or inside quotes with escapes to undo. */
export const PLAIN = 0;
export const QUOTED = 1;
export const ESCAPED = 2;

/** What `scan` found. */
export const RECORD = 0;
/** The window ends inside the record: come back with more bytes. */
export const INCOMPLETE = 1;
/** A quote was opened and never properly closed. */
export const UNBALANCED = 2;
/** No record within MAX_RECORD_BYTES. */
export const TOO_LONG = 3;
export type ScanStatus = 0 | 1 | 2 | 3;

/** Longer than this and a line, or what an open quote holds, is taken for damage. */
export const MAX_RECORD_BYTES = 1 << 24;

/**
 * How a quote is read that text follows and no delimiter:
 * - 'first': the field is literal, its quotes included, up to the delimiter after the closing quote;
 * - 'last': a quote closes only where a delimiter or the line's end follows; others belong to the cell;
 * - 'single': as 'last', and a doubled quote is two quotes of the cell;
 * - 'literal': the opening quote belongs to the cell, which ends at the next delimiter.
 * By the last three a quote that does not close on its line is literal too.
 */
export type QuoteReading = 'first' | 'last' | 'single' | 'literal';

/** What else a scanner is told. */
export interface ScannerOptions {
  readonly reading?: QuoteReading;
  /** Spaces at the start of a field are no part of it. */
  readonly skipBlanks?: boolean;
  /** A record of more fields is not looked for: TOO_LONG, so that a long line costs no more than these. */
  readonly most?: number;
}

/** A record that was found: field i is bytes[starts[i]] to bytes[ends[i]], of kind flags[i]. */
export interface ScannedRecord {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly flags: Uint8Array;
  readonly count: number;
  /** Line ends inside it. */
  readonly breaks: number;
  /** Whether it is not written as its dialect says. */
  readonly malformed: boolean;
  /** Where the next record begins. */
  readonly next: number;
}

/** Finds records one at a time; after RECORD it is the record that was found, until the next scan. */
export interface FieldScanner extends ScannedRecord {
  scan(bytes: Uint8Array, range: ScanRange): ScanStatus;
}

/** Where a field's quotes stand; `close` is below 0 where none closes it. */
interface Quotes {
  readonly open: number;
  readonly close: number;
}

/** Where to scan, and what is allowed there. */
export interface ScanRange {
  readonly start: number;
  readonly end: number;
  /** No more bytes will follow: the end of the window is the end of the file. */
  readonly final: boolean;
  /** Quotes that open before this index may not hold a line end. */
  readonly spanFrom: number;
}

/**
 * Finds the fields of one record, RFC 4180 with LF, CRLF or CR. After RECORD, field i is
 * bytes[starts[i]] to bytes[ends[i]], quotes excluded, of kind flags[i]. Text after a closing quote
 * on the same line makes the record `malformed`, and the field is read as `QuoteReading` says; where
 * the quotes already hold a line end it means that the opening quote was a stray one: UNBALANCED.
 * With a quote but no escape, doubled quotes are two quotes, as by 'single'.
 * Cost: O(bytes of the record).
 */
export class RecordScanner implements FieldScanner {
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  flags = new Uint8Array(64);
  count = 0;
  /** Line ends inside quotes. */
  breaks = 0;
  malformed = false;
  /** Where the next record begins; after UNBALANCED, where that was found out. */
  next = 0;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #escape: number;
  readonly #doubling: boolean;
  readonly #reading: QuoteReading;
  readonly #skipBlanks: boolean;
  readonly #most: number;
  #kind = PLAIN;

  /** Each is one ASCII character, or '' for none. */
  constructor(delimiter: string, quote: string, escape: string, options: ScannerOptions = {}) {
    this.#delimiter = delimiter === '' ? -1 : delimiter.charCodeAt(0);
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0);
    this.#escape = escape === '' || escape === quote ? -1 : escape.charCodeAt(0);
    this.#doubling = escape !== '' && options.reading !== 'single';
    this.#reading = options.reading ?? 'first';
    this.#skipBlanks = options.skipBlanks ?? false;
    this.#most = options.most ?? Infinity;
  }

  scan(bytes: Uint8Array, range: ScanRange): ScanStatus {
    const { end, final } = range;
    const [delimiter, quote, skipBlanks] = [this.#delimiter, this.#quote, this.#skipBlanks];
    let at = range.start;
    this.#reset();
    for (;;) {
      if (skipBlanks) while (at < end && bytes[at] === SPACE) at++;
      const from = at;
      let c = at < end ? bytes[at] : LF;
      if (c === quote) {
        at = this.#quotedField(bytes, at, range);
        if (at < 0) return -at as ScanStatus;
      } else {
        while (c !== delimiter && c !== LF && c !== CR) c = ++at < end ? bytes[at] : LF;
        this.#add(from, at, PLAIN);
      }
      if (at >= end && !final) return end - range.start > MAX_RECORD_BYTES ? TOO_LONG : INCOMPLETE;
      if (at >= end || bytes[at] !== delimiter) return this.#finish(bytes, at, range);
      if (this.count === this.#most) return TOO_LONG;
      at++;
    }
  }

  /** Adds the field that opens with the quote at `open`; the index behind it, or minus a ScanStatus. */
  #quotedField(bytes: Uint8Array, open: number, range: ScanRange): number {
    const breaksBefore = this.breaks;
    const close = this.#doubling
      ? this.#closingQuote(bytes, open, range)
      : this.#lateQuote(bytes, open, range);
    if (close >= 0 && this.#closesWell(bytes, close + 1, range)) {
      this.#add(open + 1, close, this.#kind);
      return close + 1;
    }
    if (close < 0 && (this.#reading === 'first' || close !== -UNBALANCED)) return close;
    this.malformed = true;
    this.breaks = breaksBefore;
    return this.#badField(bytes, { open, close }, range);
  }

  /** Adds a field whose quote does not close as it should; the index behind it. */
  #badField(bytes: Uint8Array, { open, close }: Quotes, range: ScanRange): number {
    if (this.#reading === 'last') {
      const late = this.#lateQuote(bytes, open, range);
      if (late >= 0) {
        this.#add(open + 1, late, this.#kind);
        return late + 1;
      }
    }
    let at = this.#reading !== 'literal' && close >= 0 ? close + 1 : open + 1;
    while (!this.#closesWell(bytes, at, range)) at++;
    this.#add(open, at, PLAIN);
    return at;
  }

  /**
   * The first quote that a delimiter or a line's end follows, or minus a ScanStatus. On the same line
   * only, unless the dialect itself has no escape.
   */
  #lateQuote(bytes: Uint8Array, open: number, range: ScanRange): number {
    const [quote, escape] = [this.#quote, this.#escape];
    const stop = Math.min(range.end, range.start + MAX_RECORD_BYTES);
    this.#kind = QUOTED;
    for (let at = open + 1; at < stop; at++) {
      const c = bytes[at];
      const next = at + 1 < range.end ? bytes[at + 1] : LF;
      if (c === LF || c === CR) {
        if (this.#reading !== 'first' || open < range.spanFrom) return this.#unbalancedAt(at);
        if (c === LF || next !== LF || at + 1 >= range.end) this.breaks++;
      } else if (c === escape && (next === quote || next === escape)) {
        this.#kind = ESCAPED;
        at++;
      } else if (c === quote && this.#doubling && next === quote) {
        this.#kind = ESCAPED;
        at++;
      } else if (c === quote && this.#closesWell(bytes, at + 1, range)) return at;
    }
    return this.#unfinishedAt(stop, range);
  }

  #reset(): void {
    this.count = 0;
    this.breaks = 0;
    this.malformed = false;
  }

  #add(from: number, to: number, kind: number): void {
    const i = this.count++;
    if (i === this.starts.length) this.#grow();
    this.starts[i] = from;
    this.ends[i] = to;
    this.flags[i] = kind;
  }

  #finish(bytes: Uint8Array, at: number, range: ScanRange): ScanStatus {
    if (at < range.end && bytes[at] === CR) {
      if (at + 1 >= range.end && !range.final) return INCOMPLETE;
      at += at + 1 < range.end && bytes[at + 1] === LF ? 2 : 1;
    } else if (at < range.end) at++;
    this.next = at;
    return at - range.start > MAX_RECORD_BYTES ? TOO_LONG : RECORD;
  }

  /** The index of the quote that closes the one at `open`, or minus a ScanStatus. */
  #closingQuote(bytes: Uint8Array, open: number, range: ScanRange): number {
    const [quote, escape] = [this.#quote, this.#escape];
    const stop = Math.min(range.end, range.start + MAX_RECORD_BYTES);
    const breaksBefore = this.breaks;
    this.#kind = QUOTED;
    let at = open + 1;
    for (; at < stop; at++) {
      const c = bytes[at];
      if (c === LF || c === CR) {
        if (open < range.spanFrom) return this.#unbalancedAt(at);
        if (c === LF || bytes[at + 1] !== LF || at + 1 >= range.end) this.breaks++;
      } else if (c === escape && at + 1 < range.end) {
        if (bytes[at + 1] !== quote && bytes[at + 1] !== escape) continue;
        this.#kind = ESCAPED;
        at++;
      } else if (c === quote) {
        if (at + 1 < range.end && bytes[at + 1] === quote) {
          this.#kind = ESCAPED;
          at++;
          continue;
        }
        if (this.breaks === breaksBefore || this.#closesWell(bytes, at + 1, range)) return at;
        return this.#unbalancedAt(at);
      }
    }
    return this.#unfinishedAt(stop, range);
  }

  /** Neither closed nor broken off up to `stop`. */
  #unfinishedAt(stop: number, range: ScanRange): number {
    const given = range.final || stop - range.start >= MAX_RECORD_BYTES;
    return given ? this.#unbalancedAt(stop) : -INCOMPLETE;
  }

  #unbalancedAt(at: number): number {
    this.next = at;
    return -UNBALANCED;
  }

  #closesWell(bytes: Uint8Array, at: number, range: ScanRange): boolean {
    if (at >= range.end) return true;
    const c = bytes[at];
    return c === this.#delimiter || c === LF || c === CR;
  }

  #grow(): void {
    const size = this.starts.length * 2;
    this.starts = copied(new Int32Array(size), this.starts);
    this.ends = copied(new Int32Array(size), this.ends);
    this.flags = copied(new Uint8Array(size), this.flags);
  }
}

function copied<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  return to;
}
