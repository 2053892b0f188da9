import { readDateForm } from './date-form';
import { NOT_A_NUMBER, readNumber } from './number-text';
import { TimestampCell } from './timestamp-cell';

/** What one cell of a sample looks like. */
export type CellKind = 'empty' | 'number' | 'timestamp' | 'text';

const encoder = new TextEncoder();

/** The kind of one cell by itself. Digit strings that may be identifiers are numbers here. */
export function cellKind(cell: string): CellKind {
  const trimmed = cell.trim();
  if (trimmed === '') return 'empty';
  if (/^[+-]?\d+$/.test(trimmed)) return 'number';
  if (!/^[-+.,\d]/.test(trimmed)) return 'text';
  const bytes = encoder.encode(trimmed);
  const cells = { bytes, offsets: Uint32Array.of(0, bytes.length), count: 1 };
  for (const decimalComma of [false, true]) {
    if (readNumber(cells, 0, { decimalComma }) !== NOT_A_NUMBER) return 'number';
  }
  const isDate = new TimestampCell().read(bytes, 0, bytes.length) || readDateForm(trimmed) !== null;
  return isDate ? 'timestamp' : 'text';
}
