import type { Kernels } from '../../kernels/wasm';
import { LeadbenchError } from '../../util/errors';
import type { JobControl } from '../../util/progress';
import type { Column, ColumnType, Table } from '../table/column';
import { tableBytes } from '../table/table-bytes';
import { ColumnBuilder } from './column-builder';
import type { DelimitedParser } from './delimited-parser';
import { DelimitedReader } from './delimited-reader';
import { FileReadings } from './file-readings';
import { localeColumn } from './locale-column';
import type { TextFile } from './source-files';
import { TableColumns } from './table-columns';
import type { ParseOptions } from './types';

/** The size of an import is judged from so many bytes of text. */
export const ESTIMATE_BYTES = 8 << 20;
/** Growing arrays and the column that is being converted, over the exact size. */
const WORKING_SHARE = 1.15;
/** Text from a byte of a gzipped file that is still to come, unless the one at hand shows: few give less. */
const LEAST_RATIO = 3;
const NOTHING = new ColumnBuilder();

/** What a whole table will come to, from the part that was read. */
export interface Estimate {
  readonly rows: number;
  /** The most memory that the import needs at a time. */
  readonly memoryBytes: number;
  /** Of each column, by its cells so far. */
  readonly types: readonly ColumnType[];
}

/** What is read, and how. */
export interface ReadingPlan {
  /** One or more. */
  readonly files: readonly TextFile[];
  readonly options: ParseOptions;
  /** Compiled kernels, which then read what is plain; null for plain TypeScript alone. */
  readonly kernels: Kernels | null;
}

/**
 * A table that is read from files of text, one or more, one after the other into the same columns. Of a
 * file that is done what it came to is kept, and nothing that it was read with.
 */
export class TableReader {
  readonly columns: TableColumns;
  readonly readings = new FileReadings();
  /** Whether all files have been read to their end. */
  ended = false;
  readonly #plan: ReadingPlan;
  #current: DelimitedReader;
  #opened = 1;
  #weight = 1;
  /** Whether some file has commas that part no fields. */
  #commaFree: boolean;

  private constructor(plan: ReadingPlan, columns: TableColumns, first: DelimitedReader) {
    this.#plan = plan;
    this.columns = columns;
    this.#current = first;
    this.#commaFree = isCommaFree(first, plan.options);
  }

  /** Whether a comma could be a decimal mark in some file. */
  get commaFree(): boolean {
    return this.#commaFree;
  }

  /** Opens the first file and takes in its head. Fails as `advance` does. */
  static async open(plan: ReadingPlan): Promise<TableReader> {
    const columns = new TableColumns();
    try {
      return new TableReader(plan, columns, await openFile(plan, 0, columns));
    } catch (error) {
      columns.close();
      throw error;
    }
  }

  /** The parser of the file at work, or of the last one. */
  get parser(): DelimitedParser {
    return this.#current.parser;
  }

  get rows(): number {
    return this.columns.rows + (this.ended ? 0 : this.parser.rows);
  }

  /** Bytes of text so far, unpacked. */
  get read(): number {
    return this.readings.text + (this.ended ? 0 : this.#current.read);
  }

  /** Bytes of the files taken in so far, and in all, for progress. */
  get progress(): { readonly done: number; readonly total: number } {
    const { files } = this.#plan;
    const before = files.slice(0, this.#opened - 1);
    const done = sizeOf(before) + this.#current.consumed;
    return { done, total: sizeOf(files) };
  }

  /**
   * Takes in the next piece, and opens the next file where one has ended. Fails as `DelimitedReader`
   * does; where there are several files, `inFile` of the error names the one.
   */
  async advance(): Promise<void> {
    const { files } = this.#plan;
    const current = this.#current;
    await inFile(this.#plan, this.#opened - 1, () => current.advance());
    if (!current.ended) return;
    this.readings.add(current);
    this.columns.finishFile(current.parser.rows);
    if (this.#opened === files.length) this.ended = true;
    else {
      this.#current = await openFile(this.#plan, this.#opened++, this.columns);
      this.#commaFree ||= isCommaFree(this.#current, this.#plan.options);
    }
  }

  /** Lets files and threads go. */
  async cancel(): Promise<void> {
    this.columns.close();
    await this.#current.cancel();
  }

  /** Rows and memory of the whole table, as what was read so far continued. Cost: types what was read. */
  estimate(control: JobControl): Estimate {
    this.parser.settle();
    const share = this.ended ? 1 : this.#share();
    const { lasting } = this.columns;
    const table = this.table(control);
    const bytes = Math.max(lasting, tableBytes(table));
    const working = this.ended ? bytes : bytes * WORKING_SHARE;
    this.#weight = working / Math.max(1, lasting);
    return {
      rows: Math.round(this.rows / share),
      memoryBytes: Math.ceil(working / share),
      types: table.columns.map(({ type }) => type),
    };
  }

  /** What has been read so far will need at its peak, by the last estimate's measure. Cost: O(columns). */
  memoryBytes(): number {
    this.parser.settle();
    return Math.ceil(this.columns.lasting * this.#weight);
  }

  /** The typed table of what was read so far. With `release`, each builder is let go once it is done. */
  table(control: JobControl, release = false): Table {
    this.parser.settle();
    const { names, builders, kernels } = this.columns;
    const context = { control, commaFree: this.#commaFree, kernels };
    const columns: Column[] = [];
    for (let i = 0; i < names.length; i++) {
      control.checkpoint();
      columns.push(localeColumn(names[i], builders[i], context, this.#plan.options));
      if (release) builders[i] = NOTHING;
    }
    return { rows: this.rows, columns };
  }

  /** How much of all text has become rows, if what is to come packs as the file at hand does. */
  #share(): number {
    const { read, consumed, source, parser } = this.#current;
    const here = Math.min(1, consumed / Math.max(1, source.size));
    const [at, ...later] = this.#plan.files.slice(this.#opened - 1);
    const ratio = at.gzipped ? read / Math.max(1, consumed) : LEAST_RATIO;
    const toCome = later.reduce(
      (sum, file) => sum + file.source.size * (file.gzipped ? ratio : 1),
      read / here,
    );
    const taken = this.read - parser.waiting;
    return (taken > 0 ? taken : this.read) / (this.readings.text + toCome);
  }
}

function sizeOf(files: readonly TextFile[]): number {
  return files.reduce((sum, { source }) => sum + source.size, 0);
}

function openFile(plan: ReadingPlan, i: number, columns: TableColumns): Promise<DelimitedReader> {
  const { files, options, kernels } = plan;
  const { source } = files[i];
  columns.startFile(source.name);
  return inFile(plan, i, () => DelimitedReader.open(source, options, { kernels, columns }));
}

/** Runs `work` on file `i`; an error that names a file says which of several it is. */
async function inFile<T>({ files }: ReadingPlan, i: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOne = files.length === 1 || !(error instanceof LeadbenchError);
    if (isOne || !('name' in error.params)) throw error;
    throw new LeadbenchError(error.code, { ...error.params, inFile: files[i].source.name });
  }
}

function isCommaFree({ parser }: DelimitedReader, { decimal }: ParseOptions): boolean {
  return (decimal ?? (parser.sniffed.dialect.delimiter === ',' ? '.' : ',')) === ',';
}
