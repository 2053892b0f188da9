import type { Cells } from '../../kernels/cells';
import { allocateFloat64 } from '../table/allocate';
import { daysFromCivil, daysInMonth } from '../table/civil';
import { CASES, MONTH_NAMES, monthNames } from '../table/date-words';
import { utf8At } from '../table/utf8';
import { CELLS_PER_CHECKPOINT, type InferContext } from './cells';
import { readDateForm, type DateForm } from './date-form';
import type { Timestamps } from './timestamp-cell';

const DAY = 86_400_000;
/** Two digits of a year from here on are of the last century, as POSIX has it. */
const PIVOT = 69;

/** Gives the month of a form, from 1; 0 where it has none by this reading. */
interface Reading {
  /** What stands in the pattern for the two numbers and the name. */
  readonly tokens: Readonly<Record<'1' | '2' | '{name}', string>>;
  readonly month: (form: DateForm) => number;
  readonly day: (form: DateForm) => number;
}

const DAY_FIRST: Reading = {
  tokens: { '1': 'd', '2': 'M', '{name}': '' },
  month: ({ second }) => second,
  day: ({ first }) => first,
};
const MONTH_FIRST: Reading = {
  tokens: { '1': 'M', '2': 'd', '{name}': '' },
  month: ({ first }) => first,
  day: ({ second }) => second,
};
/** One for each way to write the names of the months. */
const NAMED: readonly Reading[] = Object.keys(MONTH_NAMES).flatMap((names) =>
  Object.keys(CASES).map((nameCase) => {
    const list = monthNames(names as keyof typeof MONTH_NAMES, nameCase as keyof typeof CASES);
    const months = new Map(list.map((name, i) => [name, i + 1]));
    return {
      tokens: { '1': 'd', '2': '', '{name}': `{${names}${nameCase}}` },
      month: ({ name }: DateForm) => months.get(name) ?? 0,
      day: ({ first }: DateForm) => first,
    };
  }),
);

/**
 * The cells as wall-clock times where all of them are written in one of the forms of `readDateForm` and
 * each day exists: day before month, else month before day, and names in one language, length and case,
 * so that the pattern writes every cell as it was but for zeros in front. Null if not. Cost: O(bytes).
 */
export function inferDateForms(cells: Cells, context: InferContext): Timestamps | null {
  const first = firstForm(cells);
  if (first === null) return null;
  const readings =
    first.name !== '' ? NAMED : isYearFirst(first) ? [DAY_FIRST] : [DAY_FIRST, MONTH_FIRST];
  for (const reading of readings) {
    if (Number.isNaN(timestampOf(first, reading))) continue;
    const found = readAll(cells, first.template, reading, context);
    if (found !== null) return found;
  }
  return null;
}

function readAll(
  cells: Cells,
  template: string,
  reading: Reading,
  { control }: InferContext,
): Timestamps | null {
  const values = allocateFloat64(cells.count);
  let [single, padded] = [false, false];
  for (let i = 0; i < cells.count; i++) {
    if ((i & (CELLS_PER_CHECKPOINT - 1)) === 0) control.checkpoint();
    const cell = utf8At(cells, i).trim();
    if (cell === '') {
      values[i] = NaN;
      continue;
    }
    const form = readDateForm(cell);
    if (form?.template !== template) return null;
    values[i] = timestampOf(form, reading);
    if (Number.isNaN(values[i])) return null;
    single ||= form.single;
    padded ||= form.padded;
  }
  return { values, pattern: patternOf(template, reading, padded || !single) };
}

function firstForm(cells: Cells): DateForm | null {
  for (let i = 0; i < cells.count; i++) {
    const cell = utf8At(cells, i).trim();
    if (cell !== '') return readDateForm(cell);
  }
  return null;
}

function isYearFirst({ template }: DateForm): boolean {
  return template.startsWith('yyyy');
}

/** Milliseconds since 1970; NaN where there is no such day or time. */
function timestampOf(form: DateForm, reading: Reading): number {
  const [day, month] = [reading.day(form), reading.month(form)];
  const year = fullYear(form);
  if (month < 1 || month > 12 || day < 1 || year < 1) return NaN;
  return day > daysInMonth(year, month) ? NaN : daysFromCivil(year, month, day) * DAY + form.time;
}

function fullYear({ template, year }: DateForm): number {
  if (template.includes('yyyy')) return year;
  return year + (year < PIVOT ? 2000 : 1900);
}

function patternOf(template: string, { tokens }: Reading, padded: boolean): string {
  const wide = (token: string): string => (padded ? token + token : token);
  return template.replace(/'[^']*'|\{name\}|[12Hh]/g, (part) => {
    if (part === '{name}') return tokens[part];
    if (part === '1' || part === '2') return wide(tokens[part]);
    return part === 'H' || part === 'h' ? wide(part) : part;
  });
}
