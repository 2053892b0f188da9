// Grows one tree of a random forest, from its bootstrap sample to its leaves. Twin:
// src/kernels/forest-reference.ts.
//
//   job   { codes, rows, columns, labels, seed, most columns of a node, least rows of a leaf, of a split,
//         most depth, order, spare, shuffled, sums, stack, nodes, nodes grown, out of bag, phase, end of the
//         stack, state } u32 each; phase is 0 at first, and the last three and nodes grown are the kernel's
//   codes u8, by column: 1 to 255 ascending, 0 where missing
//   order u32 a row, as is spare; shuffled u32 a column
//   sums  a sum for each of 256 codes, all 0, then those of the node at hand and of 32 kinds of rows, then a
//         bit for each code
//   stack 16 B { node, first, end, depth } u32 each, room for 32
//   node  24 B { column, last code that goes left, left child, 1 where missing goes left, weight,
//         positives } u32 each; the right child is left + 1, a leaf has left 0
//
//   out of bag  16 B a row { sum of values times 2^32 u64, trees u32 }, 4 B; address 0 where it is not wanted
//
// A sum is { rows, weight, positives, 0 } u32. A row's weight is how often it was drawn: Poisson of mean 1 by
// a hash of row and seed, which any thread can tell of any row. In `order` a row is row << 5 | weight << 1 |
// label.

const CODES: usize = 0;
const ROWS: usize = 4;
const COLUMNS: usize = 8;
const LABELS: usize = 12;
const SEED: usize = 16;
const MOST_COLUMNS: usize = 20;
const LEAST_LEAF: usize = 24;
const LEAST_SPLIT: usize = 28;
const MOST_DEPTH: usize = 32;
const ORDER: usize = 36;
const SPARE: usize = 40;
const SHUFFLED: usize = 44;
const SUMS: usize = 48;
const STACK: usize = 52;
const NODES: usize = 56;
const GROWN: usize = 60;
const OUT_OF_BAG: usize = 64;
const PHASE: usize = 68;
const TOP: usize = 72;
const STATE: usize = 76;

const GROWING: u32 = 1;
const DONE: u32 = 2;
/** A call ends after so many rows were looked at in a column: some milliseconds. */
const WORK: u32 = 1 << 19;

const NODE: usize = 24;
const CODES_PER_COLUMN: usize = 256;
const SUM: usize = 16;
/** Behind the sums of the codes: the node's, those of the kinds of rows, and bits of codes. */
const NODE_SUM: usize = 256 * 16;
const KINDS: usize = NODE_SUM + 16;
const BITS: usize = KINDS + 32 * 16;
/** With fewer rows than this the codes that there are are marked, so that no others are looked at. */
const FEW: usize = 192;
/** 2^32 times the probability that a Poisson number of mean 1 is at most 0, 1, ... 8. */
const POISSON_0: u32 = 1580030169;
const POISSON_1: u32 = 3160060337;
const POISSON_2: u32 = 3950075422;
const POISSON_3: u32 = 4213413783;
const POISSON_4: u32 = 4279248374;
const POISSON_5: u32 = 4292415292;
const POISSON_6: u32 = 4294609778;
const POISSON_7: u32 = 4294923276;
const POISSON_8: u32 = 4294962463;

/** How often a row is drawn. */
function drawsOf(row: u32, seed: u32): u32 {
  let h = ((row + 1) * 0x9e3779b1) ^ seed;
  h = (h ^ (h >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  h ^= h >> 16;
  if (h < POISSON_0) return 0;
  if (h < POISSON_1) return 1;
  if (h < POISSON_2) return 2;
  if (h < POISSON_3) return 3;
  if (h < POISSON_4) return 4;
  if (h < POISSON_5) return 5;
  if (h < POISSON_6) return 6;
  if (h < POISSON_7) return 7;
  return h < POISSON_8 ? 8 : 9;
}

/** The next number of a stream: SplitMix32. */
function mixed(state: u32): u32 {
  let z = state;
  z = (z ^ (z >> 16)) * 0x85ebca6b;
  z = (z ^ (z >> 13)) * 0xc2b2ae35;
  return z ^ (z >> 16);
}

// The best cut of the node at hand, and the rows, weight and positives that it sends left.
let bestScore: f64 = -1;
let bestColumn: u32 = 0;
let bestCode: u32 = 0;
let bestMissing: u32 = 0;
let leftRows: u32 = 0;
let leftWeight: u32 = 0;
let leftPositives: u32 = 0;

/** Larger for purer sides: what their Gini impurities take away from the weight, less a constant. */
function purity(weight: u32, positives: u32): f64 {
  const ones = <f64>positives;
  const zeros = <f64>(weight - positives);
  return (ones * ones + zeros * zeros) / <f64>weight;
}

/** Puts all drawn rows in order; how many. */
function draw(job: usize): u32 {
  const rows = load<u32>(job, ROWS);
  const labels = <usize>load<u32>(job, LABELS);
  const seed = load<u32>(job, SEED);
  let to = <usize>load<u32>(job, ORDER);
  const first = to;
  for (let row: u32 = 0; row < rows; row++) {
    const draws = drawsOf(row, seed);
    store<u32>(to, (row << 5) | (draws << 1) | (<u32>load<u8>(labels + <usize>row)));
    to += draws > 0 ? 4 : 0;
  }
  return <u32>((to - first) >> 2);
}

/** Writes what a row adds, by its weight and label, which are the last five bits of a row in order. */
function writeKinds(sums: usize): void {
  for (let kind: u32 = 0; kind < 32; kind++) {
    const weight = kind >> 1;
    const sum = i32x4.replace_lane(i32x4(1, 0, 0, 0), 1, <i32>weight);
    const at = sums + KINDS + ((<usize>kind) << 4);
    v128.store(at, i32x4.replace_lane(sum, 2, <i32>(weight * (kind & 1))));
  }
}

/** Adds a row to the sum of its code, and gives the code. */
function addRow(codes: usize, row: u32, sums: usize): usize {
  const code = <usize>load<u8>(codes + <usize>(row >> 5));
  const at = sums + (code << 4);
  const one = v128.load(sums + ((<usize>(row & 31)) << 4), KINDS);
  v128.store(at, i32x4.add(v128.load(at), one));
  return code;
}

/** Adds the rows to the sums of their codes. */
function addRows(codes: usize, from: usize, end: usize, sums: usize): void {
  for (; from < end; from += 4) addRow(codes, load<u32>(from), sums);
}

/** The same, with a bit for each code that there is. */
function addFewRows(codes: usize, from: usize, end: usize, sums: usize): void {
  for (; from < end; from += 4) {
    const code = addRow(codes, load<u32>(from), sums);
    const bits = sums + BITS + ((code >> 6) << 3);
    store<u64>(bits, load<u64>(bits) | ((<u64>1) << (code & 63)));
  }
}

/** Keeps a cut that leaves both sides rows enough and is better than all before. */
function tryCut(
  job: usize,
  node: usize, // IN, a sum
  left: v128,
  column: u32,
  code: u32,
  missing: u32,
): void {
  const least = load<u32>(job, LEAST_LEAF);
  const rows = <u32>i32x4.extract_lane(left, 0);
  if (rows < least || load<u32>(node) - rows < least) return;
  const weight = <u32>i32x4.extract_lane(left, 1);
  const positives = <u32>i32x4.extract_lane(left, 2);
  const score =
    purity(weight, positives) + purity(load<u32>(node, 4) - weight, load<u32>(node, 8) - positives);
  if (score <= bestScore) return;
  bestScore = score;
  bestColumn = column;
  bestCode = code;
  bestMissing = missing;
  leftRows = rows;
  leftWeight = weight;
  leftPositives = positives;
}

/** Tries the cuts behind a code. */
function tryCode(job: usize, column: u32, code: u32, left: v128, absent: v128): void {
  const node = <usize>load<u32>(job, SUMS) + NODE_SUM;
  if (i32x4.extract_lane(absent, 0) > 0) {
    tryCut(job, node, left, column, code, 0);
    tryCut(job, node, i32x4.add(left, absent), column, code, 1);
    return;
  }
  // Where nothing is missing it goes to the heavier side.
  const heavier = <u32>(2 * <u32>i32x4.extract_lane(left, 1) > load<u32>(node, 4));
  tryCut(job, node, left, column, code, heavier);
}

/** Tries every cut of a column, and makes its sums 0 again; whether the rows differ in it. */
function scan(job: usize, column: u32): bool {
  const sums = <usize>load<u32>(job, SUMS);
  const absent = v128.load(sums);
  v128.store(sums, i32x4.splat(0));
  let left = i32x4.splat(0);
  let kinds = i32x4.extract_lane(absent, 0) > 0 ? 1 : 0;
  for (let code: usize = 1; code < CODES_PER_COLUMN; code++) {
    const at = sums + code * SUM;
    if (load<u32>(at) === 0) continue;
    kinds++;
    left = i32x4.add(left, v128.load(at));
    v128.store(at, i32x4.splat(0));
    tryCode(job, column, <u32>code, left, absent);
  }
  return kinds > 1;
}

/** The same where codes are marked, whose marks it takes away. */
function scanFew(job: usize, column: u32): bool {
  const sums = <usize>load<u32>(job, SUMS);
  const absent = v128.load(sums);
  v128.store(sums, i32x4.splat(0));
  let left = i32x4.splat(0);
  let kinds = i32x4.extract_lane(absent, 0) > 0 ? 1 : 0;
  for (let word: usize = 0; word < 4; word++) {
    const marks = sums + BITS + (word << 3);
    let bits = load<u64>(marks);
    store<u64>(marks, 0);
    if (word === 0) bits &= ~(<u64>1);
    for (; bits !== 0; bits &= bits - 1) {
      const code = (word << 6) + <usize>ctz(bits);
      const at = sums + code * SUM;
      kinds++;
      left = i32x4.add(left, v128.load(at));
      v128.store(at, i32x4.splat(0));
      tryCode(job, column, <u32>code, left, absent);
    }
  }
  return kinds > 1;
}

/** Looks for the best cut in columns that are drawn, and in more while all rows agree in all of them. */
function search(job: usize, from: usize, end: usize, state: u32): u32 {
  const rows = <usize>load<u32>(job, ROWS);
  const columns = load<u32>(job, COLUMNS);
  const shuffled = <usize>load<u32>(job, SHUFFLED);
  const most = load<u32>(job, MOST_COLUMNS);
  const codes = <usize>load<u32>(job, CODES);
  const sums = <usize>load<u32>(job, SUMS);
  bestScore = -1;
  let differs = false;
  for (let k: u32 = 0; k < columns && (k < most || !differs); k++) {
    state += 0x9e3779b9;
    const other = k + <u32>((<u64>mixed(state) * <u64>(columns - k)) >> 32);
    const place = shuffled + ((<usize>k) << 2);
    const chosen = shuffled + ((<usize>other) << 2);
    const column = load<u32>(chosen);
    store<u32>(chosen, load<u32>(place));
    store<u32>(place, column);
    const own = codes + <usize>column * rows;
    if (end - from < 4 * FEW) {
      addFewRows(own, from, end, sums);
      if (scanFew(job, column)) differs = true;
    } else {
      addRows(own, from, end, sums);
      if (scan(job, column)) differs = true;
    }
  }
  return state;
}

/** Parts rows by the best cut, each side in the order it had; where the right side begins. */
function part(job: usize, from: usize, end: usize): usize {
  const rows = <usize>load<u32>(job, ROWS);
  const codes = <usize>load<u32>(job, CODES) + <usize>bestColumn * rows;
  const spare = <usize>load<u32>(job, SPARE);
  let to = from;
  let aside = spare;
  for (let at = from; at < end; at += 4) {
    const row = load<u32>(at);
    const code = <u32>load<u8>(codes + <usize>(row >> 5));
    const left = code === 0 ? bestMissing !== 0 : code <= bestCode;
    store<u32>(to, row);
    store<u32>(aside, row);
    to += left ? 4 : 0;
    aside += left ? 0 : 4;
  }
  memory.copy(to, spare, aside - spare);
  return to;
}

function push(stack: usize, node: u32, from: usize, end: usize, depth: u32): usize {
  store<u32>(stack, node);
  store<u32>(stack, <u32>from, 4);
  store<u32>(stack, <u32>end, 8);
  store<u32>(stack, depth, 12);
  return stack + 16;
}

function storeNode(nodes: usize, node: u32, weight: u32, positives: u32): void {
  const at = nodes + <usize>node * NODE;
  store<u64>(at, 0);
  store<u64>(at, 0, 8);
  store<u32>(at, weight, 16);
  store<u32>(at, positives, 20);
}

/** Draws the rows, of which the root has all. */
function begin(job: usize): void {
  const nodes = <usize>load<u32>(job, NODES);
  const order = <usize>load<u32>(job, ORDER);
  const sums = <usize>load<u32>(job, SUMS);
  const columns = load<u32>(job, COLUMNS);
  const shuffled = <usize>load<u32>(job, SHUFFLED);
  for (let k: u32 = 0; k < columns; k++) store<u32>(shuffled + ((<usize>k) << 2), k);
  const end = order + ((<usize>draw(job)) << 2);
  writeKinds(sums);
  let all = i32x4.splat(0);
  for (let at = order; at < end; at += 4) {
    all = i32x4.add(all, v128.load(sums + ((<usize>(load<u32>(at) & 31)) << 4), KINDS));
  }
  storeNode(nodes, 0, <u32>i32x4.extract_lane(all, 1), <u32>i32x4.extract_lane(all, 2));
  store<u32>(job, 1, GROWN);
  store<u32>(job, load<u32>(job, SEED), STATE);
  store<u32>(job, <u32>push(<usize>load<u32>(job, STACK), 0, order, end, 0), TOP);
}

/** Splits the node on top of the stack, if it can be; how many rows it has. */
function growNode(job: usize): u32 {
  const nodes = <usize>load<u32>(job, NODES);
  const node = <usize>load<u32>(job, SUMS) + NODE_SUM;
  let stack = <usize>load<u32>(job, TOP) - 16;
  store<u32>(job, <u32>stack, TOP);
  const at = nodes + <usize>load<u32>(stack) * NODE;
  const from = <usize>load<u32>(stack, 4);
  const to = <usize>load<u32>(stack, 8);
  const depth = load<u32>(stack, 12);
  const rows = <u32>((to - from) >> 2);
  const weight = load<u32>(at, 16);
  const positives = load<u32>(at, 20);
  const least = max(load<u32>(job, LEAST_SPLIT), 2 * load<u32>(job, LEAST_LEAF));
  if (rows < least || depth === load<u32>(job, MOST_DEPTH)) return 1;
  if (positives === 0 || positives === weight) return 1;
  store<u32>(node, rows);
  store<u32>(node, weight, 4);
  store<u32>(node, positives, 8);
  store<u32>(job, search(job, from, to, load<u32>(job, STATE)), STATE);
  if (bestScore < 0) return rows;
  const border = part(job, from, to);
  const grown = load<u32>(job, GROWN);
  store<u32>(at, bestColumn);
  store<u32>(at, bestCode, 4);
  store<u32>(at, grown, 8);
  store<u32>(at, bestMissing, 12);
  storeNode(nodes, grown, leftWeight, leftPositives);
  storeNode(nodes, grown + 1, weight - leftWeight, positives - leftPositives);
  store<u32>(job, grown + 2, GROWN);
  // The smaller side first, so that few wait.
  if (border - from <= to - border) {
    stack = push(stack, grown + 1, border, to, depth + 1);
    stack = push(stack, grown, from, border, depth + 1);
  } else {
    stack = push(stack, grown, from, border, depth + 1);
    stack = push(stack, grown + 1, border, to, depth + 1);
  }
  store<u32>(job, <u32>stack, TOP);
  return rows;
}

/**
 * Goes on with a tree for some milliseconds: call it until its phase is DONE. Nodes: at most two for each
 * row that was drawn.
 */
export function growForestTree(job: usize): void {
  const phase = load<u32>(job, PHASE);
  if (phase === 0) {
    begin(job);
    store<u32>(job, GROWING, PHASE);
    return;
  }
  const bottom = load<u32>(job, STACK);
  const most = load<u32>(job, MOST_COLUMNS);
  for (let work: u32 = 0; work < WORK;) {
    if (load<u32>(job, TOP) === bottom) {
      if (load<u32>(job, OUT_OF_BAG) !== 0) addOutOfBag(job);
      store<u32>(job, DONE, PHASE);
      return;
    }
    work += growNode(job) * (most + 1);
  }
}

/** The leaf that a row falls into. */
function leafOf(job: usize, row: usize): usize {
  const rows = <usize>load<u32>(job, ROWS);
  const codes = <usize>load<u32>(job, CODES) + row;
  const nodes = <usize>load<u32>(job, NODES);
  let node = nodes;
  for (let left = load<u32>(node, 8); left !== 0; left = load<u32>(node, 8)) {
    const code = <u32>load<u8>(codes + <usize>load<u32>(node) * rows);
    const goesLeft = code === 0 ? load<u32>(node, 12) !== 0 : code <= load<u32>(node, 4);
    node = nodes + <usize>(left + (goesLeft ? 0 : 1)) * NODE;
  }
  return node;
}

/** Adds what the tree says of rows that it has not seen. */
function addOutOfBag(job: usize): void {
  const rows = load<u32>(job, ROWS);
  const seed = load<u32>(job, SEED);
  let at = <usize>load<u32>(job, OUT_OF_BAG);
  for (let row: u32 = 0; row < rows; row++, at += 16) {
    if (drawsOf(row, seed) > 0) continue;
    const leaf = leafOf(job, row);
    const weight = load<u32>(leaf, 16);
    if (weight === 0) continue;
    const value = <f64>load<u32>(leaf, 20) / <f64>weight;
    store<u64>(at, load<u64>(at) + <u64>(value * 4294967296.0));
    store<u32>(at, load<u32>(at, 8) + 1, 8);
  }
}
