import type { NumberColumn } from '../table/column';
import { numberColumn } from '../table/make-column';
import type { ColumnBuilder } from './column-builder';

/** An amount: sign, currency, sign, digits with their marks, and the ",-" that bills end with. */
const AMOUNT = /^(-?)\s*(?:rp\.?|idr)\s*(-?)(\d[\d.,]*?)(?:,-)?$/i;
/** Digits by one mark between thousands: as Indonesia writes them, then as English does. */
const STYLES = [
  { digits: /^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?$/, thousands: /\./g },
  { digits: /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$/, thousands: /,/g },
] as const;
/** Digits that a double keeps, whatever they are. */
const EXACT_DIGITS = 15;

/**
 * Rupiah amounts as numbers, where every filled cell is one: `Rp 1.500.000`, `Rp25.000,-`,
 * `IDR 1,500,000.50`, `-Rp 1.500`. A mark before three digits stands between thousands, before one or
 * two it is the decimal mark; all cells by one style. Null if not, or where a double does not keep an
 * amount. Cost: O(bytes), and one cell where the first is no amount.
 */
export function currencyColumn(name: string, builder: ColumnBuilder): NumberColumn | null {
  if (!startsWithAmount(builder)) return null;
  for (const style of STYLES) {
    const values = readAll(builder, style);
    if (values !== null) return numberColumn(name, values);
  }
  return null;
}

function startsWithAmount(builder: ColumnBuilder): boolean {
  for (let row = 0; row < builder.rows; row++) {
    const cell = builder.cellAt(row).trim();
    if (cell !== '') return AMOUNT.test(cell);
  }
  return false;
}

function readAll(builder: ColumnBuilder, style: (typeof STYLES)[number]): Float64Array | null {
  const values = new Float64Array(builder.rows);
  for (let row = 0; row < builder.rows; row++) {
    const cell = builder.cellAt(row).trim();
    const value = cell === '' ? NaN : amountOf(cell, style);
    if (value === null) return null;
    values[row] = value;
  }
  return values;
}

function amountOf(cell: string, { digits, thousands }: (typeof STYLES)[number]): number | null {
  const match = AMOUNT.exec(cell);
  if (match === null || !digits.test(match[3]) || (match[1] !== '' && match[2] !== '')) return null;
  const plain = match[3].replace(thousands, '').replace(',', '.');
  if (plain.replace('.', '').length > EXACT_DIGITS) return null;
  const value = Number(plain);
  return match[1] === '' && match[2] === '' ? value : 0 - value;
}
