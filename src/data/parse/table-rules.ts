import { cellKind } from './cell-kind';
import type { ColumnShape } from './column-shapes';
import type { ScannedRecord } from './record-scanner';

const TOTAL = /^(?:grand |sub[- ]?)?(?:total|jumlah|sum)(?: keseluruhan| umum)?:?$/i;

/** Every word for a total is or begins with one of these. */
export const TOTAL_BEGINNINGS = [
  'total',
  'jumlah',
  'grand ',
  'subt',
  'subj',
  'subs',
  'sub ',
  'sub-',
  'sum:',
  'sum ',
] as const;

/** Whether a cell says nothing but that its record is a total. */
export function isTotal(cell: string): boolean {
  return TOTAL.test(cell);
}

/** What a record of a known table is held against. */
export interface TableLook {
  readonly width: number;
  readonly names: readonly string[];
  readonly shapes: readonly ColumnShape[];
  /** Cells of the line of dashes under the names; null where there is none. */
  readonly ruler: readonly string[] | null;
  /** Whether the rules for damaged lines make a row of a record of one field that begins at `start`. */
  readonly isRow: (bytes: Uint8Array, record: ScannedRecord, start: number) => boolean;
}

/**
 * Whether a record may close a table: its first filled cell is a word for a total, or it is a note: a
 * text alone behind a blank line or another footer, or words alone on a line that is too short. It is a
 * footer only if nothing but such lines follows. `afterBlank` says that one of the two stands before it.
 */
export function looksLikeFooter(
  cells: readonly string[],
  width: number,
  afterBlank: boolean,
): boolean {
  const filled = cells.filter(isFilled);
  if (width < 2 || filled.length === 0) return false;
  if (isTotal(filled[0].trim())) return true;
  if (filled.length > 1 || !isFilled(cells[0])) return false;
  if (cells.length === width && !afterBlank) return false;
  return afterBlank ? /\D/.test(cells[0].trim()) : width > 2 && isNote(cells[0].trim());
}

/** Whether a record repeats the header of its table, as where files were put end to end. */
export function repeatsHeader(cells: readonly string[], names: readonly string[]): boolean {
  if (names.length < 2 || cells.length !== names.length) return false;
  return cells.every((cell, i) => cell.trim() === names[i].trim());
}

/** Whether a record is a frame that a print draws around its table: dashes alone, and no cell a column. */
export function isFrame(cells: readonly string[], width: number): boolean {
  const filled = cells.filter(isFilled);
  if (width < 3 || cells.length === width || filled.length === 0) return false;
  return filled.every((cell) => /^[-=_+]{3,}$/.test(cell.trim()));
}

/**
 * Whether a record may be the header of another table: texts, all different, and either of another
 * width, behind a blank line or with half of the names of this table among them; or of the same width
 * behind a blank line, over columns that hold numbers or dates. The next record then has its width.
 */
export function looksLikeOtherHeader(
  cells: readonly string[],
  look: TableLook,
  afterBlank: boolean,
): boolean {
  if (cells.length < 2 || new Set(cells).size < cells.length) return false;
  if (!cells.every((cell) => cellKind(cell) === 'text')) return false;
  if (cells.length !== look.width) return afterBlank || sharesNames(cells, look.names);
  return afterBlank && look.shapes.some(({ kind }) => kind !== null);
}

function sharesNames(cells: readonly string[], names: readonly string[]): boolean {
  const known = new Set(names.map((name) => name.trim().toLowerCase()));
  const shared = cells.filter((cell) => known.has(cell.trim().toLowerCase())).length;
  return shared >= 2 && shared * 2 >= Math.min(cells.length, names.length);
}

/** Words, or a rule of dashes; not a lone code or number, which a cut-off record may begin with. */
function isNote(cell: string): boolean {
  return /\p{L}/u.test(cell) ? /[\s:]/.test(cell) : !/\d/.test(cell);
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}
