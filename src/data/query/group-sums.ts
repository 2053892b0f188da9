import type { Groups } from './groups';
import type { Values } from './present-values';

/** Sums by group and how many values each is of. */
export interface GroupSums {
  readonly sums: Float64Array;
  readonly present: Uint32Array;
}

/** Rows a block of a sum by groups, at least. */
const BLOCK_ROWS = 1 << 18;
/** And at least so many a group, so that adding blocks up costs less than the rows. */
const BLOCK_ROWS_A_GROUP = 4;

/** Depends on the number of groups alone, so that no number of threads changes a sum. */
function blockRows(groups: number): number {
  let rows = BLOCK_ROWS;
  while (rows < BLOCK_ROWS_A_GROUP * groups) rows *= 2;
  return rows;
}

/**
 * The sum of a group's values, NaN left out: blocks of rows whose borders depend on the number of
 * groups alone, each from top to bottom, added in block order (as src/kernels/sum.ts does for one
 * sum). 0 for a group without values. Cost: O(rows).
 */
export function groupSums(values: Values, groups: Groups): GroupSums {
  const absent = new Uint32Array(groups.size);
  const sums = inBlocks(groups, (from, to, parts) => {
    addValues({ values, groups, from, to }, parts, absent);
  });
  const { counts, order } = groups;
  return { sums, present: order.map((slot) => counts[slot] - absent[slot]) };
}

/**
 * The sum of the squares of a group's values less its mean, which `means` has by group; otherwise as
 * `groupSums`. Cost: O(rows).
 */
export function groupSquares(values: Values, groups: Groups, means: Float64Array): Float64Array {
  const meanBySlot = new Float64Array(groups.size);
  groups.order.forEach((slot, group) => {
    meanBySlot[slot] = means[group];
  });
  return inBlocks(groups, (from, to, parts) => {
    addSquares({ values, groups, from, to }, parts, meanBySlot);
  });
}

/** Sums by group, of the parts that `add` puts by slot for each block of rows. */
function inBlocks(
  { slots, size, order }: Groups,
  add: (from: number, to: number, parts: Float64Array) => void,
): Float64Array {
  const sums = new Float64Array(order.length);
  const parts = new Float64Array(size);
  const step = blockRows(order.length);
  for (let from = 0; from < slots.length; from += step) {
    add(from, Math.min(from + step, slots.length), parts);
    for (let group = 0; group < order.length; group++) {
      const slot = order[group];
      sums[group] += parts[slot];
      parts[slot] = 0;
    }
  }
  return sums;
}

interface Block {
  readonly values: Values;
  readonly groups: Groups;
  readonly from: number;
  readonly to: number;
}

function addValues(block: Block, parts: Float64Array, absent: Uint32Array): void {
  const { values, to } = block;
  const { slots } = block.groups;
  for (let row = block.from; row < to; row++) {
    const value = values[row];
    const slot = slots[row];
    if (value === value) parts[slot] += value;
    else absent[slot]++;
  }
}

function addSquares(block: Block, parts: Float64Array, means: Float64Array): void {
  const { values, to } = block;
  const { slots } = block.groups;
  for (let row = block.from; row < to; row++) {
    const slot = slots[row];
    const distance = values[row] - means[slot];
    if (distance === distance) parts[slot] += distance * distance;
  }
}
