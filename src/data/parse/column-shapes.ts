import { cellKind, type CellKind } from './cell-kind';

/** Fewer records than this teach nothing. */
const LEAST_RECORDS = 5;
/** So many shapes at most, and this many cells a shape at least, make a column's cells predictable. */
const MOST_SHAPES = 4;
const CELLS_A_SHAPE = 4;

/** What the cells of a column have in common in the sample; `null` where they do not. */
export interface ColumnShape {
  readonly kind: 'number' | 'timestamp' | null;
  readonly empty: 'never' | 'always' | 'sometimes';
  /** The cells' patterns, such as `a-9`, where there are few and none is of words alone. */
  readonly patterns: ReadonlySet<string> | null;
}

/**
 * What tells the columns of a table apart, from records of the right width below the header. Of fewer
 * than five records it says nothing: an empty list, which every line fits. Cost: O(cells).
 */
export function learnShapes(records: readonly (readonly string[])[], width: number): ColumnShape[] {
  const whole = records.filter((cells) => cells.length === width);
  if (whole.length < LEAST_RECORDS) return [];
  return Array.from({ length: width }, (_, i) => shapeOf(whole.map((cells) => cells[i])));
}

/** How many cells of a line are of another kind than their columns. */
export function misfits(cells: readonly string[], shapes: readonly ColumnShape[]): number {
  let count = 0;
  shapes.forEach((shape, i) => {
    if (!fits(cells[i] ?? '', shape)) count++;
  });
  return count;
}

/** Whether a cell is like the others of its column. */
export function fits(cell: string, { kind, empty, patterns }: ColumnShape): boolean {
  if (cell.trim() === '') return empty !== 'never';
  if (empty === 'always') return false;
  if (kind !== null) return cellKind(cell) === kind;
  return patterns === null || patterns.has(patternOf(cell));
}

function shapeOf(cells: readonly string[]): ColumnShape {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const kinds = new Set<CellKind>(filled.map(cellKind));
  const [only] = kinds;
  const kind = kinds.size === 1 && (only === 'number' || only === 'timestamp') ? only : null;
  const patterns = new Set(filled.map(patternOf));
  const few = patterns.size <= MOST_SHAPES && filled.length >= patterns.size * CELLS_A_SHAPE;
  const codes = few && [...patterns].every((pattern) => /[^a\s]/.test(pattern));
  return {
    kind,
    empty: filled.length === cells.length ? 'never' : filled.length === 0 ? 'always' : 'sometimes',
    patterns: kind === null && codes ? patterns : null,
  };
}

/** Runs of letters as `a`, runs of digits as `9`; the rest as it stands. */
function patternOf(cell: string): string {
  return cell.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '9');
}
