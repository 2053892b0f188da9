import type { Cells } from '../../kernels/cells';
import type { CellKernels, Filled, Target } from '../../kernels/cell-kernels';
import type { KernelLevels } from '../../kernels/kernel-levels';
import { decodeUtf8 } from '../table/utf8';
import { CellStore } from './cell-store';
import { DictionaryStore } from './dictionary-store';
import { HashedLevels } from './hashed-levels';
import { NumberStore } from './number-store';

const NO_CELLS: Cells = { bytes: new Uint8Array(0), offsets: new Uint32Array(1), count: 0 };

/** Room over what is said to come. */
const SLACK = 1.05;

/** At this row it is decided whether a column is worth a dictionary, unless tests say otherwise. */
export const DICTIONARY_ROW = 32_768;

/**
 * One column while it is read: its cells exactly as written, by code into a dictionary while at
 * most half of them are distinct at row 32,768, else one after the other, or, with kernels and while
 * all are short plain numbers, as numbers that can be written again. Types come later, from the whole
 * column, so that no cell is ever changed by a guess.
 */
export class ColumnBuilder {
  dictionary: DictionaryStore | null;
  arena: CellStore | null = null;
  numbers: NumberStore | null = null;
  #levels: KernelLevels | null;
  #reserved = 0;

  /** At this row it is decided how the cells are kept. */
  readonly #decisionRow: number;

  /** Cells come one by one, and with `kernels` from these too. */
  constructor(kernels: CellKernels | null = null, decisionRow = DICTIONARY_ROW) {
    this.#decisionRow = decisionRow;
    this.#levels = kernels?.levels() ?? null;
    this.dictionary = new DictionaryStore(this.#levels ?? new HashedLevels());
  }

  /** Rows so far. */
  get rows(): number {
    return this.#store?.count ?? 0;
  }

  /** Bytes in use. */
  get used(): number {
    return this.#store?.used ?? 0;
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
    if (this.dictionary !== null) {
      this.dictionary.push(source, from, to);
      this.#decide();
    } else if (this.numbers?.push(source, from, to) !== true) {
      this.#writeOut();
      this.arena?.push(source, from, to);
    }
  }

  /** Appends so many missing cells. Cost: O(cells). */
  pushMissing(count: number): void {
    let left = count;
    while (left > 0 && this.dictionary !== null) {
      const { dictionary } = this;
      const before = this.#decisionRow - dictionary.count;
      const some = before > 0 ? Math.min(left, before) : left;
      dictionary.pushSame(NO_CELLS.bytes, some);
      left -= some;
      this.#decide();
    }
    if (left === 0) return;
    const { arena } = this;
    arena?.append(NO_CELLS.bytes, new Uint32Array(left).fill(arena.end));
    this.numbers?.pushMissing(left);
  }

  /** Lets cells come from kernels too, if they do not yet. Cost: O(bytes of the distinct cells). */
  adopt(kernels: CellKernels): void {
    if (this.#levels !== null) return;
    this.#levels = kernels.levels();
    this.dictionary?.moveTo(this.#levels);
  }

  /** Where kernels put cells for this column, behind those that they have `filled` and that come first. */
  targetBehind(filled: Filled | null): Target {
    const cells = this.rows + (filled === null ? 0 : cellsIn(filled));
    if (this.dictionary !== null && this.#levels !== null) return { levels: this.#levels, cells };
    if (this.numbers !== null) return { cells };
    const bytes = filled !== null && 'bytes' in filled ? filled.bytes.length : 0;
    return { end: (this.arena?.end ?? 0) + bytes, cells };
  }

  /** Whether these cells must be taken before kernels are told where more go: one is no number as expected. */
  endsNumbers(filled: Filled): boolean {
    return this.numbers !== null && 'ends' in filled;
  }

  /** Appends cells that kernels put there. */
  take(filled: Filled): void {
    if ('codes' in filled) {
      this.dictionary?.append(filled.codes);
      this.#decide();
    } else if ('values' in filled) this.numbers?.append(filled.values, filled.shapes);
    else if (!this.endsNumbers(filled)) this.arena?.append(filled.bytes, filled.ends);
    else {
      const { end } = this.#writeOut();
      this.arena?.append(
        filled.bytes,
        filled.ends.map((each) => each + end),
      );
    }
  }

  /** Says how many rows are to come in all, so that memory grows in one step. */
  reserve(rows: number): void {
    this.#reserved = rows;
    this.dictionary?.reserve(rows);
    this.numbers?.reserve(Math.ceil(rows * SLACK));
    if (this.arena !== null) this.arena = this.#roomy(this.arena);
  }

  /** The distinct cells where there is a dictionary, else all. */
  get cells(): Cells {
    return this.dictionary?.levels.cells() ?? this.numbers?.written() ?? this.arena ?? NO_CELLS;
  }

  /** A cell as text, as it is written. */
  cellAt(row: number): string {
    if (this.numbers !== null) return this.numbers.textAt(row);
    const store = this.dictionary?.levels.cells() ?? this.arena;
    const i = this.dictionary === null ? row : this.dictionary.codes[row];
    return store === null ? '' : decodeUtf8(store.bytes, store.offsets[i], store.offsets[i + 1]);
  }

  #decide(): void {
    const { dictionary } = this;
    if (dictionary === null || dictionary.count !== this.#decisionRow) return;
    if (dictionary.levels.count * 2 <= this.#decisionRow) return;
    const arena = expanded(dictionary);
    this.dictionary = null;
    const rows = Math.ceil(this.#reserved * SLACK);
    this.numbers = this.#levels === null ? null : NumberStore.of(arena, rows);
    if (this.numbers === null) this.arena = this.#roomy(arena);
  }

  /** What has the cells. */
  get #store(): DictionaryStore | NumberStore | CellStore | null {
    return this.dictionary ?? this.numbers ?? this.arena;
  }

  /** Numbers become cells as they were written. */
  #writeOut(): CellStore {
    this.arena ??= this.#roomy(this.numbers?.written() ?? new CellStore());
    this.numbers = null;
    return this.arena;
  }

  #roomy(arena: CellStore): CellStore {
    if (this.#reserved <= arena.count) return arena;
    const share = (this.#reserved / arena.count) * SLACK;
    const roomy = new CellStore(
      Math.ceil(this.#reserved * SLACK),
      Math.min(0xffffffff, Math.ceil(arena.offsets[arena.count] * share)),
    );
    roomy.bytes.set(arena.bytes.subarray(0, arena.offsets[arena.count]));
    roomy.offsets.set(arena.offsets.subarray(0, arena.count + 1));
    roomy.count = arena.count;
    return roomy;
  }
}

function cellsIn(filled: Filled): number {
  if ('codes' in filled) return filled.codes.length;
  return 'values' in filled ? filled.values.length : filled.ends.length;
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
