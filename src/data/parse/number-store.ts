import type { FilledNumbers } from '../../kernels/cell-kernels';
import { CellStore } from './cell-store';
import type { DictionaryStore } from './dictionary-store';
import { formOf, NOT_PLAIN, writeForm } from './number-form';
import { readNumber } from './number-text';

const encoder = new TextEncoder();
const STYLE = { decimalComma: false };

/**
 * Cells that are all short plain numbers, as numbers: NaN where missing. Each is kept with its form, so
 * that they are cells again as soon as one comes that is none.
 */
export class NumberStore {
  values: Float64Array<ArrayBuffer>;
  count = 0;
  /** Bytes of all cells end to end. */
  end = 0;
  #forms: Uint8Array<ArrayBuffer>;

  /** Room to begin with. */
  constructor(cells: number) {
    this.values = new Float64Array(cells);
    this.#forms = new Uint8Array(cells);
  }

  /** The cells of a dictionary; null where one is no short plain number, or none is a number. */
  static of({ levels, codes, count }: DictionaryStore): NumberStore | null {
    const cells = levels.cells();
    const { bytes, offsets } = cells;
    const values = new Float64Array(cells.count);
    const forms = new Uint8Array(cells.count);
    for (let i = 0; i < cells.count; i++) {
      const form = formOf(bytes, offsets[i], offsets[i + 1]);
      if (form === NOT_PLAIN) return null;
      forms[i] = form;
      values[i] = readNumber(cells, i, STYLE);
    }
    if (values.every(Number.isNaN)) return null;
    const store = new NumberStore(count);
    for (let row = 0; row < count; row++) {
      const code = codes[row];
      store.values[row] = values[code];
      store.#forms[row] = forms[code];
      store.end += offsets[code + 1] - offsets[code];
    }
    store.count = count;
    return store;
  }

  /** Bytes in use. */
  get used(): number {
    return 9 * this.count;
  }

  /** Appends a cell; false where it is no short plain number. */
  push(source: Uint8Array, from: number, to: number): boolean {
    const form = formOf(source, from, to);
    if (form === NOT_PLAIN) return false;
    const cell = { bytes: source, offsets: Uint32Array.of(from, to), count: 1 };
    this.#makeRoom(1);
    this.values[this.count] = readNumber(cell, 0, STYLE);
    this.#forms[this.count++] = form;
    this.end += to - from;
    return true;
  }

  /** Appends so many missing cells. */
  pushMissing(count: number): void {
    this.#makeRoom(count);
    this.values.fill(NaN, this.count, this.count + count);
    this.#forms.fill(0, this.count, this.count + count);
    this.count += count;
  }

  /** Appends what kernels read. */
  append({ values, forms, length }: FilledNumbers): void {
    this.#makeRoom(values.length);
    this.values.set(values, this.count);
    this.#forms.set(forms, this.count);
    this.count += values.length;
    this.end += length;
  }

  /** Makes room for so many cells in all. */
  reserve(cells: number): void {
    if (cells <= this.values.length) return;
    const [values, forms] = [new Float64Array(cells), new Uint8Array(cells)];
    values.set(this.values.subarray(0, this.count));
    forms.set(this.#forms.subarray(0, this.count));
    this.values = values;
    this.#forms = forms;
  }

  /** A cell as it is written. */
  cellAt(row: number): string {
    return writeForm(this.values[row], this.#forms[row]);
  }

  /** All cells as they are written. Cost: O(bytes), and a string for each. */
  toCells(): CellStore {
    const store = new CellStore(this.count, this.end);
    for (let row = 0; row < this.count; row++) {
      const bytes = encoder.encode(this.cellAt(row));
      store.push(bytes, 0, bytes.length);
    }
    return store;
  }

  #makeRoom(more: number): void {
    const room = this.values.length;
    if (this.count + more > room) this.reserve(Math.max(2 * room, this.count + more));
  }
}
