import { misfits, type ColumnShape } from './column-shapes';

/** With more fields too many, no place for them is looked for. */
export const MOST_SURPLUS = 20;

/** A line with more fields than the table has columns. */
export interface LongLine {
  readonly cells: readonly string[];
  readonly quoted: readonly boolean[];
  readonly delimiter: string;
}

/**
 * Brings a line with too many fields to the width of its table, or null where it is not clear how.
 * Empty fields in a row, as many as are too many, are dropped: those at the end, or those without
 * which the other cells fit their columns better. Where the columns do not fit wholly then, neighbours
 * that are not quoted are put together again, as one cell that holds the delimiter, if all columns fit
 * that in one place and in no other.
 * Cost: O(width) looks at a line's cells.
 */
export function fitSurplus(
  line: LongLine,
  width: number,
  shapes: readonly ColumnShape[],
): string[] | null {
  const surplus = line.cells.length - width;
  const dropped = dropEmpty(line.cells, surplus, shapes);
  if (surplus > MOST_SURPLUS || shapes.length < width) return dropped;
  if (dropped !== null && misfits(dropped, shapes) === 0) return dropped;
  return mergeOne(line, surplus, shapes) ?? dropped;
}

function dropEmpty(
  cells: readonly string[],
  surplus: number,
  shapes: readonly ColumnShape[],
): string[] | null {
  const last = cells.length - surplus;
  const without = (at: number) => cells.toSpliced(at, surplus);
  const places = Array.from({ length: last + 1 }, (_, at) => at).filter((at) =>
    cells.slice(at, at + surplus).every((cell) => cell === ''),
  );
  const best = bestPlace(places.map((at) => misfits(without(at), shapes)));
  if (best === null) return null;
  if (places.at(-1) === last && best.wrong === best.last) return without(last);
  return shapes.length > 0 && best.alone ? without(places[best.at]) : null;
}

/** The place with the fewest misfits, whether no other has as few, and those of the last place. */
function bestPlace(wrong: readonly number[]) {
  if (wrong.length === 0) return null;
  const least = Math.min(...wrong);
  const alone = wrong.filter((count) => count === least).length === 1;
  return { at: wrong.indexOf(least), wrong: least, alone, last: wrong[wrong.length - 1] };
}

function mergeOne(
  { cells, quoted, delimiter }: LongLine,
  surplus: number,
  shapes: readonly ColumnShape[],
): string[] | null {
  const fitting: string[][] = [];
  for (let at = 0; at + surplus < cells.length; at++) {
    const end = at + surplus + 1;
    if (quoted.slice(at, end).includes(true)) continue;
    const merged = cells.slice(at, end).join(delimiter);
    const tried = [...cells.slice(0, at), merged, ...cells.slice(end)];
    if (misfits(tried, shapes) === 0) fitting.push(tried);
  }
  return fitting.length === 1 ? fitting[0] : null;
}
