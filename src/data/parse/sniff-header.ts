import { cellKind } from './cell-kind';
import type { SampleRecord } from './sample-records';

/** Columns, records and lines of a header that are looked at. */
const MOST_COLUMNS = 500;
const MOST_RECORDS = 100;
const MOST_ROWS = 4;
/** A header of several lines needs so many columns of numbers or dates below it, in so many records. */
const LEAST_TYPED = 2;
const LEAST_BODY = 3;
/** So many cells of a kind make a column's kind: a few lines of a sample may be damaged. */
const NEARLY_ALL = 0.95;
/** How sure a header is that words alone tell: no column below holds numbers or dates. */
export const BY_WORDS = 0.6;
/** Words that a first record may hold instead of a number. */
const MISSING = /^(?:n\/?a|null|nan|none|nil|unknown|[-?.]+)$/i;

/** How many lines name the columns, and how sure that is. */
export interface HeaderGuess {
  readonly rows: number;
  readonly confidence: number;
}

/**
 * How many records name the columns. One does: where more columns have another kind of cell on top (a
 * word over numbers or dates, a number over words) than the same kind; where no column is such, if the first record
 * has no empty and no repeated cell and none that turns up again below it. One record alone is a
 * header unless it holds a number or a date. Several do, up to four, where two columns or more hold
 * numbers or dates below them, with words over each in the last and no number or date in any. Below
 * are the records with `width` fields; what repeats the first record counts against it only by words.
 * Cost: O(sample).
 */
export function sniffHeader(records: readonly SampleRecord[], width: number): HeaderGuess {
  const all = records.slice(0, MOST_RECORDS).map(({ cells }) => cells.slice(0, MOST_COLUMNS));
  const isWhole = (cells: readonly string[]) => cells.length === Math.min(width, MOST_COLUMNS);
  for (let rows = Math.min(MOST_ROWS, all.length - LEAST_BODY); rows > 1; rows--) {
    const typed = typedColumns(all.slice(rows).filter(isWhole));
    if (typed.length < LEAST_TYPED) continue;
    if (!all.slice(0, rows - 1).every((cells) => isUpperRow(cells, typed))) continue;
    if (isWhole(all[rows - 1]) && typed.every((i) => isName(all[rows - 1][i]))) {
      return { rows, confidence: 1 - 1 / (1 + typed.length) };
    }
  }
  return oneRow(all[0] ?? [], all.slice(1).filter(isWhole));
}

function oneRow(first: readonly string[], body: readonly (readonly string[])[]): HeaderGuess {
  const others = body.filter((cells) => !cells.every((cell, i) => cell === first[i]));
  let [named, same] = [0, 0];
  first.forEach((cell, i) => {
    const kind = cellKind(cell);
    const below = columnKind(others, i);
    const isTyped = kind === 'number' || kind === 'timestamp';
    if (below !== null && kind === 'text') named++;
    else if (isTyped && below === null && isWords(others, i)) named++;
    else if (below === null ? isTyped || looksAlike(cell, others, i) : kind === below) same++;
  });
  if (named > 0 || same > 0) {
    const confidence = (1 + Math.max(named, same)) / (2 + named + same);
    return { rows: named > same ? 1 : 0, confidence };
  }
  return { rows: namesByWords(first, body) ? 1 : 0, confidence: BY_WORDS };
}

function namesByWords(first: readonly string[], body: readonly (readonly string[])[]): boolean {
  const filled = first.filter((cell) => cell.trim() !== '');
  if (new Set(filled).size < first.length)
    return filled.length * 2 > first.length && !repeats(filled);
  return !first.some((cell, i) => body.some((cells) => cells[i] === cell));
}

function typedColumns(body: readonly (readonly string[])[]): number[] {
  const width = Math.max(...body.map((cells) => cells.length));
  return Array.from({ length: width }, (_, i) => i).filter((i) => columnKind(body, i) !== null);
}

/** A line above the last one of a header: words or nothing over the typed columns, and some words. */
function isUpperRow(cells: readonly string[], typed: readonly number[]): boolean {
  const over = typed.map((i) => cells[i] ?? '');
  return over.some(isName) && over.every((cell) => cell.trim() === '' || isName(cell));
}

function isName(cell: string | undefined): boolean {
  return cell !== undefined && cellKind(cell) === 'text' && !MISSING.test(cell.trim());
}

/** 'number' or 'timestamp' where nearly all filled cells of a column are, 'text' never. */
function columnKind(
  body: readonly (readonly string[])[],
  i: number,
): 'number' | 'timestamp' | null {
  const counts = { empty: 0, number: 0, timestamp: 0, text: 0 };
  for (const cells of body) counts[cellKind(cells[i] ?? '')]++;
  const { number, timestamp, text } = counts;
  const least = (number + timestamp + text) * NEARLY_ALL;
  if (number > 0 && number >= least) return 'number';
  return timestamp > 0 && timestamp >= least ? 'timestamp' : null;
}

/** Whether a column of several cells holds words in all of them: a number above is a label. */
function isWords(body: readonly (readonly string[])[], i: number): boolean {
  return body.length >= LEAST_BODY && body.every((cells) => cellKind(cells[i] ?? '') === 'text');
}

/** Whether a cell with several digits is made like most cells below it, such as a code R-0001. */
function looksAlike(cell: string, body: readonly (readonly string[])[], i: number): boolean {
  if (!/\d.*\d.*\d/.test(cell)) return false;
  const shape = cell.replace(/\d/g, '9');
  const alike = body.filter((cells) => cells[i]?.replace(/\d/g, '9') === shape);
  return alike.length * 2 > body.length;
}

function repeats(cells: readonly string[]): boolean {
  return new Set(cells).size * 2 < cells.length;
}
