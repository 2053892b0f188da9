import { allocateFloat64 } from '../table/allocate';
import type { Cells } from '../../kernels/cells';
import { inferDateForms } from './infer-date-forms';
import { CELLS_PER_CHECKPOINT, KERNEL_CELLS_PER_CHECKPOINT, type InferContext } from './cells';
import { patternOf, TimestampCell, type DateOrder, type Timestamps } from './timestamp-cell';

const DAY = 86_400_000;
/** Kernels that stop after fewer cells than this are spared the next ones. */
const SOON = 4096;

/**
 * The cells as wall-clock times, if every cell that is not blank is written the same way, blanks around
 * it aside, and its day exists; null if not. Where the year is last, day before month is tried first for the whole
 * column, then month before day: one impossible date changes the order or ends it. Cost: O(bytes).
 */
export function inferTimestamps(cells: Cells, context: InferContext): Timestamps | null {
  const first = firstShape(cells);
  if (first < 0) return inferDateForms(cells, context);
  const orders: readonly DateOrder[] = first & 4 ? ['year'] : ['day', 'month'];
  for (const order of orders) {
    const found = readAll(cells, first, order, context);
    if (found !== null) return found;
  }
  return null;
}

function readAll(
  cells: Cells,
  shape: number,
  order: DateOrder,
  context: InferContext,
): Timestamps | null {
  const values = allocateFloat64(cells.count);
  const cell = new TimestampCell();
  const written = { shape, monthFirst: order === 'month' };
  let [single, padded] = [false, false];
  /** Cells to read here before the kernels are asked again: more, the sooner they stopped. */
  let here = 1;
  const most = context.kernels === null ? CELLS_PER_CHECKPOINT : KERNEL_CELLS_PER_CHECKPOINT;
  for (let from = 0; from < cells.count;) {
    context.control.checkpoint();
    const to = Math.min(cells.count, from + most);
    const seen = context.kernels?.reader.readDates({ cells, from, to, values }, written) ?? null;
    single ||= seen?.single === true;
    padded ||= seen?.padded === true;
    const done = seen?.end ?? from;
    here = done - from < SOON && seen !== null ? Math.min(2 * here, SOON) : 1;
    const end = seen === null ? to : Math.min(to, done + here);
    for (let i = done; i < end; i++) {
      values[i] = millisecondsOf(cell, cells, i, { shape, order });
      if (values[i] === values[i]) {
        single ||= cell.single;
        padded ||= cell.padded;
      } else if (!isBlankCell(cells, i)) return null;
    }
    from = end;
  }
  return { values, pattern: patternOf(shape, order, padded || !single) };
}

/** Milliseconds of a cell; NaN where it is blank, written otherwise, or its day does not exist. */
function millisecondsOf(
  cell: TimestampCell,
  { bytes, offsets }: Cells,
  i: number,
  { shape, order }: { readonly shape: number; readonly order: DateOrder },
): number {
  const from = firstMark(bytes, offsets[i], offsets[i + 1]);
  if (!cell.read(bytes, from, pastMarks(bytes, from, offsets[i + 1]))) return NaN;
  return cell.shape === shape ? cell.days(order) * DAY + cell.time : NaN;
}

function isBlankCell({ bytes, offsets }: Cells, i: number): boolean {
  return firstMark(bytes, offsets[i], offsets[i + 1]) === offsets[i + 1];
}

/** The shape of the first cell that is not blank; -1 where it is no date or there is none. */
function firstShape(cells: Cells): number {
  const { bytes, offsets, count } = cells;
  for (let i = 0; i < count; i++) {
    const from = firstMark(bytes, offsets[i], offsets[i + 1]);
    if (from === offsets[i + 1]) continue;
    const cell = new TimestampCell();
    return cell.read(bytes, from, pastMarks(bytes, from, offsets[i + 1])) ? cell.shape : -1;
  }
  return -1;
}

/** The first place that is no space or tab; `to` where there is none. */
function firstMark(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && isBlank(bytes[from])) from++;
  return from;
}

/** The place behind the last one that is no space or tab. */
function pastMarks(bytes: Uint8Array, from: number, to: number): number {
  while (to > from && isBlank(bytes[to - 1])) to--;
  return to;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
