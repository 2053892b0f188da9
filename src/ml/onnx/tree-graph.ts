import type { GbdtModel, Tree } from '../gbdt/model';
import { baseMargin } from '../gbdt/predict';
import type { Attribute } from './proto';
import type { GraphBuilder } from './graph';

/** A tree that is a single leaf adds the same margin to every row. */
function isLeafOnly(tree: Tree): boolean {
  return tree.left[0] < 0;
}

/** Attributes of TreeEnsembleRegressor; nodes tree by tree in their own order. */
function ensembleAttributes(trees: readonly Tree[]): Record<string, Attribute> {
  const nodes = trees.flatMap((tree, id) => tree.feature.map((_, node) => ({ tree, id, node })));
  const inner = ({ tree, node }: (typeof nodes)[number]): boolean => tree.left[node] >= 0;
  const leaves = nodes.filter((at) => !inner(at));
  const child = (side: 'left' | 'right'): Attribute => ({
    ints: nodes.map((at) => (inner(at) ? at.tree[side][at.node] : 0)),
  });
  return {
    aggregate_function: { text: 'SUM' },
    n_targets: { int: 1 },
    nodes_falsenodeids: child('right'),
    nodes_featureids: {
      ints: nodes.map((at) => (inner(at) ? at.tree.feature[at.node] : 0)),
    },
    nodes_missing_value_tracks_true: {
      ints: nodes.map((at) => (inner(at) ? at.tree.defaultLeft[at.node] : 0)),
    },
    nodes_modes: { texts: nodes.map((at) => (inner(at) ? 'BRANCH_LT' : 'LEAF')) },
    nodes_nodeids: { ints: nodes.map(({ node }) => node) },
    nodes_treeids: { ints: nodes.map(({ id }) => id) },
    nodes_truenodeids: child('left'),
    nodes_values: {
      floats: nodes.map((at) => (inner(at) ? at.tree.threshold[at.node] : 0)),
    },
    post_transform: { text: 'NONE' },
    target_ids: { ints: leaves.map(() => 0) },
    target_nodeids: { ints: leaves.map(({ node }) => node) },
    target_treeids: { ints: leaves.map(({ id }) => id) },
    target_weights: { floats: leaves.map(({ tree, node }) => tree.value[node]) },
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
 * Margin of gradient-boosted trees, double [N, 1]: leaves are summed in float32 by the runtime, the
 * base margin is added in float64. Single-leaf trees are added to the base margin, since a runtime
 * is known to read them wrongly.
 */
export function treeMargin(graph: GraphBuilder, features: string, model: GbdtModel): string {
  const trees = model.trees.filter((tree) => !isLeafOnly(tree));
  const base = model.trees
    .filter(isLeafOnly)
    .reduce((sum, tree) => sum + tree.value[0], baseMargin(model.baseScore));
  const sum =
    trees.length === 0
      ? zeros(graph, features)
      : graph.cast(
          graph.node('TreeEnsembleRegressor', [features], ensembleAttributes(trees)),
          'double',
        );
  return graph.node('Add', [sum, graph.double(base)]);
}
