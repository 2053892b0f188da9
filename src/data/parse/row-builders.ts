import type { CellKernels } from '../../kernels/cell-kernels';
import type { ColumnBuilder } from './column-builder';
import { fieldTexts } from './field-text';
import { headerNames } from './header-names';
import { PlainRecords } from './plain-records';
import { ESCAPED, type ScannedRecord } from './record-scanner';
import type { TableColumns } from './table-columns';
import { Scratch, type Marks } from './unescape';

const encoder = new TextEncoder();

/** The columns of a file while its rows come in. Cells that a row lacks are missing ones. */
export class RowBuilders {
  names: readonly string[] = [];
  builders: ColumnBuilder[] = [];
  /** What reads plain records, where kernels can. */
  plain: PlainRecords | null = null;
  readonly #marks: Marks;
  readonly #columns: TableColumns;
  readonly #scratch = new Scratch();

  /** `columns` are the table's, which other files may have filled before. */
  constructor(marks: Marks, columns: TableColumns) {
    this.#marks = marks;
    this.#columns = columns;
  }

  /** Finds or makes a column for each cell of the header; with `kernels` cells come from these too. */
  open(header: readonly string[], kernels: CellKernels | null): void {
    this.names = headerNames(header);
    this.builders = this.#columns.take(this.names, kernels);
    if (kernels === null) return;
    this.plain = new PlainRecords(kernels, this.builders, this.#columns.decisionRow);
  }

  /**
   * Appends the fields of a record, quotes and escapes undone. Says whether a NUL was dropped, which
   * may be one where NUL is the escape.
   */
  addRecord(bytes: Uint8Array, record: ScannedRecord): boolean {
    if (this.#marks.escape === 0) return this.addTexts(fieldTexts(bytes, record, this.#marks));
    this.plain?.settle();
    const { builders } = this;
    const given = Math.min(record.count, builders.length);
    const { starts, ends, flags } = record;
    for (let i = 0; i < given; i++) {
      if (flags[i] !== ESCAPED) builders[i].push(bytes, starts[i], ends[i]);
      else {
        this.#scratch.unescape(bytes, [starts[i], ends[i]], this.#marks);
        builders[i].push(this.#scratch.bytes, 0, this.#scratch.length);
      }
    }
    for (let i = given; i < builders.length; i++) builders[i].push(bytes, 0, 0);
    return false;
  }

  /** Appends cells that had to be put together; says whether a NUL was dropped. */
  addTexts(cells: readonly string[]): boolean {
    this.plain?.settle();
    this.builders.forEach((builder, i) => {
      const bytes = encoder.encode((cells[i] ?? '').replaceAll('\0', ''));
      builder.push(bytes, 0, bytes.length);
    });
    return cells.some((cell) => cell.includes('\0'));
  }
}
