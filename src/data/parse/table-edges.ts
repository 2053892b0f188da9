import { fieldText, fieldTexts, marksOf } from './field-text';
import {
  INCOMPLETE,
  PLAIN,
  RECORD,
  type FieldScanner,
  type ScannedRecord,
  type ScanRange,
} from './record-scanner';
import {
  isFrame,
  isTotal,
  looksLikeFooter,
  looksLikeOtherHeader,
  repeatsHeader,
  TOTAL_BEGINNINGS,
  type TableLook,
} from './table-rules';
import type { Suspects } from '../../kernels/suspects';
import type { FoundDialect, OtherTable } from './types';
import type { Marks } from './unescape';

/** Lines a footer may have, and tables that are listed. */
const MOST_FOOTER = 20;
const MOST_TABLES = 100;
/** What words for a total begin with, or a blank before one. */
const TOTAL_INITIALS = [...'TtGgSsJj \t'].map((c) => c.charCodeAt(0));

/** What a record is to the table; 'wait': what follows has to be seen first. */
export type EdgeVerdict = 'row' | 'header' | 'footer' | 'other' | 'wait';

type Passed = { -readonly [K in keyof OtherTable]: OtherTable[K] };

/** Where a record is: its line from 1, and the decoded position of index 0. */
export interface RecordPlace {
  readonly line: number;
  readonly base: number;
}

/**
 * Finds where the table ends: footers up to the end of the file, its header once more in the middle,
 * and further tables, which are counted and not read. The rules are in `table-rules.ts`; this class
 * looks ahead for them. A further table lasts until the first one's header comes again, or a record of
 * the first one's width behind a blank line. Cost: O(bytes) in all.
 */
export class TableEdges {
  readonly #tables: Passed[] = [];
  readonly #look: TableLook;
  readonly #ahead: FieldScanner;
  readonly #marks: Marks;
  #other: Passed | null = null;
  #afterBlank = false;
  #inFooter = false;
  /** Up to this decoded position it is known that no footer begins. */
  #noFooterBefore = 0;
  /** Bytes that the first filled cell of a header or a total begins with. */
  readonly #initials: ReadonlySet<number>;

  /** `ahead` is a scanner of the dialect that nobody else uses. */
  constructor(dialect: FoundDialect, look: TableLook, ahead: FieldScanner) {
    this.#look = look;
    this.#marks = marksOf(dialect);
    const name = new TextEncoder().encode(look.names.find((one) => one.trim() !== '') ?? '');
    const ruler = look.ruler?.find((one) => one !== '')?.charCodeAt(0) ?? 0;
    this.#initials = new Set([...TOTAL_INITIALS, name[0] ?? 0, ruler]);
    this.#ahead = ahead;
  }

  /** Whether a further table is being passed. */
  get inOther(): boolean {
    return this.#other !== null;
  }

  /** Whether the table just goes on: a record in it is suspect only by what it holds. */
  get isCalm(): boolean {
    return !this.#afterBlank && !this.#inFooter && this.#other === null;
  }

  /** What the first filled cell of a record that is suspect by what it holds is or begins with, in any case. */
  get suspects(): Suspects {
    const names = this.#look.names.map((name) => name.trim()).filter((name) => name !== '');
    return { beginnings: TOTAL_BEGINNINGS, wholes: ['sum', ...names] };
  }

  /** Says that a blank line stands before the next record. */
  noteBlank(): void {
    this.#afterBlank = true;
  }

  /** Tables that were passed, the first 100. */
  get otherTables(): readonly OtherTable[] {
    return this.#tables;
  }

  /** Whether a record has to be judged: all but plain rows inside the table. Cost: O(1) as a rule. */
  isSuspect(bytes: Uint8Array, record: ScannedRecord): boolean {
    if (this.#afterBlank || this.#inFooter || this.#other !== null) return true;
    if (record.count !== this.#look.width) return true;
    const first = firstFilled(record);
    if (first < 0) return true;
    if (!this.#initials.has(bytes[record.starts[first]])) return false;
    const cell = fieldText(bytes, record, first, this.#marks).trim();
    if (isTotal(cell) || cell === this.#look.names[first].trim()) return true;
    return cell === this.#look.ruler?.[first];
  }

  /** What a suspect record is. `range` is what was scanned for it. */
  judge(
    bytes: Uint8Array,
    record: ScannedRecord,
    range: ScanRange,
    place: RecordPlace,
  ): EdgeVerdict {
    if (this.#inFooter) return 'footer';
    const cells = fieldTexts(bytes, record, this.#marks);
    const { names, width, ruler } = this.#look;
    let verdict: EdgeVerdict = 'row';
    if (repeatsHeader(cells, names) || (ruler !== null && repeatsHeader(cells, ruler))) {
      this.#other = null;
      verdict = 'header';
    } else if (this.#other !== null && !(this.#afterBlank && cells.length === width)) {
      this.#other.lines++;
      verdict = 'other';
    } else {
      verdict = this.#judgeAhead(bytes, { cells, next: record.next }, range, place);
      if (verdict === 'row' && isFrame(cells, width)) verdict = 'header';
    }
    if (verdict !== 'wait') this.#afterBlank = false;
    return verdict;
  }

  /** A record in the table, or the first one behind it. */
  #judgeAhead(bytes: Uint8Array, found: Found, range: ScanRange, place: RecordPlace): EdgeVerdict {
    this.#other = null;
    const footer = this.#footerAhead(bytes, range, place.base);
    if (footer === 'wait') return 'wait';
    if (footer) {
      this.#inFooter = true;
      return 'footer';
    }
    if (!looksLikeOtherHeader(found.cells, this.#look, this.#afterBlank)) return 'row';
    const columns = found.cells.length;
    const next = this.#next(bytes, { ...range, start: found.next });
    if (next === 'wait') return 'wait';
    if (next?.cells.length !== columns) return 'row';
    this.#other = { line: place.line, columns, lines: 1 };
    if (this.#tables.length < MOST_TABLES) this.#tables.push(this.#other);
    return 'other';
  }

  /** Whether nothing but footers follows from the range's start on. */
  #footerAhead(bytes: Uint8Array, range: ScanRange, base: number): boolean | 'wait' {
    if (base + range.start < this.#noFooterBefore) return false;
    let [start, afterBlank, isFooter] = [range.start, this.#afterBlank, false];
    for (let lines = 0; lines <= MOST_FOOTER; lines++) {
      const found = this.#next(bytes, { ...range, start });
      if (found === 'wait') return 'wait';
      if (found === null) return isFooter;
      if (found.cells.length === 0 || found.isRow) break;
      const empty = found.cells.every((cell) => cell.trim() === '');
      afterBlank ||= found.afterBlank;
      if (!empty && !looksLikeFooter(found.cells, this.#look.width, afterBlank || isFooter)) break;
      isFooter ||= !empty;
      afterBlank = empty;
      start = found.next;
    }
    this.#noFooterBefore = base + start + 1;
    return false;
  }

  /** The next record that is not blank, without cells where it is damaged; null at the end. */
  #next(bytes: Uint8Array, range: ScanRange): Ahead | null | 'wait' {
    const scanner = this.#ahead;
    let [start, afterBlank] = [range.start, false];
    while (start < range.end) {
      const status = scanner.scan(bytes, { ...range, start });
      if (status === INCOMPLETE) return 'wait';
      if (status !== RECORD) return { cells: [], next: start, afterBlank, isRow: true };
      if (scanner.count > 1 || scanner.flags[0] !== PLAIN || firstFilled(scanner) >= 0) {
        const cells = fieldTexts(bytes, scanner, this.#marks);
        if (cells.length > 1 || cells[0].trim() !== '') {
          const isRow = cells.length === 1 && this.#look.isRow(bytes, scanner, start);
          return { cells, next: scanner.next, afterBlank, isRow };
        }
      }
      afterBlank = true;
      start = scanner.next;
    }
    return range.final ? null : 'wait';
  }
}

/** A record that was looked at. */
interface Found {
  readonly cells: readonly string[];
  readonly next: number;
}

/** A record further on. */
interface Ahead extends Found {
  readonly afterBlank: boolean;
  /** A line of one cell that becomes a row by its own rules. */
  readonly isRow: boolean;
}

/** The first field that holds anything, or -1. */
function firstFilled({ starts, ends, count }: ScannedRecord): number {
  for (let i = 0; i < count; i++) if (ends[i] > starts[i]) return i;
  return -1;
}
