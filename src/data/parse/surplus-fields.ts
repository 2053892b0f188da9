import { fits, type ColumnShape } from './column-shapes';

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
 * that in one place and in no other. Cost: O(fields).
 */
export function fitSurplus(
  line: LongLine,
  width: number,
  shapes: readonly ColumnShape[],
): string[] | null {
  const surplus = line.cells.length - width;
  const wrong = wrongAround(line.cells, surplus, shapes);
  const dropped = dropEmpty(line.cells, surplus, wrong);
  if (surplus > MOST_SURPLUS || shapes.length < width) return dropped?.atEnd ?? null;
  if (dropped !== null && dropped.wrong === 0) return dropped.cells;
  return mergeOne(line, { surplus, shapes, wrong }) ?? dropped?.cells ?? null;
}

/** Misfits of the cells before each place, and of those from each place on, which move to the left. */
interface WrongAround {
  readonly before: readonly number[];
  readonly from: readonly number[];
}

function wrongAround(
  cells: readonly string[],
  surplus: number,
  shapes: readonly ColumnShape[],
): WrongAround {
  const isWrong = (i: number, column: number) => {
    const shape = shapes.at(column);
    return column >= 0 && column < shapes.length && shape && !fits(cells[i], shape) ? 1 : 0;
  };
  const before = [0];
  for (let i = 0; i < cells.length; i++) before.push(before[i] + isWrong(i, i));
  const from = new Array<number>(cells.length + 1).fill(0);
  for (let i = cells.length - 1; i >= 0; i--) from[i] = from[i + 1] + isWrong(i, i - surplus);
  return { before, from };
}

/** The line without empty fields in a row; `atEnd` where these are the last, or null. */
function dropEmpty(cells: readonly string[], surplus: number, { before, from }: WrongAround) {
  const last = cells.length - surplus;
  const without = (at: number) => cells.toSpliced(at, surplus);
  const places: number[] = [];
  for (let at = 0, empty = 0; at < cells.length; at++) {
    empty = cells[at] === '' ? empty + 1 : 0;
    if (empty >= surplus) places.push(at - surplus + 1);
  }
  if (places.length === 0) return null;
  const wrong = places.map((at) => before[at] + from[at + surplus]);
  const least = Math.min(...wrong);
  const atEnd = places.at(-1) === last ? without(last) : null;
  if (atEnd !== null && wrong.at(-1) === least) return { cells: atEnd, wrong: least, atEnd };
  const alone = wrong.filter((count) => count === least).length === 1;
  return alone ? { cells: without(places[wrong.indexOf(least)]), wrong: least, atEnd } : null;
}

function mergeOne(
  { cells, quoted, delimiter }: LongLine,
  known: {
    readonly surplus: number;
    readonly shapes: readonly ColumnShape[];
    readonly wrong: WrongAround;
  },
): string[] | null {
  const { surplus, shapes, wrong } = known;
  const fitting: string[][] = [];
  for (let at = 0; at + surplus < cells.length; at++) {
    const end = at + surplus + 1;
    if (wrong.before[at] > 0 || wrong.from[end] > 0) continue;
    if (quoted.slice(at, end).includes(true)) continue;
    const merged = cells.slice(at, end).join(delimiter);
    if (fits(merged, shapes[at])) {
      fitting.push([...cells.slice(0, at), merged, ...cells.slice(end)]);
    }
  }
  return fitting.length === 1 ? fitting[0] : null;
}
