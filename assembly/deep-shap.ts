// Shapley values of leaves too deep for a table. Twin: src/ml/gbdt/tree-shap.ts.
//
//   leaf     { 0, 0, elements u32, bytes in all u32 }, value f64, 0, 0,
//            weights of sets by size, f64 an element, elements, tests, filled to 16 B
//   element  16 B  { zero fraction f64, value u32, its tests u32 }
//   test     16 B  { codes u32, threshold u32, flip u32, 0 }, in the order of the elements
//   scratch  { followed, 64 B an element }, { sets by size, f64 }, { elements followed, u32 }
//
// `codes`, `threshold` and `value` are as in tree-shap.ts; `flip` has all bits set where the leaf is to
// the right of the node.

const SLOT: usize = 64;
const WEIGHTS: usize = 32;
const ELEMENT: usize = 16;
const TEST: usize = 16;

/** Whether 16 rows go the way of the leaf at a node: all bits set where they do. */
function goesAlong(test: usize, codes: usize, threshold: v128): v128 {
  return v128.xor(i8x16.gt_s(threshold, v128.load(codes)), v128.load32_splat(test, 8));
}

/** Writes for each element which of 64 rows follow it to the leaf. */
function findFollowed(leaf: usize, codesOfRows: usize, followed: usize): void {
  const count = <usize>load<u32>(leaf, 8);
  let element = leaf + WEIGHTS + (count << 3);
  const end = element + count * ELEMENT;
  let test = end;
  for (; element < end; element += ELEMENT, followed += SLOT) {
    const tests = test + <usize>load<u32>(element, 12) * TEST;
    let a = i64x2.splat(-1);
    let b = a;
    let c = a;
    let d = a;
    for (; test < tests; test += TEST) {
      const codes = codesOfRows + <usize>load<u32>(test);
      const threshold = v128.load32_splat(test, 4);
      a = v128.and(a, goesAlong(test, codes, threshold));
      b = v128.and(b, goesAlong(test, codes + 16, threshold));
      c = v128.and(c, goesAlong(test, codes + 32, threshold));
      d = v128.and(d, goesAlong(test, codes + 48, threshold));
    }
    v128.store(followed, a);
    v128.store(followed, b, 16);
    v128.store(followed, c, 32);
    v128.store(followed, d, 48);
  }
}

/** The sum over all sets of the elements in [from, to) without `but`, as the twin takes it. */
function weightedSets(from: usize, to: usize, but: usize, leaf: usize, bySize: usize): f64 {
  let last = bySize;
  store<f64>(bySize, 1);
  for (let at = from; at < to; at += 4) {
    const element = <usize>load<u32>(at);
    if (element === but) continue;
    const zero = load<f64>(element);
    last += 8;
    store<f64>(last, 0);
    for (let size = last; size > bySize; size -= 8) {
      store<f64>(size, load<f64>(size) * zero + load<f64>(size - 8));
    }
    store<f64>(bySize, load<f64>(bySize) * zero);
  }
  let sum: f64 = 0;
  let weight = leaf + WEIGHTS;
  const end = min(last + 8, bySize + ((<usize>load<u32>(leaf, 8)) << 3));
  for (let size = bySize; size < end; size += 8, weight += 8) {
    sum += load<f64>(weight) * load<f64>(size);
  }
  return sum;
}

function add(at: usize, x: f64): void {
  store<f64>(at, load<f64>(at) + x);
}

/** Adds the Shapley values of the leaf to those of one row, whose column of `followed` is given. */
function explainRow(leaf: usize, followed: usize, row: usize, bySize: usize, list: usize): void {
  const count = <usize>load<u32>(leaf, 8);
  const first = leaf + WEIGHTS + (count << 3);
  const end = first + count * ELEMENT;
  let worth = load<f64>(leaf, 16);
  let to = list;
  let flag = followed;
  for (let element = first; element < end; element += ELEMENT, flag += SLOT) {
    if (load<u8>(flag) !== 0) {
      store<u32>(to, <u32>element);
      to += 4;
    } else worth *= load<f64>(element);
  }
  for (let at = list; at < to; at += 4) {
    const element = <usize>load<u32>(at);
    const sets = weightedSets(list, to, element, leaf, bySize);
    add(row + <usize>load<u32>(element, 8), worth * (1 - load<f64>(element)) * sets);
  }
  if (to - list === count << 2) return;
  const lost = worth * weightedSets(list, to, 0, leaf, bySize);
  flag = followed;
  for (let element = first; element < end; element += ELEMENT, flag += SLOT) {
    if (load<u8>(flag) === 0) add(row + <usize>load<u32>(element, 8), -lost);
  }
}

/** Adds the Shapley values of a leaf to those of up to 64 rows. */
export function explainLeaf(
  leaf: usize, // IN
  codes: usize, // IN
  scratch: usize,
  count: i32,
  contributions: usize, // IN and OUT, f64, row after row
  bytes: usize, // of a row's values
): void {
  const elements = <usize>load<u32>(leaf, 8);
  findFollowed(leaf, codes, scratch);
  const bySize = scratch + elements * SLOT;
  const list = bySize + ((elements + 1) << 3);
  for (let i = 0; i < count; i++, contributions += bytes) {
    explainRow(leaf, scratch + i, contributions, bySize, list);
  }
}
