import type { TwinOf } from './grow-reference';

/** Bytes of one node of a tree being walked: { column i32, low u32, width u32, left i32, value f64 }. */
export const NODE_BYTES = 24;

const NODE_WORDS = NODE_BYTES / 4;

/**
 * margins[row] += value of the leaf each row falls into after `depth` steps; the right child is left + 1.
 * A leaf has low 0, width 256 and itself as left. O(rows x depth).
 */
export const addTreeReference: TwinOf<'addTree'> = (
  buffer,
  bins,
  columns,
  rows,
  nodes,
  depth,
  margins,
) => {
  const words = new Int32Array(buffer);
  const codes = new Uint8Array(buffer);
  const doubles = new Float64Array(buffer);
  const root = nodes >>> 2;
  for (let i = 0; i < rows; i++) {
    let node = root;
    for (let level = 0; level < depth; level++) {
      const code = codes[bins + i * columns + words[node]] - words[node + 1];
      const left = code >= 0 && code < words[node + 2];
      node = root + (words[node + 3] + (left ? 0 : 1)) * NODE_WORDS;
    }
    doubles[(margins >>> 3) + i] += doubles[(node + 4) >>> 1];
  }
};
