import { allocateFloat64 } from '../table/allocate';
import type { Cells } from '../../kernels/cells';
import { inferDateForms } from './infer-date-forms';
import { CELLS_PER_CHECKPOINT, type InferContext } from './cells';
import { patternOf, TimestampCell, type DateOrder, type Timestamps } from './timestamp-cell';

const DAY = 86_400_000;

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
  const { bytes, offsets, count } = cells;
  const values = allocateFloat64(count);
  const cell = new TimestampCell();
  let [single, padded] = [false, false];
  for (let i = 0; i < count; i++) {
    if ((i & (CELLS_PER_CHECKPOINT - 1)) === 0) context.control.checkpoint();
    const from = firstMark(bytes, offsets[i], offsets[i + 1]);
    if (from === offsets[i + 1]) values[i] = NaN;
    else {
      const to = pastMarks(bytes, from, offsets[i + 1]);
      if (!cell.read(bytes, from, to) || cell.shape !== shape) return null;
      values[i] = cell.days(order) * DAY + cell.time;
      if (values[i] !== values[i]) return null;
      single ||= cell.single;
      padded ||= cell.padded;
    }
  }
  return { values, pattern: patternOf(shape, order, padded || !single) };
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
