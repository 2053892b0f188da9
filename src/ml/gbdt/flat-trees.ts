import type { GbdtModel, Tree } from './model';

/*
 * Trees of any size as assembly/predict.ts walks them: nodes level by level, siblings side by side.
 */

const HEADER_WORDS = 4;
const NODE_WORDS = 4;

/** A model's trees, and the columns they read in the order in which their values are laid out. */
export interface FlatTrees {
  readonly columns: readonly number[];
  readonly trees: readonly Uint8Array[];
}

/** Nodes level by level with the number of each one's left child, itself where it is a leaf. */
function byLevel(tree: Tree): { nodes: number[]; left: number[]; depth: number } {
  const nodes = [0];
  const left: number[] = [];
  const level = [0];
  for (let k = 0; k < nodes.length; k++) {
    const node = nodes[k];
    if (tree.left[node] < 0) {
      left.push(k);
      continue;
    }
    left.push(nodes.length);
    nodes.push(tree.left[node], tree.right[node]);
    level.push(level[k] + 1, level[k] + 1);
  }
  return { nodes, left, depth: level[level.length - 1] };
}

function flatten(tree: Tree, places: ReadonlyMap<number, number>): Uint8Array {
  const { nodes, left, depth } = byLevel(tree);
  const words = HEADER_WORDS + (NODE_WORDS + 1) * nodes.length;
  const bytes = 4 * HEADER_WORDS * Math.ceil(words / HEADER_WORDS);
  const flat = new Uint32Array(bytes / 4);
  const floats = new Float32Array(flat.buffer);
  flat.set([nodes.length, depth, bytes]);
  nodes.forEach((node, k) => {
    const at = HEADER_WORDS + NODE_WORDS * k;
    const isLeaf = tree.left[node] < 0;
    flat[at] = isLeaf ? 0 : (places.get(tree.feature[node]) ?? 0);
    floats[at + 1] = isLeaf ? NaN : tree.threshold[node];
    flat[at + 2] = left[k];
    flat[at + 3] = isLeaf || tree.defaultLeft[node] === 1 ? 0 : 1;
    floats[HEADER_WORDS + NODE_WORDS * nodes.length + k] = tree.value[node];
  });
  return new Uint8Array(flat.buffer);
}

/** The trees as nodes. O(nodes). */
export function flattenTrees(model: GbdtModel): FlatTrees {
  const used = new Set<number>();
  for (const tree of model.trees) {
    tree.left.forEach((left, node) => {
      if (left >= 0) used.add(tree.feature[node]);
    });
  }
  const columns = [...used].sort((a, b) => a - b);
  const places = new Map(columns.map((feature, place) => [feature, place]));
  return { columns, trees: model.trees.map((tree) => flatten(tree, places)) };
}
