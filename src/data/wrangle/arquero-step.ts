import { addFunction, ColumnTable, op, seed } from 'arquero';
import { LeadbenchError } from '../../util/errors';
import { fromArrow, toArrow } from '../table/arquero';
import type { Column } from '../table/column';
import { numberColumn } from '../table/make-column';
import { textAt } from '../table/read-cell';
import { isMissing } from '../table/validity';
import { columnOfValues } from './column-of-values';
import type { WrangleStep } from './step';

/** Column of the answer to a filter: the rows that stay. */
export const ROWS = 'row';

/** The new column's name inside Arquero; no file's, since names from files are trimmed. */
const VALUE = ' value ';

/** A time here has no zone, so each function of the device's zone reads wall-clock time instead. */
const ZONED = ['datetime', 'year', 'quarter', 'month', 'week', 'date', 'dayofyear', 'dayofweek'];
const ZONED_TIMES = ['hours', 'minutes', 'seconds', 'milliseconds'];

function define(name: string, fn: unknown): void {
  addFunction(name, fn as () => unknown, { override: true });
}

function forgetZone(): void {
  for (const name of [...ZONED, ...ZONED_TIMES]) define(name, Reflect.get(op, `utc${name}`));
  define('format_date', Reflect.get(op, 'format_utcdate'));
  define('parse_date', parseDate);
}

/** ISO 8601 text as wall-clock time; a zone in it is kept to. */
function parseDate(text: unknown): Date | null {
  if (typeof text !== 'string') return null;
  const bare = /T[\d:.]+$/.test(text);
  return new Date(bare ? `${text}Z` : text);
}

interface Cells {
  readonly length: number;
  at(row: number): unknown;
}

/** A column as an expression sees it: missing numbers and times are NaN, anything else missing is null. */
function cellsFor(column: Column): Cells {
  const { length } = column;
  if (column.type === 'number' || column.type === 'timestamp') return column.values;
  if (column.type === 'text') return { length, at: (row) => textAt(column, row) };
  return { length, at: (row) => (isMissing(column, row) ? null : column.values[row] === 1) };
}

function asArquero(columns: readonly Column[]): ColumnTable {
  // Names come from files, and Arquero's own tables would take __proto__ for something else.
  const data = Object.create(null) as Record<string, never>;
  for (const column of columns) data[column.name] = cellsFor(column) as never;
  return new ColumnTable(
    data,
    columns.map(({ name }) => name),
  );
}

function runIn(table: ColumnTable, step: WrangleStep): Column {
  if (step.verb === 'filter') {
    const rows = table.filter(step.expression).indices(false);
    if (rows.length === 0) throw new LeadbenchError('WRANGLE_EMPTY');
    return numberColumn(ROWS, rows);
  }
  // Under a name of its own: the step's name may be one that an object of JavaScript has already.
  const derived = table.derive({ [VALUE]: step.expression }).column(VALUE) as Cells;
  const values = Array.from({ length: derived.length }, (_, row) => derived.at(row));
  return columnOfValues(step.name, values);
}

function isRangeOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation|memory/i.test(error.message);
}

/**
 * Runs one step by Arquero, which makes code of the expression: only in a thread whose policy lets it
 * and which has nothing else. `bytes` and the answer are Arrow IPC: for a filter the rows that stay
 * (`ROWS`), for a derive the new column. Chance (`op.random`) is seeded. Cost: O(rows) calls.
 * Throws LeadbenchError WRANGLE_EXPRESSION {text} with Arquero's words, WRANGLE_VALUE {row, kind},
 * WRANGLE_EMPTY where no row stays, WRANGLE_BLOCKED
 * where the policy in force allows no code of text.
 */
export function runStep(bytes: Uint8Array, step: WrangleStep): Uint8Array {
  forgetZone();
  seed(1);
  const { columns } = fromArrow(bytes);
  try {
    const answer = runIn(asArquero(columns), step);
    return toArrow({ rows: answer.length, columns: [answer] });
  } catch (error) {
    if (error instanceof EvalError) throw new LeadbenchError('WRANGLE_BLOCKED');
    if (error instanceof LeadbenchError || isRangeOfMemory(error)) throw error;
    // Its notes tell programmers of its other ways.
    const [text] = (error instanceof Error ? error.message : String(error)).split('\nNote:');
    throw new LeadbenchError('WRANGLE_EXPRESSION', { text });
  }
}
