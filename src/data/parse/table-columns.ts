import { CellKernels, type Layout } from '../../kernels/cell-kernels';
import type { Kernels } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import { ColumnBuilder, DICTIONARY_ROW } from './column-builder';
import { matchNames } from './match-names';

/** Names that an error shows. */
const SHOWN = 5;

/** What a file calls a column, where that is not quite the table's name for it. */
export interface Recased {
  readonly written: string;
  readonly name: string;
}

/** Which columns of the table a file has, by place in the table, and those it writes in another case. */
export interface FileColumns {
  readonly places: readonly number[];
  readonly recased: readonly Recased[];
}

/**
 * The columns of a table while its files come in, one after the other. The first file gives names and
 * order; a column of a later one goes to the column of the same name, or of one that differs in case
 * alone, and what has none is added at the end. Cells that a file has no column for are missing. Types
 * are decided later, on whole columns, so that it does not matter which file a cell came from.
 */
export class TableColumns {
  readonly names: string[] = [];
  readonly builders: ColumnBuilder[] = [];
  readonly files: FileColumns[] = [];
  /** Rows of the files that are done. */
  rows = 0;
  /** At this row each column decides how it keeps its cells. */
  readonly decisionRow: number;
  #kernels: CellKernels | null = null;
  #file = '';

  constructor(decisionRow = DICTIONARY_ROW) {
    this.decisionRow = decisionRow;
  }

  /** What reads plain records and short numbers, once a file could use it. */
  get kernels(): CellKernels | null {
    return this.#kernels;
  }

  /** Bytes that the cells take, or will when their columns have been decided on. */
  get lasting(): number {
    return this.builders.reduce((bytes, builder) => bytes + builder.lasting, 0);
  }

  /** Kernels for a file that is laid out so; null where they cannot run. All files share their memory. */
  openKernels(compiled: Kernels | null, layout: Layout): CellKernels | null {
    if (this.#kernels === null) this.#kernels = CellKernels.open(compiled, layout);
    else if (layout.delimiter === '') return null;
    else this.#kernels.lay(layout);
    return this.#kernels;
  }

  /** Says which file is next, for its errors. */
  startFile(name: string): void {
    this.#file = name;
  }

  /**
   * A builder for each column of the next file, names being trimmed and all different; with `kernels`
   * cells come from these too. Throws NO_COMMON_COLUMNS {name, columns} where no column is known, though
   * there are some. Cost: O(columns), and O(rows before) for each that is new.
   */
  take(names: readonly string[], kernels: CellKernels | null): ColumnBuilder[] {
    const known = matchNames(this.names, names);
    if (this.names.length > 0 && known.every((place) => place < 0)) {
      const columns = this.names.slice(0, SHOWN).join(', ');
      throw new LeadbenchError('NO_COMMON_COLUMNS', { name: this.#file, columns });
    }
    const places = known.map((place, i) => (place < 0 ? this.#add(names[i]) : place));
    const recased = places.flatMap((place, i) =>
      names[i] === this.names[place] ? [] : [{ written: names[i], name: this.names[place] }],
    );
    this.files.push({ places, recased });
    const taken = places.map((place) => this.builders[place]);
    if (kernels !== null) for (const builder of taken) builder.adopt(kernels);
    return taken;
  }

  /** Says how many rows are to come in all, so that memory grows in one step. */
  reserve(rows: number): void {
    for (const builder of this.builders) builder.reserve(rows);
  }

  /** Says that the file has come to its end with so many rows: what it had no column for is missing. */
  finishFile(rows: number): void {
    this.rows += rows;
    for (const builder of this.builders) builder.pushMissing(this.rows - builder.rows);
  }

  /** Lets go of threads; call it when nothing more is wanted of the columns. */
  close(): void {
    this.#kernels?.close();
  }

  #add(name: string): number {
    const builder = new ColumnBuilder(this.#kernels, this.decisionRow);
    builder.pushMissing(this.rows);
    this.names.push(name);
    return this.builders.push(builder) - 1;
  }
}
