import { decodeUtf8 } from '../table/utf8';
import { CellStore } from './cell-store';
import { DictionaryStore } from './dictionary-store';

/** At this row it is decided whether a column is worth a dictionary. */
export const DICTIONARY_ROW = 32_768;

/**
 * One column while it is read: its cells exactly as written, by code into a dictionary while at
 * most half of them are distinct at row 32,768, else one after the other. Types come later, from
 * the whole column, so that no cell is ever changed by a guess.
 */
export class ColumnBuilder {
  dictionary: DictionaryStore | null = new DictionaryStore();
  arena: CellStore | null = null;
  #reserved = 0;

  /** Rows so far. */
  get rows(): number {
    return this.dictionary?.count ?? this.arena?.count ?? 0;
  }

  /** Bytes in use. */
  get used(): number {
    return this.dictionary?.used ?? this.arena?.used ?? 0;
  }

  /** Appends the cell `source[from]` to `source[to]`; an empty one is a missing one. */
  push(source: Uint8Array, from: number, to: number): void {
    if (this.dictionary === null) this.arena?.push(source, from, to);
    else {
      this.dictionary.push(source, from, to);
      if (this.dictionary.count === DICTIONARY_ROW) this.#decide(this.dictionary);
    }
  }

  /** Says how many rows are to come in all, so that memory grows in one step. */
  reserve(rows: number): void {
    this.#reserved = rows;
    this.dictionary?.reserve(rows);
    if (this.arena !== null) this.arena = this.#roomy(this.arena);
  }

  /** A cell as text, as it is written. */
  cellAt(row: number): string {
    const store = this.dictionary?.levels ?? this.arena;
    const i = this.dictionary === null ? row : this.dictionary.codes[row];
    return store === null ? '' : decodeUtf8(store.bytes, store.offsets[i], store.offsets[i + 1]);
  }

  #decide(dictionary: DictionaryStore): void {
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
export function expanded(dictionary: DictionaryStore): CellStore {
  const { levels, codes, count } = dictionary;
  let bytes = 0;
  for (let row = 0; row < count; row++) {
    bytes += levels.offsets[codes[row] + 1] - levels.offsets[codes[row]];
  }
  const arena = new CellStore(count, bytes);
  for (let row = 0; row < count; row++) {
    arena.push(levels.bytes, levels.offsets[codes[row]], levels.offsets[codes[row] + 1]);
  }
  return arena;
}
