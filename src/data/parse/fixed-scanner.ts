import { columnStarts, type FixedLayout } from './fixed-layout';
import { lineEnd } from './line-end';
import {
  INCOMPLETE,
  MAX_RECORD_BYTES,
  PLAIN,
  RECORD,
  TOO_LONG,
  type FieldScanner,
  type ScanRange,
  type ScanStatus,
} from './record-scanner';

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];

/**
 * Finds the cells of one line by their positions, which count characters of UTF-8; blanks around a cell
 * are no part of it. Three kinds of lines have another number of fields than there are columns: a blank
 * one has one field without anything; one with text across a border that a blank belongs before has one
 * field, the whole of it, and is `malformed`; one that ends before a column that no line may lack has as
 * many fields as it reaches columns. A `strict` scanner takes text in the blank before a border for text
 * across it, too: notes below a table are no cells that are a little long. Cost: O(bytes of the line).
 */
export class FixedScanner implements FieldScanner {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly flags: Uint8Array;
  count = 0;
  readonly breaks = 0;
  malformed = false;
  next = 0;
  readonly #positions: readonly number[];
  readonly #gapped: readonly boolean[];
  /** Columns that a line has to reach. */
  readonly #least: number;

  readonly #strict: boolean;

  constructor({ widths, gapped, optional }: FixedLayout, strict = false) {
    this.#strict = strict;
    this.starts = new Int32Array(widths.length);
    this.ends = new Int32Array(widths.length);
    this.flags = new Uint8Array(widths.length).fill(PLAIN);
    this.#positions = columnStarts(widths);
    this.#gapped = gapped;
    this.#least = optional.lastIndexOf(false) + 1;
  }

  scan(bytes: Uint8Array, { start, end, final }: ScanRange): ScanStatus {
    const next = lineEnd(bytes, { start, end, final });
    if (next < 0) return end - start > MAX_RECORD_BYTES ? TOO_LONG : INCOMPLETE;
    this.next = next;
    if (next - start > MAX_RECORD_BYTES) return TOO_LONG;
    let to = next;
    while (to > start && isPadding(bytes[to - 1])) to--;
    this.malformed = false;
    this.count = 0;
    if (to === start) this.#add(bytes, start, start);
    else this.#split(bytes, start, to);
    return RECORD;
  }

  /** Adds the cells of the text `start` to `to`, which ends with a character that is no blank. */
  #split(bytes: Uint8Array, start: number, to: number): void {
    const positions = this.#positions;
    let [from, passed] = [start, 0];
    for (let column = 1; column < positions.length; column++) {
      let at = from;
      for (; passed < positions[column] && at < to; passed++) at = behindCharacter(bytes, at, to);
      if (at >= to) break;
      const touches = this.#gapped[column] && !isPadding(bytes[at - 1]);
      if (touches && (this.#strict || !isPadding(bytes[at]))) {
        this.malformed = true;
        this.count = 0;
        return this.#add(bytes, start, to);
      }
      this.#add(bytes, from, at);
      from = at;
    }
    this.#add(bytes, from, to);
    if (this.count >= this.#least) while (this.count < positions.length) this.#add(bytes, to, to);
  }

  #add(bytes: Uint8Array, from: number, to: number): void {
    while (from < to && isPadding(bytes[from])) from++;
    while (to > from && isPadding(bytes[to - 1])) to--;
    const i = this.count++;
    this.starts[i] = from;
    this.ends[i] = to;
  }
}

/** Just behind the character that begins at `at`. */
function behindCharacter(bytes: Uint8Array, at: number, to: number): number {
  at++;
  while (at < to && (bytes[at] & 0xc0) === 0x80) at++;
  return at;
}

function isPadding(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === LF || byte === CR;
}
