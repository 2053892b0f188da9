// Splits the entries of a node between its children. Twin: src/kernels/histogram-reference.ts.
//
//   from  [ a b c d e f g h ]     left grows upwards, right downwards, so no count is needed first
//   into  [ a c d g > < h f e b ]

const ENTRY: usize = 12;

/**
 * Entries whose bin is in [low, low + width) in `column` go left. Both places are written and one
 * of them advances, so the loop has no branch to mispredict. Writes the count of the left side.
 */
export function partitionEntries(
  from: usize, // IN
  count: i32,
  bins: usize, // IN: start of the bins, already moved to the column
  columns: i32,
  low: u32,
  width: u32,
  into: usize, // OUT
  counted: usize, // OUT, u32
): void {
  const stride = <usize>columns;
  const end = from + <usize>count * ENTRY;
  let left = into;
  let right = into + <usize>(count - 1) * ENTRY;
  for (; from < end; from += ENTRY) {
    const row = load<u32>(from);
    const gradient = load<u32>(from, 4);
    const hessian = load<u32>(from, 8);
    store<u32>(left, row);
    store<u32>(left, gradient, 4);
    store<u32>(left, hessian, 8);
    store<u32>(right, row);
    store<u32>(right, gradient, 4);
    store<u32>(right, hessian, 8);
    const goesLeft = <usize>(<u32>load<u8>(bins + <usize>row * stride) - low < width);
    left += goesLeft * ENTRY;
    right -= (1 - goesLeft) * ENTRY;
  }
  store<u32>(counted, <u32>((left - into) / ENTRY));
}
