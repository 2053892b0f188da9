import { NOT_PLAIN, type CellKernels, type Filled } from '../../kernels/cell-kernels';
import type { ColumnBuilder } from './column-builder';

/** Fewer plain records in a row than this are read as fast by the scanner. */
const WORTH_SPLITTING = 32;
/** After so many searches in a row that found few, the kernels are spared no longer. */
const MOST_FRUITLESS = 5;

/** Text that no record has used up yet: `bytes[from]` to `bytes[to]`, and whether all of it is there. */
export interface TextAtHand {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly final: boolean;
}

/** What was used up. Where it `waits`, text behind that is being split: ask again when more is at hand. */
export interface Taken {
  readonly records: number;
  readonly bytes: number;
  readonly waits: boolean;
}

const NOTHING: Taken = { records: 0, bytes: 0, waits: false };

/**
 * Puts records that are plain in columns, by kernels; what is not plain stops it and is the scanner's.
 * Kernels split a text while the cells of the one before go to memory of theirs and those of the one
 * before that to the columns, so that columns lag behind what was taken until `settle`.
 */
export class PlainRecords {
  readonly #kernels: CellKernels;
  readonly #builders: readonly ColumnBuilder[];
  readonly #decisionRow: number;
  /** Whether a text is being split. */
  #flying = false;
  /** Records whose cells were found, and those whose cells kernels have put together. */
  #split = 0;
  #filled = 0;
  /** Those cells by column, null where the column has them. */
  #cells: (Filled | null)[] = [];
  /** Records that the kernels are spared, and how often in a row they found few. */
  #spared = 0;
  #fruitless = 0;

  /** At row `decisionRow` columns must be up to date. */
  constructor(kernels: CellKernels, builders: readonly ColumnBuilder[], decisionRow: number) {
    this.#kernels = kernels;
    this.#builders = builders;
    this.#decisionRow = decisionRow;
  }

  /** Whether a text is being split, of which only `take` can tell what there is in it. */
  get flying(): boolean {
    return this.#flying;
  }

  /** Takes the plain records at the start of a text, which is the one that waits if there is one. */
  take({ bytes, from, to, final }: TextAtHand): Taken {
    if (!this.#flying && (from >= to || this.#spared > 0)) {
      this.#spared = Math.max(0, this.#spared - 1);
      return NOTHING;
    }
    let [at, records, stopped] = [from, 0, false];
    for (;;) {
      if (this.#flying) {
        const split = this.#land();
        at += split.bytes;
        records += split.records;
        stopped = split.why === NOT_PLAIN;
        if (stopped || split.records === 0) break;
      }
      if (at >= to) break;
      const end = this.#launch(bytes, at, to);
      if (end === to && !final) return { records, bytes: at - from, waits: true };
    }
    this.#spare(records, stopped);
    return { records, bytes: at - from, waits: false };
  }

  /** Puts what was taken in the columns; nothing may be flying. */
  settle(): void {
    while (this.#split + this.#filled > 0) {
      this.#start(null);
      this.#land();
    }
  }

  /** Starts with the text from `from` on; up to where. */
  #launch(source: Uint8Array, from: number, to: number): number {
    // At the row where columns are decided on they must be up to date.
    if (this.#left === 0) this.settle();
    const left = this.#left;
    this.#flying = true;
    return from + this.#start({ source, from, to, most: left > 0 ? left : Infinity });
  }

  /** Rows up to the one where columns are decided on. */
  get #left(): number {
    return this.#decisionRow - this.#builders[0].rows - this.#split - this.#filled;
  }

  #start(next: Parameters<CellKernels['start']>[0]): number {
    const targets = this.#builders.map((one, i) => one.targetBehind(this.#cells.at(i) ?? null));
    const length = this.#kernels.start(next, targets);
    this.#cells.forEach((cells, i) => {
      if (cells !== null) this.#builders[i].take(cells);
    });
    this.#cells = [];
    this.#filled = 0;
    return length;
  }

  #land() {
    const split = this.#kernels.join();
    this.#flying = false;
    this.#filled = this.#split;
    this.#split = split.records;
    if (this.#filled > 0) this.#cells = this.#builders.map((one, i) => this.#cellsFor(one, i));
    return split;
  }

  /** What kernels have filled for a column, unless the column must take it at once. */
  #cellsFor(builder: ColumnBuilder, column: number): Filled | null {
    const filled = this.#kernels.filled(column);
    if (!builder.endsNumbers(filled)) return filled;
    builder.take(filled);
    return null;
  }

  #spare(taken: number, stopped: boolean): void {
    if (taken >= WORTH_SPLITTING) this.#fruitless = 0;
    else if (stopped) {
      this.#fruitless = Math.min(MOST_FRUITLESS, this.#fruitless + 1);
      this.#spared = WORTH_SPLITTING << this.#fruitless;
    }
  }
}
