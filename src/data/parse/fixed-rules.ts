import { decodeUtf8 } from '../table/utf8';
import { misfits, type ColumnShape } from './column-shapes';
import { fieldTexts } from './field-text';
import {
  cellsByWord,
  charactersOf,
  columnStarts,
  wordsOf,
  type FixedLayout,
  type Word,
} from './fixed-layout';
import { judgeShort, type LineJudge, type LinePlace, type Verdict } from './line-rules';
import type { ScannedRecord } from './record-scanner';

const NO_MARKS = { quote: -1, escape: -1 };
/** Words across borders that are moved, and characters of a line. */
const MOST_ACROSS = 4;
const MOST_CHARACTERS = 1 << 16;

/**
 * What a line of fixed positions means that is not as it should be:
 *
 * 1. Text across a border: each word on a border is given to one of the columns it touches, or the line
 *    is read by runs of two blanks, if it has as many cells as columns so. Where exactly one of these
 *    readings has cells that fit their columns: repaired ACROSS_BORDER. Else rejected by the same code.
 * 2. A line that ends too early: the missing cells are the last, TOO_FEW_FIELDS, as for delimited text.
 *
 * Cost: O(characters), and at most 2^4 readings.
 */
export class FixedRules implements LineJudge {
  readonly #starts: readonly number[];
  readonly #gapped: readonly boolean[];
  readonly #shapes: readonly ColumnShape[];
  /** Whether anything tells the columns apart. */
  readonly #isKnown: boolean;

  constructor({ widths, gapped }: FixedLayout, shapes: readonly ColumnShape[]) {
    this.#starts = columnStarts(widths);
    this.#gapped = gapped;
    this.#shapes = shapes.length === widths.length ? shapes : [];
    this.#isKnown = this.#shapes.some(({ kind, empty }) => kind !== null || empty !== 'sometimes');
  }

  judgeRecord(bytes: Uint8Array, record: ScannedRecord, line: LinePlace): Verdict {
    if (!record.malformed) {
      return judgeShort(record, fieldTexts(bytes, record, NO_MARKS), this.#shapes);
    }
    const cells = this.#isKnown ? this.#onlyReading(decodeUtf8(bytes, line.start, line.end)) : null;
    return { code: 'ACROSS_BORDER', rejected: cells === null, record: null, cells };
  }

  explains(bytes: Uint8Array, record: ScannedRecord, line: LinePlace): boolean {
    return record.malformed && !this.judgeRecord(bytes, record, line).rejected;
  }

  /** No quote opens anything here. */
  judgeUnbalanced(): Verdict {
    return { code: 'UNBALANCED_QUOTE', rejected: true, record: null, cells: null };
  }

  /** The cells of the one reading that fits, or null. */
  #onlyReading(line: string): readonly string[] | null {
    if (line.length > MOST_CHARACTERS) return null;
    const characters = charactersOf(line.trimEnd());
    const words = wordsOf(characters);
    const readings = [...this.#moved(characters, words), this.#byBlanks(characters)];
    const fitting = new Map<string, readonly string[]>();
    for (const cells of readings) {
      if (cells === null || misfits(cells, this.#shapes) > 0) continue;
      fitting.set(cells.join('\n'), cells);
    }
    return fitting.size === 1 ? [...fitting.values()][0] : null;
  }

  /** The line with each word on a border on one side of it or on the other. */
  #moved(characters: readonly string[], words: readonly Word[]): string[][] {
    const touched = words.map((word) => this.#columnsOf(word));
    const across = [...touched.keys()].filter((word) => touched[word].length > 1);
    if (across.length > MOST_ACROSS || across.some((word) => touched[word].length > 2)) return [];
    const width = this.#starts.length;
    const readings: string[][] = [];
    for (let sides = 0; sides < 1 << across.length; sides++) {
      const columnOf = touched.map(([column]) => column);
      across.forEach((word, i) => {
        columnOf[word] = touched[word][(sides >> i) & 1];
      });
      if (columnOf.some((column, i) => column < (columnOf[i - 1] ?? 0))) continue;
      readings.push(cellsByWord(characters, words, { columnOf, width }));
    }
    return readings;
  }

  /** Columns that a word has a part in, without those it may run into because nothing parts them. */
  #columnsOf({ start, end }: Word): number[] {
    const starts = this.#starts;
    const first = Math.max(
      0,
      starts.findLastIndex((at) => at <= start),
    );
    const columns = [first];
    for (let i = first + 1; i < starts.length && starts[i] < end; i++) {
      if (this.#gapped[i]) columns.push(i);
    }
    return columns;
  }

  #byBlanks(characters: readonly string[]): string[] | null {
    const cells = characters
      .join('')
      .trim()
      .split(/\s{2,}/);
    return cells.length === this.#starts.length ? cells : null;
  }
}
