import { codesBytes, codingOf, SLOT, testOf, type Coding } from './coding';
import type { GbdtModel, Tree } from './model';

/*
 * Trees as assembly/predict.ts takes them where all rows are led through all nodes.
 */

const MOST_LEAVES = 256;
const RESULTS = MOST_LEAVES * SLOT;
const CODES = RESULTS + (MOST_LEAVES - 1) * SLOT;
const HEADER_WORDS = 4;
const NODE_WORDS = 4;

/** A model's trees, and how the columns they read are coded. */
export interface CodedTrees extends Coding {
  readonly trees: readonly Uint8Array[];
}

/** Bytes of scratch a shard takes. */
export function codedScratchBytes(coding: Coding): number {
  return CODES + codesBytes(coding);
}

/** Inner nodes, children before parents, and leaves. */
export function childrenFirst(tree: Tree): { inner: number[]; leaves: number[] } {
  const [inner, leaves]: [number[], number[]] = [[], []];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (tree.left[node] < 0) {
      leaves.push(node);
      continue;
    }
    inner.push(node);
    open.push(tree.right[node], tree.left[node]);
  }
  return { inner: inner.reverse(), leaves };
}

function codeTree(tree: Tree, coding: Coding): Uint8Array {
  const { inner, leaves } = childrenFirst(tree);
  const words = HEADER_WORDS + NODE_WORDS * inner.length + leaves.length;
  const bytes = 4 * HEADER_WORDS * Math.ceil(words / HEADER_WORDS);
  const coded = new Uint32Array(bytes / 4);
  coded.set([inner.length, bytes]);
  const results = new Uint32Array(tree.left.length);
  leaves.forEach((leaf, k) => (results[leaf] = k * SLOT));
  inner.forEach((node, k) => {
    results[node] = RESULTS + k * SLOT;
    const [codes, threshold] = testOf(coding, tree, node);
    const children = [results[tree.left[node]], results[tree.right[node]]];
    coded.set([...children, CODES + codes, threshold], HEADER_WORDS + NODE_WORDS * k);
  });
  const values = new Float32Array(coded.buffer, 4 * (HEADER_WORDS + NODE_WORDS * inner.length));
  leaves.forEach((leaf, k) => (values[k] = tree.value[leaf]));
  return new Uint8Array(coded.buffer);
}

/** The trees as bytes, or null where a tree has too many leaves or a column too many thresholds. O(nodes log nodes). */
export function codeTrees(model: GbdtModel): CodedTrees | null {
  const coding = codingOf(model);
  const fits = (tree: Tree): boolean => tree.left.filter((left) => left < 0).length <= MOST_LEAVES;
  if (coding === null || !model.trees.every(fits)) return null;
  return { ...coding, trees: model.trees.map((tree) => codeTree(tree, coding)) };
}
