import type { Column } from '../table/column';
import type { ColumnFlag, ColumnProfile } from './types';

/** With as many zeros and more, and enough other values, zero is worth a look. */
const ZERO_SHARE = 0.25;
const ZERO_DISTINCT = 10;
/** Digits that a spreadsheet keeps of a long number, and those of the shortest identifier it breaks. */
const KEPT_DIGITS = 6;
const BROKEN_FROM = 1e10;
/** So many of an identifier's cells at least are digits, of so many at least. */
const IDENTIFIER_SHARE = 0.9;
const IDENTIFIER_DIGITS = /^\+?\d[\d .-]{7,}$/;
const LEADING_ZERO = /^0\d+$/;

/** What to look at in a column, from its figures. Cost: O(top values). */
export function columnFlags(
  column: Column,
  { distinct, missing, numeric, text, top }: Omit<ColumnProfile, 'flags'>,
): ColumnFlag[] {
  const present = column.length - missing;
  const flags: readonly (readonly [ColumnFlag, boolean])[] = [
    ['all-missing', present === 0],
    ['constant', distinct === 1 && present > 1],
    ['all-distinct', distinct === present && present > 1 && column.type !== 'number'],
    ['identifier', column.type === 'text' && isIdentifier(top.map(({ value }) => value))],
    ['scientific', (text?.scientific ?? 0) > 0 || isRounded(column, top, numeric)],
    ['edge-blanks', (text?.edgeBlanks ?? 0) > 0],
    ['spellings', (text?.spellings ?? 0) > 0],
    ['excess-zeros', hasExcessZeros(numeric, distinct, present)],
    ['becomes-typed', text !== null && text.becomes !== 'text'],
  ];
  return flags.filter(([, raised]) => raised).map(([flag]) => flag);
}

/** Whether most of the values are digits that no number may be made of: long, or with a leading zero. */
function isIdentifier(values: readonly string[]): boolean {
  const digits = values.filter((v) => IDENTIFIER_DIGITS.test(v) || LEADING_ZERO.test(v));
  return values.length > 0 && digits.length >= IDENTIFIER_SHARE * values.length;
}

/** Whether the numbers are all so long and so round that a spreadsheet wrote them: 3.17507E+15. */
function isRounded(
  column: Column,
  top: ColumnProfile['top'],
  numeric: ColumnProfile['numeric'],
): boolean {
  if (column.type !== 'number' || numeric === null || numeric.min < BROKEN_FROM) return false;
  return top.every(({ value }) => {
    const [digits] = Number(value).toExponential().split('e');
    return digits.replace('.', '').length <= KEPT_DIGITS;
  });
}

function hasExcessZeros(
  numeric: ColumnProfile['numeric'],
  distinct: number,
  present: number,
): boolean {
  if (numeric === null || distinct < ZERO_DISTINCT || numeric.negative > 0) return false;
  return numeric.zeros >= ZERO_SHARE * present;
}
