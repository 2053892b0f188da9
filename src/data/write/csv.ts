import { NO_CONTROL, type JobControl } from '../../util/progress';
import type { Column } from '../table/column';
import { levelsOf } from '../table/levels';
import { textAt } from '../table/read-cell';
import { isMissing } from '../table/validity';
import { formulaSafe } from './formula-safe';
import { writtenRows, type WriteInput } from './input';
import { asyncPieces } from './pieces';
import { TextSink } from './text-sink';

/** How a CSV file is written. */
export interface CsvOptions {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** Start with a byte order mark, by which spreadsheets know UTF-8. */
  readonly bom: boolean;
  readonly header: boolean;
  /** Put an apostrophe before text and names that a spreadsheet could take for a formula. */
  readonly formulaSafe: boolean;
  /** These rows in this order; null = all. */
  readonly rows: Uint32Array | null;
  readonly control: JobControl;
}

export const DEFAULT_CSV_OPTIONS: CsvOptions = {
  delimiter: ',',
  lineEnd: '\r\n',
  bom: true,
  header: true,
  formulaSafe: true,
  rows: null,
  control: NO_CONTROL,
};

/**
 * RFC 4180 text in UTF-8, in pieces of about 64 KB. A missing cell is empty; where the table has
 * one column only it is `""`, since an empty line would be no row. Cells with the delimiter, a
 * quote, a line end or outer blanks are quoted. Numbers are written in their shortest exact form.
 * Progress has the phase 'write' in rows. Cost: O(cells). Throws LeadbenchError CANCELLED.
 */
export function writeCsv(
  input: WriteInput,
  options: Partial<CsvOptions> = {},
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  return asyncPieces(csvPieces(input, { ...DEFAULT_CSV_OPTIONS, ...options }));
}

function* csvPieces(input: WriteInput, settings: CsvOptions) {
  const { columns, count, rowAt } = writtenRows(input, settings.rows);
  const escape = makeEscape(settings);
  const cells = columns.map((column) => cellWriter(column, escape, columns.length === 1));
  const sink = new TextSink();
  if (settings.bom) sink.add('\ufeff');
  if (settings.header)
    sink.add(
      line(
        columns.map((column) => escape(column.name)),
        settings,
      ),
    );
  for (let place = 0; place < count; place++) {
    const row = rowAt(place);
    sink.add(
      line(
        cells.map((cell) => cell(row)),
        settings,
      ),
    );
    if (!sink.full) continue;
    settings.control.checkpoint();
    settings.control.report({ phase: 'write', done: place + 1, total: count, unit: 'rows' });
    yield sink.take();
  }
  yield sink.take();
}

function line(cells: readonly string[], { delimiter, lineEnd }: CsvOptions): string {
  return cells.join(delimiter) + lineEnd;
}

type Escape = (text: string) => string;

function makeEscape({ delimiter, formulaSafe: safe }: CsvOptions): Escape {
  return (text) => {
    const shown = safe ? formulaSafe(text) : text;
    const plain = shown !== '' && !/["\r\n]|^\s|\s$/.test(shown) && !shown.includes(delimiter);
    return plain ? shown : `"${shown.replaceAll('"', '""')}"`;
  };
}

/** A function from row to cell; a dictionary's levels are escaped once. */
function cellWriter(column: Column, escape: Escape, alone: boolean): (row: number) => string {
  const missing = alone ? '""' : '';
  if (column.type === 'text' && column.encoding === 'dictionary') {
    const levels = levelsOf(column).map(escape);
    return (row) => (isMissing(column, row) ? missing : levels[column.codes[row]]);
  }
  if (column.type === 'number') {
    return (row) => (isMissing(column, row) ? missing : String(column.values[row]));
  }
  return (row) => {
    const text = textAt(column, row);
    return text === null ? missing : escape(text);
  };
}
