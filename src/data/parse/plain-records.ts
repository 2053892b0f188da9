import { NOT_PLAIN, type CellKernels, type TextPart } from '../../kernels/cell-kernels';
import { DICTIONARY_ROW } from './column-builder';
import type { RowBuilders } from './row-builders';

/** Fewer plain records in a row than this are read as fast by the scanner. */
const WORTH_SPLITTING = 32;
/** After so many searches in a row that found few, the kernels are spared no longer. */
const MOST_FRUITLESS = 5;

/** What was put in columns. */
export interface Taken {
  readonly records: number;
  readonly bytes: number;
}

const NOTHING: Taken = { records: 0, bytes: 0 };

/** Puts records that are plain in columns, by kernels; what is not plain stops it and is the scanner's. */
export class PlainRecords {
  readonly kernels: CellKernels;
  readonly #rows: RowBuilders;
  /** Records that the kernels are spared, and how often in a row they found few. */
  #spared = 0;
  #fruitless = 0;

  constructor(kernels: CellKernels, rows: RowBuilders) {
    this.kernels = kernels;
    this.#rows = rows;
  }

  /** Takes the plain records at the start of `bytes[from]` to `bytes[to]`. */
  take(bytes: Uint8Array, from: number, to: number): Taken {
    if (from >= to || this.#spared > 0) {
      this.#spared = Math.max(0, this.#spared - 1);
      return NOTHING;
    }
    const { builders } = this.#rows;
    let [at, taken, stopped] = [from, 0, false];
    let split = this.kernels.step(this.#part(bytes, at, to, 0), []);
    for (;;) {
      const { records } = split;
      stopped ||= split.why === NOT_PLAIN;
      if (records === 0) break;
      at += split.bytes;
      const next = stopped || at >= to ? null : this.#part(bytes, at, to, records);
      split = this.kernels.step(
        next,
        builders.map((builder) => builder.target),
      );
      builders.forEach((builder, i) => builder.take(this.kernels.filled(i)));
      taken += records;
    }
    this.#spare(taken, stopped);
    return { records: taken, bytes: at - from };
  }

  /** Text of which no more records are wanted than up to the row where columns are decided on. */
  #part(source: Uint8Array, from: number, to: number, waiting: number): TextPart {
    const left = DICTIONARY_ROW - this.#rows.builders[0].rows - waiting;
    return { source, from, to, most: left > 0 ? left : Infinity };
  }

  #spare(taken: number, stopped: boolean): void {
    if (taken >= WORTH_SPLITTING) this.#fruitless = 0;
    else if (stopped) {
      this.#fruitless = Math.min(MOST_FRUITLESS, this.#fruitless + 1);
      this.#spared = WORTH_SPLITTING << this.#fruitless;
    }
  }
}
