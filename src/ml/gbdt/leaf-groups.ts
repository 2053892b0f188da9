import { childrenFirst } from './coded-trees';
import type { Tree } from './model';

/*
 * The leaves of a tree in groups of a few neighbours. What the leaves of a group add to Shapley values
 * hangs on the decisions at a few nodes alone: those above the group and those in it.
 */

/** Nodes whose decisions make a group's pattern; the second where no smaller group is left. */
const USUAL_NODES = 7;
const MOST_NODES = 8;

/** A decision on the way to a leaf. */
interface Step {
  readonly node: number;
  readonly goesLeft: 0 | 1;
}

/** All decisions on one feature on the way to a leaf. */
export interface PathElement {
  readonly feature: number;
  /** Place of the feature among the group's. */
  readonly place: number;
  /** Share of the cover that goes this way, SHAP's zero_fraction. */
  readonly zeroFraction: number;
  readonly steps: readonly Step[];
}

/** A leaf with the way to it, a feature at a time. */
export interface LeafPath {
  readonly value: number;
  readonly elements: readonly PathElement[];
}

/** Neighbouring leaves, the inner nodes that decide between them and others, and the features read there. */
export interface LeafGroup {
  readonly nodes: readonly number[];
  readonly features: readonly number[];
  readonly leaves: readonly LeafPath[];
}

/** Share of a node's rows that goes to a child; a node without cover shares evenly. */
function shareOf({ cover }: Tree, node: number, child: number): number {
  return cover[node] > 0 ? cover[child] / cover[node] : 0.5;
}

/** The way to a child, whose feature may have been asked before. */
function extend(
  tree: Tree,
  path: readonly PathElement[],
  node: number,
  goesLeft: 0 | 1,
): PathElement[] {
  const feature = tree.feature[node];
  const share = shareOf(tree, node, goesLeft === 1 ? tree.left[node] : tree.right[node]);
  const step = { node, goesLeft };
  const known = path.findIndex((element) => element.feature === feature);
  if (known < 0) return [...path, { feature, place: 0, zeroFraction: share, steps: [step] }];
  const { zeroFraction, steps } = path[known];
  const merged = { feature, place: 0, zeroFraction: zeroFraction * share, steps: [...steps, step] };
  return path.with(known, merged);
}

/** Inner nodes at and below each node. */
function innerBelow(tree: Tree): Uint32Array {
  const below = new Uint32Array(tree.left.length);
  for (const node of childrenFirst(tree).inner) {
    below[node] = 1 + below[tree.left[node]] + below[tree.right[node]];
  }
  return below;
}

/** A node on the way down: the nodes above it, and their decisions by feature. */
interface Place {
  readonly node: number;
  readonly above: readonly number[];
  readonly path: readonly PathElement[];
}

function childrenOf(tree: Tree, { node, above, path }: Place): [Place, Place] {
  const nodes = [...above, node];
  return [
    { node: tree.left[node], above: nodes, path: extend(tree, path, node, 1) },
    { node: tree.right[node], above: nodes, path: extend(tree, path, node, 0) },
  ];
}

/** Everything below a place as one group. */
function groupAt(tree: Tree, place: Place): LeafGroup {
  const nodes = [...place.above];
  const paths: { value: number; path: readonly PathElement[] }[] = [];
  const open = [place];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (tree.left[at.node] < 0) {
      paths.push({ value: tree.value[at.node], path: at.path });
      continue;
    }
    nodes.push(at.node);
    open.push(...childrenOf(tree, at).reverse());
  }
  const features = [...new Set(nodes.map((node) => tree.feature[node]))];
  const leaves = paths.map(({ value, path }) => ({
    value,
    elements: path.map((element) => ({ ...element, place: features.indexOf(element.feature) })),
  }));
  return { nodes, features, leaves };
}

/** Whether decisions at all nodes of a group fit in a byte. */
export function fitsByte({ nodes }: LeafGroup): boolean {
  return nodes.length <= MOST_NODES;
}

/** All leaves of a tree in groups, from left to right; leaves deeper than 8 alone, for no byte holds their nodes. */
export function groupLeaves(tree: Tree): LeafGroup[] {
  const inner = innerBelow(tree);
  const groups: LeafGroup[] = [];
  const open: Place[] = [{ node: 0, above: [], path: [] }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const below = inner[place.node];
    const nodes = place.above.length + below;
    const isSmall = nodes <= USUAL_NODES || (below <= 1 && nodes <= MOST_NODES) || below === 0;
    if (isSmall) groups.push(groupAt(tree, place));
    else open.push(...childrenOf(tree, place).reverse());
  }
  return groups;
}
