import { EMPTY_SHAPE, NOT_PLAIN_NUMBER, PlainNumber, plainText } from '../../kernels/plain-number';
import { allocateFloat64 } from '../table/allocate';
import type { NumberColumn } from '../table/column';
import { encodeUtf8 } from '../table/utf8';
import { columnOf, numberColumn } from '../table/make-column';
import { CellStore, FULL_SHARE } from './cell-store';

/**
 * Cells that are all short plain numbers, or empty: each number, and the shape by which its characters
 * can be written again, should a cell come that is none.
 */
export class NumberStore {
  values: Float64Array;
  shapes: Uint8Array<ArrayBuffer>;
  count = 0;
  readonly #number = new PlainNumber();

  /** Room to begin with, for so many cells. */
  constructor(cells: number) {
    this.values = allocateFloat64(cells);
    this.shapes = new Uint8Array(cells);
  }

  /** The cells of a store with room for `cells`; null where one is no short plain number. Cost: O(bytes). */
  static of({ bytes, offsets, count }: CellStore, cells: number): NumberStore | null {
    const store = new NumberStore(Math.max(count, cells));
    for (let i = 0; i < count; i++) {
      if (!store.push(bytes, offsets[i], offsets[i + 1])) return null;
    }
    return store;
  }

  /** Bytes in use. */
  get used(): number {
    return 9 * this.count;
  }

  /** Appends a cell; false, and nothing, where it is no short plain number. */
  push(source: Uint8Array, from: number, to: number): boolean {
    const shape = this.#number.read(source, from, to);
    if (shape === NOT_PLAIN_NUMBER) return false;
    this.#makeRoom(1);
    this.values[this.count] = this.#number.value;
    this.shapes[this.count++] = shape;
    return true;
  }

  /** Appends so many empty cells. */
  pushMissing(count: number): void {
    this.#makeRoom(count);
    this.values.fill(NaN, this.count, this.count + count);
    this.shapes.fill(EMPTY_SHAPE, this.count, this.count + count);
    this.count += count;
  }

  /** Appends numbers that were read, with their shapes. */
  append(values: Float64Array, shapes: Uint8Array): void {
    this.#makeRoom(values.length);
    this.values.set(values, this.count);
    this.shapes.set(shapes, this.count);
    this.count += values.length;
  }

  /** Makes room for so many cells in all. */
  reserve(cells: number): void {
    if (cells > this.values.length) this.#resize(cells);
  }

  /** A cell as it was written. */
  textAt(i: number): string {
    return plainText(this.values[i], this.shapes[i]);
  }

  /** The typed column. Cost: O(cells). */
  column(name: string): NumberColumn {
    const values = this.values.subarray(0, this.count);
    const isFull = this.count >= FULL_SHARE * this.values.length;
    const isWhole = !this.shapes.subarray(0, this.count).includes(EMPTY_SHAPE);
    if (!isFull) return numberColumn(name, values);
    return isWhole ? columnOf(name, values, null) : columnOf(name, values);
  }

  /** All cells as they were written. Cost: O(bytes). */
  written(): CellStore {
    const store = new CellStore(this.count, 8 * this.count);
    for (let i = 0; i < this.count; i++) {
      const bytes = encodeUtf8(this.textAt(i));
      store.push(bytes, 0, bytes.length);
    }
    return store;
  }

  #makeRoom(more: number): void {
    const room = this.values.length;
    if (this.count + more > room) this.#resize(Math.max(2 * room, this.count + more));
  }

  #resize(cells: number): void {
    const [values, shapes] = [this.values, this.shapes];
    this.values = allocateFloat64(cells);
    this.shapes = new Uint8Array(cells);
    this.values.set(values.subarray(0, this.count));
    this.shapes.set(shapes.subarray(0, this.count));
  }
}
