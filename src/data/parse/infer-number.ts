import { allocateFloat64 } from '../table/allocate';
import type { Cells } from '../../kernels/cells';
import { CELLS_PER_CHECKPOINT, KERNEL_CELLS_PER_CHECKPOINT, type InferContext } from './cells';
import { markOf, NOT_A_NUMBER, readNumber, type NumberStyle } from './number-text';

const COMMA = 44;
/** Kernels that stop after fewer cells than this are spared the next ones. */
const SOON = 4096;

/**
 * The cells as numbers in column memory, NaN where blank, if every other cell is a number that a double keeps; null
 * if not. First with a decimal point; then with a decimal comma where the comma does not separate
 * fields, and not if every comma could stand before thousands (1,234). Cost: O(bytes).
 */
export function inferNumbers(cells: Cells, context: InferContext): Float64Array | null {
  const values = readAll(cells, { decimalComma: false }, context);
  if (values !== null || !context.commaFree || looksLikeThousands(cells)) return values;
  return readAll(cells, { decimalComma: true }, context);
}

function readAll(cells: Cells, style: NumberStyle, context: InferContext): Float64Array | null {
  const { count } = cells;
  const values = allocateFloat64(firstFails(cells, style) ? 0 : count);
  if (values.length < count) return null;
  let numbers = 0;
  /** Cells to read here before the kernels are asked again: more, the sooner they stopped. */
  let here = 1;
  const most = context.kernels === null ? CELLS_PER_CHECKPOINT : KERNEL_CELLS_PER_CHECKPOINT;
  for (let from = 0; from < count;) {
    context.control.checkpoint();
    const to = Math.min(count, from + most);
    const done =
      context.kernels?.reader.readNumbers({ cells, from, to, values }, markOf(style)) ?? from;
    here = done - from < SOON && context.kernels !== null ? Math.min(2 * here, SOON) : 1;
    const end = context.kernels === null ? to : Math.min(to, done + here);
    for (let i = done; i < end; i++) {
      const value = readNumber(cells, i, style);
      if (value === NOT_A_NUMBER) return null;
      values[i] = value;
    }
    from = end;
  }
  for (let i = 0; i < count && numbers === 0; i++) if (values[i] === values[i]) numbers++;
  return numbers === 0 ? null : values;
}

/** A look at the first cells that spares most text columns the allocation. */
function firstFails(cells: Cells, style: NumberStyle): boolean {
  for (let i = 0; i < Math.min(cells.count, 8); i++) {
    const value = readNumber(cells, i, style);
    if (value === NOT_A_NUMBER) return true;
  }
  return false;
}

function looksLikeThousands(cells: Cells): boolean {
  const { bytes, offsets, count } = cells;
  for (let i = 0; i < count; i++) {
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      if (bytes[at] === COMMA && offsets[i + 1] - at !== 4) return false;
    }
  }
  return true;
}
