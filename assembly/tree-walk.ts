// Adds one tree to margins. Twin: src/kernels/tree-walk-reference.ts.
//
//   node  32 B  { byte of the row u32, address of its decoding u32, low u32, width u32, left u32 }, 4 B,
//               { value f64 }
//
// Decoding is 256 B: the code of a column that is in a byte. The right child is always left + 1. A row
// goes left when its code is in [low, low + width). A leaf has low 0, width 256 and itself as left, so
// all rows take `depth` equal steps and no branch of the walk can be mispredicted.

const NODE: usize = 32;

/** margins[row] += value of the leaf that row falls into. */
export function addTree(
  bins: usize, // IN
  columns: i32,
  rows: i32,
  nodes: usize, // IN
  depth: i32,
  margins: usize, // IN and OUT, f64
): void {
  const stride = <usize>columns;
  const end = margins + ((<usize>rows) << 3);
  for (; margins < end; margins += 8, bins += stride) {
    let node = nodes;
    for (let level = 0; level < depth; level++) {
      const byte = <usize>load<u8>(bins + <usize>load<u32>(node));
      const code = <u32>load<u8>(<usize>load<u32>(node, 4) + byte);
      const goesRight = <usize>(code - load<u32>(node, 8) >= load<u32>(node, 12));
      node = nodes + (<usize>load<u32>(node, 16) + goesRight) * NODE;
    }
    store<f64>(margins, load<f64>(margins) + load<f64>(node, 24));
  }
}
