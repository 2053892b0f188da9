import { Zip, ZipDeflate } from 'fflate';
import { LeadbenchError } from '../../util/errors';
import { NO_CONTROL, type JobControl } from '../../util/progress';
import type { Column } from '../table/column';
import { writtenRows, type WriteInput, type Written } from './input';
import { asyncPieces } from './pieces';
import { cellXml, columnLetters, columnWidth, headerCellXml } from './sheet-xml';
import { TextSink } from './text-sink';
import { dateStyles, sheetNameOf, workbookParts } from './workbook-parts';

/** A sheet has 1,048,576 rows; one is the header. */
export const MAX_SHEET_ROWS = 1_048_575;
const MAX_SHEET_COLUMNS = 16_384;
/** Every entry's time, by its local parts: equal input gives equal bytes everywhere. */
const ENTRY_TIME = new Date(2020, 0, 1);
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** How a workbook is written. */
export interface XlsxOptions {
  readonly sheetName: string;
  /** Put an apostrophe before text and names that would be a formula in a CSV saved from the sheet. */
  readonly formulaSafe: boolean;
  /** These rows in this order; null = all. */
  readonly rows: Uint32Array | null;
  readonly control: JobControl;
}

export const DEFAULT_XLSX_OPTIONS: XlsxOptions = {
  sheetName: 'Sheet1',
  formulaSafe: true,
  rows: null,
  control: NO_CONTROL,
};

/**
 * A workbook of one sheet, in pieces as it is compressed: bold frozen header with a filter, column
 * widths, numbers that round-trip, timestamps as dates in the column's own pattern, booleans, and
 * text as text of format '@', so that identifiers keep every digit. A text cell can never be a
 * formula here; it gets the apostrophe all the same, so that a CSV saved from the sheet is safe
 * too. Missing cells are left out; characters that XML forbids are removed; a cell is cut at
 * Excel's 32,767 characters. Progress has the phase 'write' in rows. Cost: O(cells).
 *
 * Throws LeadbenchError SHEET_TOO_LONG {rows, limit}, SHEET_TOO_WIDE {columns, limit}, CANCELLED.
 */
export function writeXlsx(
  input: WriteInput,
  options: Partial<XlsxOptions> = {},
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  return asyncPieces(workbookPieces(input, { ...DEFAULT_XLSX_OPTIONS, ...options }));
}

function* workbookPieces(input: WriteInput, settings: XlsxOptions) {
  const written = writtenRows(input, settings.rows);
  checkSize(written);
  const dates = dateStyles(written.columns);
  const range = `A1:${columnLetters(Math.max(0, written.columns.length - 1))}${written.count + 1}`;
  const archive = new Archive();
  const fixed = range.replace(/[A-Z]+|\d+/g, (part) => `$${part}`);
  for (const [path, text] of workbookParts(
    sheetNameOf(settings.sheetName),
    fixed,
    dates.patterns,
  )) {
    archive.begin(path);
    archive.push(new TextEncoder().encode(text), true);
  }
  archive.begin('xl/worksheets/sheet1.xml');
  for (const { bytes, last } of sheetPieces(written, range, settings)) {
    archive.push(bytes, last);
    yield* archive.take();
  }
  archive.end();
  yield* archive.take();
}

function checkSize({ count, columns }: Written): void {
  if (count > MAX_SHEET_ROWS) {
    throw new LeadbenchError('SHEET_TOO_LONG', { rows: count, limit: MAX_SHEET_ROWS });
  }
  if (columns.length > MAX_SHEET_COLUMNS) {
    throw new LeadbenchError('SHEET_TOO_WIDE', {
      columns: columns.length,
      limit: MAX_SHEET_COLUMNS,
    });
  }
}

function* sheetPieces(written: Written, range: string, settings: XlsxOptions) {
  const { columns, count, rowAt } = written;
  const { control, formulaSafe } = settings;
  const { styleOf } = dateStyles(columns);
  const cells = columns.map((column) => cellXml(column, styleOf(column), formulaSafe));
  const letters = columns.map((_, i) => columnLetters(i));
  const sink = new TextSink();
  sink.add(sheetStart(columns, formulaSafe));
  for (let place = 0; place < count; place++) {
    const row = rowAt(place);
    sink.add(`<row r="${place + 2}">`);
    for (let i = 0; i < cells.length; i++) sink.add(cells[i](row, `${letters[i]}${place + 2}`));
    sink.add('</row>');
    if (!sink.full) continue;
    control.checkpoint();
    control.report({ phase: 'write', done: place + 1, total: count, unit: 'rows' });
    yield { bytes: sink.take(), last: false };
  }
  sink.add(`</sheetData>${columns.length > 0 ? `<autoFilter ref="${range}"/>` : ''}</worksheet>`);
  yield { bytes: sink.take(), last: true };
}

function sheetStart(columns: readonly Column[], safe: boolean): string {
  const widths = columns.map(
    (column, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${columnWidth(column)}" customWidth="1"/>`,
  );
  const names = columns.map((column, i) =>
    headerCellXml(column.name, `${columnLetters(i)}1`, safe),
  );
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${SHEET}">`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '',
    `<sheetData><row r="1">${names.join('')}</row>`,
  ].join('');
}

/** A zip that is written entry by entry; what is ready can be taken at any time. */
class Archive {
  readonly #ready: Uint8Array<ArrayBuffer>[] = [];
  readonly #zip: Zip;
  #entry: ZipDeflate | null = null;

  constructor() {
    this.#zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      this.#ready.push(chunk);
    });
  }

  begin(path: string): void {
    this.#entry = new ZipDeflate(path, { level: 3 });
    this.#entry.mtime = ENTRY_TIME;
    this.#zip.add(this.#entry);
  }

  push(bytes: Uint8Array, last: boolean): void {
    this.#entry?.push(bytes, last);
  }

  end(): void {
    this.#zip.end();
  }

  take(): Uint8Array<ArrayBuffer>[] {
    return this.#ready.splice(0);
  }
}
