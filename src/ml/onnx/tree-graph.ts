import type { ForestModel } from '../forest/model';
import type { GbdtModel } from '../gbdt/model';
import { baseMargin } from '../gbdt/predict';
import type { Attribute } from './proto';
import type { GraphBuilder } from './graph';

/** What a graph needs of a tree; `left` is below 0 in a leaf. */
interface GraphTree {
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly defaultLeft: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/** A tree that is a single leaf adds the same to every row. */
function isLeafOnly(tree: GraphTree): boolean {
  return tree.left[0] < 0;
}

/** Attributes of TreeEnsembleRegressor; nodes tree by tree in their own order. */
function ensembleAttributes(trees: readonly GraphTree[]): Record<string, Attribute> {
  const [falseIds, features, missingTrue, nodeIds]: number[][] = [[], [], [], []];
  const [treeIds, trueIds, values]: number[][] = [[], [], []];
  const [leafNodes, leafTrees, weights]: number[][] = [[], [], []];
  const modes: string[] = [];
  trees.forEach((tree, id) => {
    for (let node = 0; node < tree.left.length; node++) {
      const isLeaf = tree.left[node] < 0;
      treeIds.push(id);
      nodeIds.push(node);
      modes.push(isLeaf ? 'LEAF' : 'BRANCH_LT');
      trueIds.push(isLeaf ? 0 : tree.left[node]);
      falseIds.push(isLeaf ? 0 : tree.right[node]);
      features.push(isLeaf ? 0 : tree.feature[node]);
      values.push(isLeaf ? 0 : tree.threshold[node]);
      missingTrue.push(isLeaf ? 0 : tree.defaultLeft[node]);
      if (!isLeaf) continue;
      leafTrees.push(id);
      leafNodes.push(node);
      weights.push(tree.value[node]);
    }
  });
  return {
    aggregate_function: { text: 'SUM' },
    n_targets: { int: 1 },
    nodes_falsenodeids: { ints: falseIds },
    nodes_featureids: { ints: features },
    nodes_missing_value_tracks_true: { ints: missingTrue },
    nodes_modes: { texts: modes },
    nodes_nodeids: { ints: nodeIds },
    nodes_treeids: { ints: treeIds },
    nodes_truenodeids: { ints: trueIds },
    nodes_values: { floats: values },
    post_transform: { text: 'NONE' },
    target_ids: { ints: leafNodes.map(() => 0) },
    target_nodeids: { ints: leafNodes },
    target_treeids: { ints: leafTrees },
    target_weights: { floats: weights },
  };
}

/** Zeros, double [N, 1], for as many rows as `features` has. */
function zeros(graph: GraphBuilder, features: string): string {
  const rows = graph.node('Slice', [
    graph.node('Shape', [features]),
    graph.int64(0),
    graph.int64(1),
  ]);
  const shape = graph.node('Concat', [rows, graph.int64(1)], { axis: { int: 0 } });
  return graph.node('Expand', [graph.double(0), shape]);
}

/**
 * `base` and what the trees add to it, double [N, 1]: leaves are summed in float32 by the runtime, `base`
 * is added in float64. Single-leaf trees are part of it, since a runtime is known to read them wrongly.
 */
function treeSum(
  graph: GraphBuilder,
  features: string,
  all: readonly GraphTree[],
  base: number,
): string {
  const trees = all.filter((tree) => !isLeafOnly(tree));
  const start = all.filter(isLeafOnly).reduce((sum, tree) => sum + tree.value[0], base);
  const sum =
    trees.length === 0
      ? zeros(graph, features)
      : graph.cast(
          graph.node('TreeEnsembleRegressor', [features], ensembleAttributes(trees)),
          'double',
        );
  return graph.node('Add', [sum, graph.double(start)]);
}

/** Margin of gradient-boosted trees, double [N, 1]. */
export function treeMargin(graph: GraphBuilder, features: string, model: GbdtModel): string {
  return treeSum(graph, features, model.trees, baseMargin(model.baseScore));
}

/** Mean of a forest's leaves, double [N, 1]. */
export function forestMean(graph: GraphBuilder, features: string, model: ForestModel): string {
  const trees = model.trees.map(({ left, ...tree }) => ({
    ...tree,
    left: Int32Array.from(left, (child) => (child === 0 ? -1 : child)),
    right: Int32Array.from(left, (child) => (child === 0 ? -1 : child + 1)),
  }));
  const sum = treeSum(graph, features, trees, 0);
  return graph.node('Div', [sum, graph.double(trees.length)]);
}
