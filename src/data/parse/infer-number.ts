import { allocateFloat64 } from '../table/allocate';
import { CELLS_PER_CHECKPOINT, type Cells, type InferContext } from './cells';
import { NOT_A_NUMBER, readNumber, type NumberStyle } from './number-text';

const COMMA = 44;

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
  for (let i = 0; i < count; i++) {
    if ((i & (CELLS_PER_CHECKPOINT - 1)) === 0) context.control.checkpoint();
    const value = readNumber(cells, i, style);
    if (value === NOT_A_NUMBER) return null;
    if (value === value) numbers++;
    values[i] = value;
  }
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
