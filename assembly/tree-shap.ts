// Shapley values of boosted trees from tables. Twin: src/ml/gbdt/tree-shap.ts.
//
//   model    { columns u32, cuts u32, groups u32, first group u32, bytes of a row's values u32,
//              place of the codes in scratch u32 }
//   cuts     as in predict.ts
//   group    { nodes u32, table u32, 0, bytes in all u32 }, 8 x { codes u32, threshold u32 },
//            8 x value u32; or a single leaf as in deep-shap.ts
//   table    64 B for each pattern of decisions, 8 x f64; node k going left is bit k of a pattern
//   scratch  { patterns of 64 rows, or what a leaf needs }, codes, 64 B each
//
// `codes` and `threshold` are as in predict.ts; `value` is where among the values of a row an entry of
// the table is added. What a group does not need are entries of 0.

import { explainLeaf } from './deep-shap';
import { codeColumns } from './predict';

const ROWS: i32 = 64;
const TESTS: usize = 16;
const VALUES: usize = 80;

function decisions(threshold: v128, codes: usize, bit: v128): v128 {
  return v128.and(i8x16.gt_s(threshold, v128.load(codes)), bit);
}

/** Writes the patterns of 64 rows. */
function findPatterns(group: usize, codesOfRows: usize, patterns: usize): void {
  let a = i64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const nodes = load<i32>(group);
  let test = group + TESTS;
  for (let k = 0; k < nodes; k++, test += 8) {
    const codes = codesOfRows + <usize>load<u32>(test);
    const threshold = v128.load32_splat(test, 4);
    const bit = i8x16.splat((<i8>1) << (<i8>k));
    a = v128.or(a, decisions(threshold, codes, bit));
    b = v128.or(b, decisions(threshold, codes + 16, bit));
    c = v128.or(c, decisions(threshold, codes + 32, bit));
    d = v128.or(d, decisions(threshold, codes + 48, bit));
  }
  v128.store(patterns, a);
  v128.store(patterns, b, 16);
  v128.store(patterns, c, 32);
  v128.store(patterns, d, 48);
}

function add(at: usize, x: f64): void {
  store<f64>(at, load<f64>(at) + x);
}

/** Adds the entries of the patterns to the values of their rows. */
function addEntries(group: usize, patterns: usize, count: i32, row: usize, bytes: usize): void {
  const table = <usize>load<u32>(group, 4);
  const a = <usize>load<u32>(group, VALUES);
  const b = <usize>load<u32>(group, VALUES + 4);
  const c = <usize>load<u32>(group, VALUES + 8);
  const d = <usize>load<u32>(group, VALUES + 12);
  const e = <usize>load<u32>(group, VALUES + 16);
  const f = <usize>load<u32>(group, VALUES + 20);
  const g = <usize>load<u32>(group, VALUES + 24);
  const h = <usize>load<u32>(group, VALUES + 28);
  const end = patterns + <usize>count;
  for (; patterns < end; patterns++, row += bytes) {
    const entry = table + ((<usize>load<u8>(patterns)) << 6);
    add(row + a, load<f64>(entry));
    add(row + b, load<f64>(entry, 8));
    add(row + c, load<f64>(entry, 16));
    add(row + d, load<f64>(entry, 24));
    add(row + e, load<f64>(entry, 32));
    add(row + f, load<f64>(entry, 40));
    add(row + g, load<f64>(entry, 48));
    add(row + h, load<f64>(entry, 56));
  }
}

/** Adds the Shapley values of all groups, one after the other, to those of rows. */
export function explainCoded(
  model: usize, // IN
  values: usize, // IN, f32: column j is values + 4 * j * stride
  stride: i32,
  rows: i32,
  scratch: usize,
  contributions: usize, // IN and OUT, f64, row after row
): void {
  const columns = load<u32>(model);
  const cuts = <usize>load<u32>(model, 4);
  const groups = load<u32>(model, 8);
  const bytes = <usize>load<u32>(model, 16);
  const codes = scratch + <usize>load<u32>(model, 20);
  for (let from = 0; from < rows; from += ROWS) {
    const count = min(ROWS, rows - from);
    codeColumns(values, stride, count, columns, cuts, codes);
    let group = <usize>load<u32>(model, 12);
    for (let g: u32 = 0; g < groups; g++) {
      if (load<u32>(group, 8) > 0) {
        explainLeaf(group, codes, scratch, count, contributions, bytes);
      } else {
        findPatterns(group, codes, scratch);
        addEntries(group, scratch, count, contributions, bytes);
      }
      group += <usize>load<u32>(group, 12);
    }
    values += (<usize>ROWS) << 2;
    contributions += <usize>ROWS * bytes;
  }
}
