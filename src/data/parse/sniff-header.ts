import { cellKind } from './cell-kind';
import type { SampleRecord } from './sample-records';

/** Columns and records that are looked at. */
const MOST_COLUMNS = 500;
const MOST_RECORDS = 100;

/**
 * Whether the first record names the columns: more columns whose cells are all numbers or dates
 * have another kind of cell on top than the same kind; where no column is such, whether the first
 * record has no empty and no repeated cell and none that turns up again below it. One record alone
 * is a header unless it holds a number or a date. Cost: O(sample).
 */
export function sniffHeader(records: readonly SampleRecord[]): boolean {
  const first = records[0]?.cells.slice(0, MOST_COLUMNS) ?? [];
  const body = records.slice(1, MOST_RECORDS).map((record) => record.cells);
  let [named, same] = [0, 0];
  first.forEach((cell, i) => {
    const kind = cellKind(cell);
    const below = columnKind(body, i);
    if (below === null && looksAlike(cell, body, i)) same++;
    else if (below === null ? kind === 'number' || kind === 'timestamp' : kind === below) same++;
    else if (below !== null && kind === 'text') named++;
  });
  if (named > 0 || same > 0) return named > same;
  const filled = first.filter((cell) => cell.trim() !== '');
  if (new Set(filled).size < first.length)
    return filled.length * 2 > first.length && !repeats(filled);
  return !first.some((cell, i) => body.some((cells) => cells[i] === cell));
}

/** 'number' or 'timestamp' where all filled cells of a column are, 'text' never: null for the rest. */
function columnKind(
  body: readonly (readonly string[])[],
  i: number,
): 'number' | 'timestamp' | null {
  let found: 'number' | 'timestamp' | null = null;
  for (const cells of body) {
    const kind = cellKind(cells[i] ?? '');
    if (kind === 'empty') continue;
    if (kind === 'text' || (found !== null && kind !== found)) return null;
    found = kind;
  }
  return found;
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
