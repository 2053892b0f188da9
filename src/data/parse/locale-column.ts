import { civilFromDays, daysFromCivil } from '../table/civil';
import type { Cells } from '../../kernels/cells';
import type { Column } from '../table/column';
import { decodeUtf8 } from '../table/utf8';
import type { InferContext } from './cells';
import { ColumnBuilder } from './column-builder';
import { currencyColumn } from './currency-column';
import { finishColumn } from './finish-column';
import type { ParseOptions } from './types';

const DAY = 86_400_000;
/** Digits that are an identifier, whatever marks are in it. */
const LEADING_ZERO = /^-?0\d/;
const encoder = new TextEncoder();

/** What the analyst said of numbers and dates. */
export type ChosenLocale = Pick<ParseOptions, 'thousands' | 'dateOrder'>;

/** Numbers by one mark between thousands; `proof` is a cell that can be read in no other way. */
const STYLES = {
  '.': { mark: /\./g, cell: /^-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/, proof: /\.\d{3},\d/ },
  ',': { mark: /,/g, cell: /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/, proof: /,\d{3}\.\d/ },
} as const;

/**
 * The typed column of all cells, as `finishColumn` makes it, and three things more. A text column of
 * rupiah amounts is a number column (`currencyColumn`). A text column of
 * numbers with marks between thousands is a number column where one of its cells has decimals behind
 * such a mark (1.234,50), or where the analyst said so; a number that may be an identifier stays text
 * with its column. Dates that were read day before month are read the other way round where the analyst
 * said so and each of them exists. Cost: O(bytes of the column).
 */
export function localeColumn(
  name: string,
  builder: ColumnBuilder,
  context: InferContext,
  chosen: ChosenLocale,
): Column {
  const column = finishColumn(name, builder, context);
  if (column.type === 'timestamp')
    return chosen.dateOrder === 'month' ? monthFirst(column) : column;
  if (column.type !== 'text') return column;
  const amounts = currencyColumn(name, builder);
  if (amounts !== null) return amounts;
  const marks = chosen.thousands === undefined ? (['.', ','] as const) : [chosen.thousands];
  for (const mark of marks) {
    const plain = withoutMarks(builder, mark, chosen.thousands !== undefined);
    if (plain === null) continue;
    const numbers = finishColumn(name, plain, { ...context, commaFree: true });
    if (numbers.type === 'number') return numbers;
  }
  return column;
}

/** The cells without marks between thousands; null where one is no such number, or none proves it. */
function withoutMarks(
  builder: ColumnBuilder,
  thousands: '.' | ',',
  said: boolean,
): ColumnBuilder | null {
  const { mark, cell: pattern, proof } = STYLES[thousands];
  if (!said && !mayHave(builder.cells, STYLES[thousands].cell, thousands)) return null;
  const plain = new ColumnBuilder();
  let proven = said;
  for (let row = 0; row < builder.rows; row++) {
    const cell = builder.cellAt(row).trim();
    if (cell !== '' && !pattern.test(cell)) return null;
    proven ||= proof.test(cell);
    const bytes = encoder.encode(cell.replace(mark, ''));
    plain.push(bytes, 0, bytes.length);
  }
  return proven ? plain : null;
}

/** Whether the first filled cell is such a number and some cell has the mark: spares most columns the work. */
function mayHave({ bytes, offsets, count }: Cells, pattern: RegExp, mark: string): boolean {
  const first = offsets.findIndex((end) => end > 0);
  const cell = first < 0 ? '' : decodeUtf8(bytes, 0, offsets[first]).trim();
  if (!pattern.test(cell) || LEADING_ZERO.test(cell)) return false;
  return bytes.subarray(0, offsets[count]).includes(mark.charCodeAt(0));
}

/** Days and months changed over, if the pattern has the day first and no day is above 12. */
function monthFirst(column: Extract<Column, { type: 'timestamp' }>): Column {
  const match = /^(d+)([-/. ])(M+)([-/. ].*)$/.exec(column.pattern);
  if (match === null) return column;
  const values = new Float64Array(column.values);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const days = Math.floor(values[i] / DAY);
    const { year, month, day } = civilFromDays(days);
    if (day > 12) return column;
    values[i] += (daysFromCivil(year, day, month) - days) * DAY;
  }
  column.values.set(values);
  return { ...column, pattern: `${match[3]}${match[2]}${match[1]}${match[4]}` };
}
