// Adds one tree to margins. Twin: src/kernels/histogram-reference.ts.
//
//   node  24 B  { column i32, low u32, width u32, left i32, value f64 }
//
// The right child is always left + 1. A row goes left when its bin is in [low, low + width). A leaf
// has low 0, width 256 and itself as left, so all rows take `depth` equal steps and no branch of the
// walk can be mispredicted.

const NODE: usize = 24;

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
      const code = <u32>load<u8>(bins + <usize>load<i32>(node));
      const goesRight = <usize>(code - load<u32>(node, 4) >= load<u32>(node, 8));
      node = nodes + (<usize>load<i32>(node, 12) + goesRight) * NODE;
    }
    store<f64>(margins, load<f64>(margins) + load<f64>(node, 16));
  }
}
