import { encodeUtf8 } from '../table/utf8';
import { readDateForm } from './date-form';
import { NOT_A_NUMBER, readNumber } from './number-text';
import { TimestampCell } from './timestamp-cell';

/** What one cell of a sample looks like. */
export type CellKind = 'empty' | 'number' | 'timestamp' | 'text';

/** Kinds found last: a sample is looked at in several ways. */
const known = new Map<string, CellKind>();
const MOST_KNOWN = 10_000;

/** The kind of one cell by itself. Digit strings that may be identifiers are numbers here. */
export function cellKind(cell: string): CellKind {
  let kind = known.get(cell);
  if (kind === undefined) {
    kind = kindOf(cell);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(cell, kind);
  }
  return kind;
}

function kindOf(cell: string): CellKind {
  const trimmed = cell.trim();
  if (trimmed === '') return 'empty';
  if (/^[+-]?\d+$/.test(trimmed)) return 'number';
  if (!/^[-+.,\d]/.test(trimmed)) return 'text';
  const bytes = encodeUtf8(trimmed);
  const cells = { bytes, offsets: Uint32Array.of(0, bytes.length), count: 1 };
  for (const decimalComma of [false, true]) {
    if (readNumber(cells, 0, { decimalComma }) !== NOT_A_NUMBER) return 'number';
  }
  const isDate = new TimestampCell().read(bytes, 0, bytes.length) || readDateForm(trimmed) !== null;
  return isDate ? 'timestamp' : 'text';
}
