import { quantiseRows } from './gradients';
import { addEntries, COLUMN } from './histogram';

// Growing of trees, block of rows by block of rows. Twin: src/kernels/grow-reference.ts.
//
// Rows come in blocks of a fixed number, whose codes and entries fit a core's second cache. Within a
// block the entries of each node of a level stand together, so the rows of a node are read from that
// cache however deep it is. Each call takes blocks that nobody has taken yet and sums them in
// histograms of its own, which src/ml/gbdt adds up: sums of integers, so that it does not matter who
// took which.
//
//   job     u32 each { next block, blocks, rows a block, columns, bins, entries, entries of the level
//           below, segments, segments of the level below, most nodes, actions, their number, margins,
//           pairs, sample, starts, labels, params, predicted, whether sums begin }
//   segment u16 each { first entry, entries } of a node in a block: segments + 4 (block x most nodes + node)
//   starts  u32: where each block begins in the sample, and the end of the last one
//   action  48 B { node, kind, column, address of goes, node of the left child, pair, which child is
//           summed } u32 each, 4 B, { value left, value right } f64 each
//   goes    256 B a node: 8 where rows of that code go left, 0 right
//
// kinds: LEAF adds the left value to the margins of all rows of the node, LEAVES the left and right
// values as `goes` says, PART parts the entries between two children and sums those of one.

const NEXT: usize = 0;
const BLOCKS: usize = 4;
const BLOCK_ROWS: usize = 8;
const COLUMNS: usize = 12;
const BINS: usize = 16;
const FROM: usize = 20;
const INTO: usize = 24;
const SEGMENTS: usize = 28;
const SEGMENTS_BELOW: usize = 32;
const MOST_NODES: usize = 36;
const ACTIONS: usize = 40;
const ACTION_COUNT: usize = 44;
const MARGINS: usize = 48;
const PAIRS: usize = 52;
const SAMPLE: usize = 56;
const STARTS: usize = 60;
const LABELS: usize = 64;
const PARAMS: usize = 68;
const PREDICTED: usize = 72;
const BEGINS: usize = 76;

const ACTION: usize = 48;
const KIND: usize = 4;
const SPLIT_COLUMN: usize = 8;
const GOES: usize = 12;
const LEFT_CHILD: usize = 16;
const PAIR: usize = 20;
const SUMMED: usize = 24;
const LEFT_VALUE: usize = 32;
const RIGHT_VALUE: usize = 40;

const LEAF: u32 = 0;
const LEAVES: u32 = 1;

function take(job: usize): u32 {
  return atomic.add<u32>(job + NEXT, 1);
}

/** Makes the entries of all blocks from what is predicted, each block one node, and sums them. */
export function sumBlocks(
  job: usize, // IN and OUT
  histograms: usize, // IN and OUT, of one pair
): void {
  const columns = load<i32>(job, COLUMNS);
  if (load<u32>(job, BEGINS) !== 0) memory.fill(histograms, 0, <usize>columns * COLUMN);
  const blocks = load<u32>(job, BLOCKS);
  for (let block = take(job); block < blocks; block = take(job)) {
    const starts = <usize>load<u32>(job, STARTS) + ((<usize>block) << 2);
    const start = load<u32>(starts);
    const count = load<u32>(starts, 4) - start;
    const first = block * load<u32>(job, BLOCK_ROWS);
    const entries = <usize>load<u32>(job, INTO) + ((<usize>first) << 3);
    quantiseRows(
      <usize>load<u32>(job, SAMPLE) + ((<usize>start) << 2),
      <i32>count,
      first,
      <usize>load<u32>(job, LABELS),
      <usize>load<u32>(job, PARAMS),
      <usize>load<u32>(job, PREDICTED) + ((<usize>start) << 2),
      entries,
    );
    store<u32>(segmentOf(job, SEGMENTS_BELOW, block, 0), count << 16);
    const bins = <usize>load<u32>(job, BINS) + <usize>first * <usize>columns;
    addEntries(entries, <i32>count, bins, columns, histograms);
  }
}

/** Does what the actions of a level say, block by block. */
export function partBlocks(
  job: usize, // IN and OUT
  histograms: usize, // IN and OUT, of each pair
): void {
  if (load<u32>(job, BEGINS) !== 0) {
    const pairs = <usize>load<u32>(job, PAIRS);
    memory.fill(histograms, 0, pairs * <usize>load<u32>(job, COLUMNS) * COLUMN);
  }
  const blocks = load<u32>(job, BLOCKS);
  for (let block = take(job); block < blocks; block = take(job)) partBlock(job, block, histograms);
}

function segmentOf(job: usize, which: usize, block: u32, node: u32): usize {
  return (
    <usize>load<u32>(job + which) + ((<usize>(block * load<u32>(job, MOST_NODES) + node)) << 2)
  );
}

function partBlock(job: usize, block: u32, histograms: usize): void {
  const columns = load<i32>(job, COLUMNS);
  const first = block * load<u32>(job, BLOCK_ROWS);
  const bins = <usize>load<u32>(job, BINS) + <usize>first * <usize>columns;
  const from = <usize>load<u32>(job, FROM) + ((<usize>first) << 3);
  const into = <usize>load<u32>(job, INTO) + ((<usize>first) << 3);
  const margins = <usize>load<u32>(job, MARGINS) + ((<usize>first) << 3);
  let action = <usize>load<u32>(job, ACTIONS);
  const end = action + <usize>load<u32>(job, ACTION_COUNT) * ACTION;
  for (; action < end; action += ACTION) {
    const segment = load<u32>(segmentOf(job, SEGMENTS, block, load<u32>(action)));
    const at = (<usize>(segment & 0xffff)) << 3;
    const count = segment >> 16;
    const kind = load<u32>(action, KIND);
    if (kind === LEAF) addValue(from + at, count, margins, load<f64>(action, LEFT_VALUE));
    else if (kind === LEAVES) addValues(action, from + at, count, bins, columns, margins);
    else part(job, block, action, segment, from + at, into + at, bins, histograms);
  }
}

function addValue(entries: usize, count: u32, margins: usize, value: f64): void {
  const end = entries + ((<usize>count) << 3);
  for (; entries < end; entries += 8) {
    const margin = margins + ((<usize>load<u16>(entries)) << 3);
    store<f64>(margin, load<f64>(margin) + value);
  }
}

function addValues(
  action: usize,
  entries: usize,
  count: u32,
  bins: usize,
  columns: i32,
  margins: usize,
): void {
  const column = bins + <usize>load<u32>(action, SPLIT_COLUMN);
  const goes = <usize>load<u32>(action, GOES);
  const values = action + LEFT_VALUE;
  const end = entries + ((<usize>count) << 3);
  for (; entries < end; entries += 8) {
    const row = <usize>load<u16>(entries);
    const left = <usize>load<u8>(goes + <usize>load<u8>(column + row * <usize>columns));
    const margin = margins + (row << 3);
    store<f64>(margin, load<f64>(margin) + load<f64>(values + 8 - left));
  }
}

function part(
  job: usize,
  block: u32,
  action: usize,
  segment: u32,
  from: usize,
  into: usize,
  bins: usize,
  histograms: usize,
): void {
  const columns = load<i32>(job, COLUMNS);
  const column = bins + <usize>load<u32>(action, SPLIT_COLUMN);
  const goes = <usize>load<u32>(action, GOES);
  const count = segment >> 16;
  const left = partEntries(from, count, column, columns, goes, into);
  const children = segmentOf(job, SEGMENTS_BELOW, block, load<u32>(action, LEFT_CHILD));
  const first = segment & 0xffff;
  store<u32>(children, first | (left << 16));
  store<u32>(children, (first + left) | ((count - left) << 16), 4);
  const pair = <usize>load<u32>(action, PAIR) * <usize>columns * COLUMN;
  if (load<u32>(action, SUMMED) === 0) {
    addEntries(into, <i32>left, bins, columns, histograms + pair);
  } else {
    addEntries(into + ((<usize>left) << 3), <i32>(count - left), bins, columns, histograms + pair);
  }
}

/**
 * Left grows upwards, right downwards, so no count is needed first. Both places are written and one of
 * them advances, so the loop has no branch to mispredict. How many went left.
 */
function partEntries(
  from: usize,
  count: u32,
  column: usize,
  columns: i32,
  goes: usize,
  into: usize,
): u32 {
  const end = from + ((<usize>count) << 3);
  let left = into;
  let right = into + ((<usize>count) << 3) - 8;
  for (; from < end; from += 8) {
    const entry = load<u64>(from);
    const bin = column + <usize>(entry & 0xffff) * <usize>columns;
    const goesLeft = <usize>load<u8>(goes + <usize>load<u8>(bin));
    store<u64>(left, entry);
    store<u64>(right, entry);
    left += goesLeft;
    right -= 8 - goesLeft;
  }
  return <u32>((left - into) >> 3);
}
