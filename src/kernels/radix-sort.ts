const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

const scratchFloat = new Float32Array(1);
const scratchFloatWord = new Uint32Array(scratchFloat.buffer);
const scratchDouble = new Float64Array(1);
const scratchDoubleWords = new Uint32Array(scratchDouble.buffer);

/** The numbers 0 to n - 1. */
export function identityOrder(n: number): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order;
}

/** How often each value of each 11-bit digit occurs; no order changes it. */
function digitCounts(order: Uint32Array, keys: Uint32Array): Uint32Array[] {
  const counts = [new Uint32Array(DIGITS), new Uint32Array(DIGITS), new Uint32Array(DIGITS)];
  const [low, middle, high] = counts;
  for (let i = 0; i < order.length; i++) {
    const key = keys[order[i]];
    low[key & (DIGITS - 1)]++;
    middle[(key >>> DIGIT_BITS) & (DIGITS - 1)]++;
    high[key >>> (2 * DIGIT_BITS)]++;
  }
  return counts;
}

/** Where the rows of each value of a digit start. */
function startsOf(counts: Uint32Array): Uint32Array {
  let start = 0;
  return counts.map((count) => {
    start += count;
    return start - count;
  });
}

/**
 * Sorts `order` in place, ascending by keys[order[i]], rows of equal key staying as they were; so a
 * sort by several keys is one call a key, the most important last. Radix sort, O(n), at most three
 * passes (none by a digit that all share) and one scratch array of n.
 */
export function sortOrderByKey(order: Uint32Array, keys: Uint32Array): void {
  if (order.length < 2) return;
  let from = order;
  let into: Uint32Array = new Uint32Array(order.length);
  const counts = digitCounts(order, keys);
  for (let digit = 0; digit < counts.length; digit++) {
    const shift = digit * DIGIT_BITS;
    if (counts[digit][(keys[order[0]] >>> shift) & (DIGITS - 1)] === order.length) continue;
    const next = startsOf(counts[digit]);
    for (let i = 0; i < from.length; i++) {
      const row = from[i];
      into[next[(keys[row] >>> shift) & (DIGITS - 1)]++] = row;
    }
    [from, into] = [into, from];
  }
  if (from !== order) order.set(from);
}

/** A key that ascends as `value` descends: 0 for the highest, 2^32 - 1 for NaN. -0 equals 0. */
export function descendingFloatKey(value: number): number {
  if (Number.isNaN(value)) return 0xffffffff;
  scratchFloat[0] = value + 0;
  const word = scratchFloatWord[0];
  return (word & 0x80000000) !== 0 ? word : ~word & 0x7fffffff;
}

/** Two 32-bit keys of float64 values that ascend, `high` before `low`, as the values descend. */
export function descendingDoubleKeys(values: ArrayLike<number>): {
  high: Uint32Array;
  low: Uint32Array;
} {
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    scratchDouble[0] = values[i] + 0;
    const negative = (scratchDoubleWords[1] & 0x80000000) !== 0;
    low[i] = negative ? scratchDoubleWords[0] : ~scratchDoubleWords[0];
    high[i] = negative ? scratchDoubleWords[1] : ~scratchDoubleWords[1] & 0x7fffffff;
    if (Number.isNaN(values[i])) high[i] = low[i] = 0xffffffff;
  }
  return { high, low };
}

/**
 * Two 32-bit keys of float64 values that ascend, `high` before `low`, as the values ascend; NaN has
 * the highest. -0 equals 0.
 */
export function ascendingDoubleKeys(values: ArrayLike<number>): {
  high: Uint32Array;
  low: Uint32Array;
} {
  const { high, low } = descendingDoubleKeys(values);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    high[i] = ~high[i];
    low[i] = ~low[i];
  }
  return { high, low };
}
