import type { TwinOf } from './wasm';

/** Bytes of one node of a tree being walked; see assembly/tree-walk.ts. */
export const NODE_BYTES = 32;

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
  const words = new Uint32Array(buffer);
  const codes = new Uint8Array(buffer);
  const doubles = new Float64Array(buffer);
  const root = nodes >>> 2;
  for (let i = 0; i < rows; i++) {
    let node = root;
    for (let level = 0; level < depth; level++) {
      const byte = codes[bins + i * columns + words[node]];
      const code = codes[words[node + 1] + byte] - words[node + 2];
      const left = code >= 0 && code < words[node + 3];
      node = root + (words[node + 4] + (left ? 0 : 1)) * NODE_WORDS;
    }
    doubles[(margins >>> 3) + i] += doubles[(node + 6) >>> 1];
  }
};
