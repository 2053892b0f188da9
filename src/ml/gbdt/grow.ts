import type { GbdtParams } from './params';
import type { GrowTask, Growth, OpenNode, Step } from './growth';
import type { NodeSplitter } from './node-splitter';
import type { Split } from './split';
import type { GrownTree } from './tree-builder';

/** A node with the best of its cuts. */
interface Candidate {
  readonly node: OpenNode;
  readonly split: Split;
  readonly depth: number;
}

/**
 * Grows one tree from predictions that are there: by levels, or the leaf that gains most first. Cost
 * about rows x columns x depth / 2 histogram updates: only the lighter child of a node is summed, its
 * sibling is the parent minus it.
 */
export function growTree(splitter: NodeSplitter, task: GrowTask, params: GbdtParams): GrownTree {
  const growth = splitter.begin(task);
  const root = splitter.root(growth);
  if (params.grow_policy === 'lossguide') growByLeaf(splitter, growth, root, params);
  else growByLevel(splitter, growth, root, params);
  return growth.builder.finish();
}

/** Leaves that a tree may still get; each split makes one more. */
function mostLeaves({ max_leaves: most }: GbdtParams): number {
  return most === 0 ? Infinity : most;
}

/** XGBoost's `depthwise`: every node of a level that gains, from the first to the last, then the next level. */
function growByLevel(
  splitter: NodeSplitter,
  growth: Growth,
  root: OpenNode,
  params: GbdtParams,
): void {
  let level = [root];
  let leaves = 1;
  for (let depth = 0; level.length > 0; depth++) {
    const isLast = depth === params.max_depth - 1;
    let segment = 0;
    const steps = level.map((node): Step => {
      const split = leaves < mostLeaves(params) ? splitter.bestOf(growth, node) : null;
      if (split === null) return { node, split, left: -1, pair: null };
      leaves++;
      const step = splitter.split(growth, node, split, { segment, isLast });
      if (step.pair !== null) segment += 2;
      return step;
    });
    splitter.act(growth, steps, depth);
    const below = steps.flatMap(({ pair }) => pair?.children ?? []);
    // What cannot be split needs one more look only for its leaf value to be added.
    level = growth.addsLeaves ? below : below.filter(({ slot }) => slot >= 0);
  }
}

/** XGBoost's `lossguide`: always the leaf that gains most, of equal ones the one that was made first. */
function growByLeaf(
  splitter: NodeSplitter,
  growth: Growth,
  root: OpenNode,
  params: GbdtParams,
): void {
  const open: Candidate[] = [];
  /** Nodes that stay leaves, by the parity of their depth. */
  const closed: [Step[], Step[]] = [[], []];
  const consider = (node: OpenNode, depth: number): void => {
    const split = splitter.bestOf(growth, node);
    if (split !== null) open.push({ node, split, depth });
    else closed[depth & 1].push({ node, split, left: -1, pair: null });
  };
  consider(root, 0);
  let segment = 1;
  for (let leaves = 1; leaves < mostLeaves(params) && open.length > 0; leaves++) {
    const { node, split, depth } = takeBest(open);
    const isLast = depth === params.max_depth - 1;
    const step = splitter.split(growth, node, split, { segment, isLast });
    splitter.act(growth, [step], depth);
    if (step.pair === null) continue;
    segment += 2;
    for (const child of step.pair.children) consider(child, depth + 1);
  }
  for (const { node, depth } of open) {
    closed[depth & 1].push({ node, split: null, left: -1, pair: null });
  }
  closed.forEach((steps, parity) => {
    splitter.act(growth, steps, parity);
  });
}

function takeBest(open: Candidate[]): Candidate {
  let best = 0;
  open.forEach(({ node, split }, i) => {
    const { node: other, split: most } = open[best];
    if (split.gain > most.gain || (split.gain === most.gain && node.id < other.id)) best = i;
  });
  return open.splice(best, 1)[0];
}
