import type { Cells } from '../../kernels/cells';
import type { CellKernels, Filled, Target } from '../../kernels/cell-kernels';
import type { KernelLevels } from '../../kernels/kernel-levels';
import { decodeUtf8 } from '../table/utf8';
import { CellStore } from './cell-store';
import { DictionaryStore } from './dictionary-store';
import { HashedLevels } from './hashed-levels';
import { NumberStore } from './number-store';

const NO_CELLS: Cells = { bytes: new Uint8Array(0), offsets: new Uint32Array(1), count: 0 };

/** At this row it is decided whether a column is worth a dictionary. */
export const DICTIONARY_ROW = 32_768;

/**
 * One column while it is read: its cells exactly as written. By code into a dictionary, while at most
 * half of them are distinct at row 32,768; else as numbers, while all of them are short and plain ones,
 * of which each cell can be written again; else one after the other. Types come later, from the whole
 * column, so that no cell is ever changed by a guess.
 */
export class ColumnBuilder {
  store: DictionaryStore | NumberStore | CellStore;
  #levels: KernelLevels | null;
  #reserved = 0;

  /** Cells come one by one, and with `kernels` from these too. */
  constructor(kernels: CellKernels | null = null) {
    this.#levels = kernels?.levels() ?? null;
    this.store = new DictionaryStore(this.#levels ?? new HashedLevels());
  }

  /** Rows so far. */
  get rows(): number {
    return this.store.count;
  }

  /**
   * Bytes that the cells will take when the column has been decided on: end to end where most differ,
   * of the levels' mean length.
   */
  get lasting(): number {
    const { store } = this;
    if (!(store instanceof DictionaryStore)) return store.used;
    if (store.levels.count * 2 <= store.count) return store.used;
    const { offsets, count } = store.levels.cells();
    return (offsets[count] / count + 4) * store.count;
  }

  /** Appends the cell `source[from]` to `source[to]`; an empty one is a missing one. */
  push(source: Uint8Array, from: number, to: number): void {
    const { store } = this;
    if (store instanceof DictionaryStore) {
      store.push(source, from, to);
      this.#decide();
    } else if (store instanceof CellStore || !store.push(source, from, to)) {
      this.#asText().push(source, from, to);
    }
  }

  /** Appends so many missing cells. Cost: O(cells). */
  pushMissing(count: number): void {
    let left = count;
    while (left > 0 && this.store instanceof DictionaryStore) {
      const { store } = this;
      const before = DICTIONARY_ROW - store.count;
      const some = before > 0 ? Math.min(left, before) : left;
      store.pushSame(NO_CELLS.bytes, some);
      left -= some;
      this.#decide();
    }
    const { store } = this;
    if (store instanceof NumberStore) store.pushMissing(left);
    else if (left > 0 && store instanceof CellStore) {
      store.append(NO_CELLS.bytes, new Uint32Array(left).fill(store.end));
    }
  }

  /** Lets cells come from kernels too, if they do not yet. Cost: O(bytes of the distinct cells). */
  adopt(kernels: CellKernels): void {
    if (this.#levels !== null) return;
    this.#levels = kernels.levels();
    if (this.store instanceof DictionaryStore) this.store.moveTo(this.#levels);
  }

  /** Where kernels put cells for this column. */
  get target(): Target {
    const { store } = this;
    if (!(store instanceof DictionaryStore)) {
      return { cells: store.count, end: store.end, asNumbers: store instanceof NumberStore };
    }
    if (this.#levels === null)
      throw new Error('a column takes cells from kernels it did not adopt');
    return { levels: this.#levels, cells: store.count };
  }

  /** Appends cells that kernels put there. */
  take(filled: Filled): void {
    const { store } = this;
    if ('codes' in filled) {
      if (store instanceof DictionaryStore) store.append(filled.codes);
      this.#decide();
    } else if ('forms' in filled) {
      if (store instanceof NumberStore) store.append(filled);
    } else this.#asText().append(filled.bytes, filled.ends);
  }

  /** Says how many rows are to come in all, so that memory grows in one step. */
  reserve(rows: number): void {
    this.#reserved = rows;
    if (this.store instanceof CellStore) this.store = this.#roomy(this.store);
    else this.store.reserve(rows);
  }

  /** The distinct cells where there is a dictionary, else all. */
  get cells(): Cells {
    const { store } = this;
    if (store instanceof DictionaryStore) return store.levels.cells();
    return store instanceof NumberStore ? store.toCells() : store;
  }

  /** A cell as text, as it is written. */
  cellAt(row: number): string {
    const { store } = this;
    if (store instanceof NumberStore) return store.cellAt(row);
    const isDictionary = store instanceof DictionaryStore;
    const { bytes, offsets } = isDictionary ? store.levels.cells() : store;
    const i = isDictionary ? store.codes[row] : row;
    return decodeUtf8(bytes, offsets[i], offsets[i + 1]);
  }

  #decide(): void {
    const { store } = this;
    if (!(store instanceof DictionaryStore) || store.count !== DICTIONARY_ROW) return;
    if (store.levels.count * 2 <= DICTIONARY_ROW) return;
    const numbers = NumberStore.of(store);
    numbers?.reserve(this.#reserved);
    this.store = numbers ?? this.#roomy(expanded(store));
  }

  /** The cells one after the other, once they are more than numbers. */
  #asText(): CellStore {
    if (this.store instanceof CellStore) return this.store;
    const { store } = this;
    const text = this.#roomy(store instanceof NumberStore ? store.toCells() : expanded(store));
    this.store = text;
    return text;
  }

  #roomy(arena: CellStore): CellStore {
    if (this.#reserved <= arena.count) return arena;
    const share = (this.#reserved / arena.count) * 1.05;
    const roomy = new CellStore(
      Math.ceil(this.#reserved * 1.05),
      Math.min(0xffffffff, Math.ceil(arena.offsets[arena.count] * share)),
    );
    roomy.bytes.set(arena.bytes.subarray(0, arena.offsets[arena.count]));
    roomy.offsets.set(arena.offsets.subarray(0, arena.count + 1));
    roomy.count = arena.count;
    return roomy;
  }
}

/** A dictionary's cells one after the other. */
export function expanded({ levels, codes, count }: DictionaryStore): CellStore {
  const { bytes, offsets } = levels.cells();
  let length = 0;
  for (let row = 0; row < count; row++) length += offsets[codes[row] + 1] - offsets[codes[row]];
  const arena = new CellStore(count, length);
  for (let row = 0; row < count; row++) {
    arena.push(bytes, offsets[codes[row]], offsets[codes[row] + 1]);
  }
  return arena;
}
