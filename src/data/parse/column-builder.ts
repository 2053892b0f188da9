import type { Cells } from '../../kernels/cells';
import type { CellKernels, Filled, Target } from '../../kernels/cell-kernels';
import type { KernelLevels } from '../../kernels/kernel-levels';
import { decodeUtf8 } from '../table/utf8';
import { CellStore } from './cell-store';
import { DictionaryStore } from './dictionary-store';
import { HashedLevels } from './hashed-levels';

const NO_CELLS: Cells = { bytes: new Uint8Array(0), offsets: new Uint32Array(1), count: 0 };

/** At this row it is decided whether a column is worth a dictionary. */
export const DICTIONARY_ROW = 32_768;

/**
 * One column while it is read: its cells exactly as written, by code into a dictionary while at
 * most half of them are distinct at row 32,768, else one after the other. Types come later, from
 * the whole column, so that no cell is ever changed by a guess.
 */
export class ColumnBuilder {
  dictionary: DictionaryStore | null;
  arena: CellStore | null = null;
  #levels: KernelLevels | null;
  #reserved = 0;

  /** Cells come one by one, and with `kernels` from these too. */
  constructor(kernels: CellKernels | null = null) {
    this.#levels = kernels?.levels() ?? null;
    this.dictionary = new DictionaryStore(this.#levels ?? new HashedLevels());
  }

  /** Rows so far. */
  get rows(): number {
    return this.dictionary?.count ?? this.arena?.count ?? 0;
  }

  /** Bytes in use. */
  get used(): number {
    return this.dictionary?.used ?? this.arena?.used ?? 0;
  }

  /**
   * Bytes that the cells will take when the column has been decided on: end to end where most differ,
   * of the levels' mean length.
   */
  get lasting(): number {
    const { dictionary } = this;
    if (dictionary === null || dictionary.levels.count * 2 <= dictionary.count) return this.used;
    const { offsets, count } = dictionary.levels.cells();
    return (offsets[count] / count + 4) * dictionary.count;
  }

  /** Appends the cell `source[from]` to `source[to]`; an empty one is a missing one. */
  push(source: Uint8Array, from: number, to: number): void {
    if (this.dictionary === null) this.arena?.push(source, from, to);
    else {
      this.dictionary.push(source, from, to);
      this.#decide();
    }
  }

  /** Appends so many missing cells. Cost: O(cells). */
  pushMissing(count: number): void {
    let left = count;
    while (left > 0 && this.dictionary !== null) {
      const { dictionary } = this;
      const before = DICTIONARY_ROW - dictionary.count;
      const some = before > 0 ? Math.min(left, before) : left;
      dictionary.pushSame(NO_CELLS.bytes, some);
      left -= some;
      this.#decide();
    }
    const { arena } = this;
    if (left > 0) arena?.append(NO_CELLS.bytes, new Uint32Array(left).fill(arena.end));
  }

  /** Lets cells come from kernels too, if they do not yet. Cost: O(bytes of the distinct cells). */
  adopt(kernels: CellKernels): void {
    if (this.#levels !== null) return;
    this.#levels = kernels.levels();
    this.dictionary?.moveTo(this.#levels);
  }

  /** Where kernels put cells for this column, behind those that they have `filled` and that come first. */
  targetBehind(filled: Filled | null): Target {
    const ahead =
      filled === null ? 0 : 'codes' in filled ? filled.codes.length : filled.ends.length;
    const cells = this.rows + ahead;
    if (this.dictionary !== null && this.#levels !== null) return { levels: this.#levels, cells };
    const bytes = filled !== null && 'bytes' in filled ? filled.bytes.length : 0;
    return { end: (this.arena?.end ?? 0) + bytes, cells };
  }

  /** Appends cells that kernels put there. */
  take(filled: Filled): void {
    if ('codes' in filled) {
      this.dictionary?.append(filled.codes);
      this.#decide();
    } else this.arena?.append(filled.bytes, filled.ends);
  }

  /** Says how many rows are to come in all, so that memory grows in one step. */
  reserve(rows: number): void {
    this.#reserved = rows;
    this.dictionary?.reserve(rows);
    if (this.arena !== null) this.arena = this.#roomy(this.arena);
  }

  /** The distinct cells where there is a dictionary, else all. */
  get cells(): Cells {
    return this.dictionary?.levels.cells() ?? this.arena ?? NO_CELLS;
  }

  /** A cell as text, as it is written. */
  cellAt(row: number): string {
    const store = this.dictionary?.levels.cells() ?? this.arena;
    const i = this.dictionary === null ? row : this.dictionary.codes[row];
    return store === null ? '' : decodeUtf8(store.bytes, store.offsets[i], store.offsets[i + 1]);
  }

  #decide(): void {
    const { dictionary } = this;
    if (dictionary === null || dictionary.count !== DICTIONARY_ROW) return;
    if (dictionary.levels.count * 2 <= DICTIONARY_ROW) return;
    this.arena = this.#roomy(expanded(dictionary));
    this.dictionary = null;
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
