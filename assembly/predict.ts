// Margins of boosted trees. Twin: src/ml/gbdt/predict.ts.
//
// predictCoded: 64 rows take all nodes of a tree at once, 16 in a vector, as bytes.
//
//   model   { columns u32, cuts u32, trees u32, first tree u32 }, addresses
//   cuts    as in binning.ts, the distinct thresholds of each column
//   tree    { inner nodes u32, bytes in all u32, 0, 0 }, nodes, leaf values f32, filled to 16 B
//   node    16 B  { left u32, right u32, codes u32, threshold u32 }, children before parents
//   scratch { numbers of the 256 leaves, results of up to 255 nodes, codes }, 64 B each
//
// A result says for each row in which leaf below the node it ends; `left` and `right` are where in
// scratch the results of the children stand, `codes` where the column's do. Each column is coded twice:
// a missing value is below all thresholds, then above all. Codes and thresholds are signed bytes, the
// threshold four times over; a row goes left when threshold > code.
//
// walkTrees: four rows go down a tree side by side.
//
//   forest  { nodes u32, depth u32, bytes in all u32, 0 }, nodes, values f32, filled to 16 B, tree by tree
//   node    16 B  { column u32, threshold f32, left u32, missing goes right u32 }, the right child is
//           left + 1; a leaf has itself as left and a threshold of NaN

import { codeOf } from './binning';

const ROWS: i32 = 64;
const SLOT: usize = 64;
const RESULTS: usize = 256 * SLOT;
const CODES: usize = 511 * SLOT;
const CUTS_BYTES: usize = 1028;
const HEADER: usize = 16;
const NODE: usize = 16;

/** Writes the numbers of the leaves, each 64 times. */
function numberLeaves(scratch: usize): void {
  for (let leaf = 0; leaf < 256; leaf++) memory.fill(scratch + <usize>leaf * SLOT, <u8>leaf, SLOT);
}

/** Codes `count` rows of all columns, for missing values that go left, then for those that go right. */
export function codeColumns(
  values: usize, // IN: column j is values + 4 * j * stride
  stride: i32,
  count: i32,
  columns: u32,
  cuts: usize, // IN
  codes: usize, // OUT, two slots a column
): void {
  for (let column: u32 = 0; column < columns; column++) {
    for (let i = 0; i < count; i++) {
      const code = codeOf(load<f32>(values + ((<usize>i) << 2)), cuts);
      store<u8>(codes + i, (<u8>(max<u32>(code, 1) - 1)) ^ 0x80);
      store<u8>(codes + i, (<u8>(code - 1)) ^ 0x80, SLOT);
    }
    values += (<usize>stride) << 2;
    cuts += CUTS_BYTES;
    codes += 2 * SLOT;
  }
}

/** Where 16 rows end below a node. */
function chosen(left: usize, right: usize, codes: usize, threshold: v128): v128 {
  const goesLeft = i8x16.gt_s(threshold, v128.load(codes));
  return v128.bitselect(v128.load(left), v128.load(right), goesLeft);
}

/** Takes 64 rows through a tree and returns where in scratch the numbers of their leaves stand. */
function findLeaves(tree: usize, scratch: usize): usize {
  const nodes = load<u32>(tree);
  if (nodes === 0) return scratch;
  let result = scratch + RESULTS;
  const end = tree + HEADER + <usize>nodes * NODE;
  for (let node = tree + HEADER; node < end; node += NODE, result += SLOT) {
    const left = scratch + <usize>load<u32>(node);
    const right = scratch + <usize>load<u32>(node, 4);
    const codes = scratch + <usize>load<u32>(node, 8);
    const threshold = v128.load32_splat(node, 12);
    v128.store(result, chosen(left, right, codes, threshold));
    v128.store(result, chosen(left + 16, right + 16, codes + 16, threshold), 16);
    v128.store(result, chosen(left + 32, right + 32, codes + 32, threshold), 32);
    v128.store(result, chosen(left + 48, right + 48, codes + 48, threshold), 48);
  }
  return result - SLOT;
}

/** Adds the leaf of every tree to the margins of rows, tree by tree. */
export function predictCoded(
  model: usize, // IN
  values: usize, // IN, f32: column j is values + 4 * j * stride
  stride: i32,
  rows: i32,
  scratch: usize,
  margins: usize, // IN and OUT, f32
): void {
  const columns = load<u32>(model);
  const cuts = <usize>load<u32>(model, 4);
  const trees = load<u32>(model, 8);
  numberLeaves(scratch);
  for (let from = 0; from < rows; from += ROWS) {
    const count = min(ROWS, rows - from);
    codeColumns(values, stride, count, columns, cuts, scratch + CODES);
    let tree = <usize>load<u32>(model, 12);
    for (let t: u32 = 0; t < trees; t++) {
      const leaves = findLeaves(tree, scratch);
      const outcome = tree + HEADER + <usize>load<u32>(tree) * NODE;
      for (let i = 0; i < count; i++) {
        const leaf = <usize>load<u8>(leaves + i);
        const at = margins + ((<usize>i) << 2);
        store<f32>(at, load<f32>(at) + load<f32>(outcome + (leaf << 2)));
      }
      tree += <usize>load<u32>(tree, 4);
    }
    values += (<usize>ROWS) << 2;
    margins += (<usize>ROWS) << 2;
  }
}

/** The node that a row goes to from `node`; a leaf keeps it. */
function next(nodes: usize, node: usize, row: usize, column: usize): usize {
  const x = load<f32>(row + <usize>load<u32>(node) * column);
  const goesRight = (<u32>(x >= load<f32>(node, 4))) | ((<u32>(x !== x)) & load<u32>(node, 12));
  return nodes + <usize>(load<u32>(node, 8) + goesRight) * NODE;
}

/** Adds to the margin of a row what its leaf is worth. */
function addLeaf(margin: usize, node: usize, nodes: usize, outcome: usize): void {
  store<f32>(margin, load<f32>(margin) + load<f32>(outcome + ((node - nodes) >> 2)));
}

/** Adds the leaf of every tree to the margins of rows, tree by tree, whatever their size. */
export function walkTrees(
  forest: usize, // IN
  trees: i32,
  values: usize, // IN, f32: column j is values + 4 * j * stride
  stride: i32,
  rows: i32, // of four; those behind the last are read and written too
  margins: usize, // IN and OUT, f32
): void {
  const column = (<usize>stride) << 2;
  for (let t = 0; t < trees; t++) {
    const count = <usize>load<u32>(forest);
    const depth = load<u32>(forest, 4);
    const nodes = forest + HEADER;
    const outcome = nodes + count * NODE;
    for (let i = 0; i < rows; i += 4) {
      const row = values + ((<usize>i) << 2);
      let a = nodes;
      let b = nodes;
      let c = nodes;
      let d = nodes;
      for (let level: u32 = 0; level < depth; level++) {
        a = next(nodes, a, row, column);
        b = next(nodes, b, row + 4, column);
        c = next(nodes, c, row + 8, column);
        d = next(nodes, d, row + 12, column);
      }
      const margin = margins + ((<usize>i) << 2);
      addLeaf(margin, a, nodes, outcome);
      addLeaf(margin + 4, b, nodes, outcome);
      addLeaf(margin + 8, c, nodes, outcome);
      addLeaf(margin + 12, d, nodes, outcome);
    }
    forest += <usize>load<u32>(forest, 8);
  }
}
