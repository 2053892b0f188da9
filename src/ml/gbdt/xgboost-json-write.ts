import type { GbdtModel, Tree } from './model';

/** The version whose schema is written. */
const XGBOOST_VERSION = [3, 2, 0] as const;
/** XGBoost's mark of a root without parent. */
const NO_PARENT = 2147483647;

/**
 * The shortest decimal that reads back as the same float32 (XGBoost's reader takes 9 digits), with a
 * point or an exponent, for without them XGBoost takes it for an integer and refuses it.
 */
function floatText(value: number): string {
  const float = Math.fround(value);
  let digits = 1;
  while (digits < 9 && Math.fround(Number(float.toPrecision(digits))) !== float) digits++;
  const text = float.toPrecision(digits);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** XGBoost's scientific notation of base_score, such as 3.375E-1. */
function baseScoreText(value: number): string {
  const [mantissa, exponent] = Number(floatText(value)).toExponential().split('e');
  return `[${mantissa}E${Number(exponent)}]`;
}

function list(values: readonly number[], text: (value: number) => string = String): string {
  return `[${values.map(text).join(',')}]`;
}

function parentsOf(tree: Tree): number[] {
  const parents = new Array<number>(tree.left.length).fill(NO_PARENT);
  for (let node = 0; node < tree.left.length; node++) {
    if (tree.left[node] < 0) continue;
    parents[tree.left[node]] = node;
    parents[tree.right[node]] = node;
  }
  return parents;
}

function treeText(tree: Tree, id: number, features: number): string {
  const nodes = tree.left.length;
  const isLeaf = (node: number): boolean => tree.left[node] < 0;
  const conditions = tree.threshold.map((t, node) => (isLeaf(node) ? tree.value[node] : t));
  const leftRight = [list(tree.left), list(tree.right)];
  const param = {
    num_deleted: '0',
    num_feature: String(features),
    num_nodes: String(nodes),
    size_leaf_vector: '1',
  };
  const fields = [
    `"base_weights":${list(tree.value, floatText)}`,
    '"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[]',
    `"default_left":${list(tree.defaultLeft)}`,
    `"id":${id}`,
    `"left_children":${leftRight[0]}`,
    `"loss_changes":${list(tree.gain, floatText)}`,
    `"parents":${list(parentsOf(tree))}`,
    `"right_children":${leftRight[1]}`,
    `"split_conditions":${list(conditions, floatText)}`,
    `"split_indices":${list(tree.feature)}`,
    `"split_type":${list(tree.left.map(() => 0))}`,
    `"sum_hessian":${list(tree.cover, floatText)}`,
    `"tree_param":${JSON.stringify(param)}`,
  ];
  return `{${fields.join(',')}}`;
}

/**
 * The model as XGBoost 3.2 saves it (`Booster.save_model('m.json')`): native XGBoost loads the text
 * and predicts the same. Weights of inner nodes are 0, they play no part in a prediction. Feature
 * types are left out (all numeric). Source: XGBoost's doc/model.schema.
 */
export function toXgboostJson(model: GbdtModel): string {
  const features = model.featureNames.length;
  const trees = model.trees.map((tree, id) => treeText(tree, id, features));
  const counts = { num_parallel_tree: '1', num_trees: String(trees.length) };
  const indptr = Array.from({ length: trees.length + 1 }, (_, i) => i);
  const learnerParam = {
    base_score: baseScoreText(model.baseScore),
    boost_from_average: '0',
    num_class: '0',
    num_feature: String(features),
    num_target: '1',
  };
  const weight = String(Number(model.params.scale_pos_weight ?? 1));
  const objective = { name: model.objective, reg_loss_param: { scale_pos_weight: weight } };
  const booster =
    `{"model":{"cats":{"enc":[],"feature_segments":[],"sorted_idx":[]},` +
    `"gbtree_model_param":${JSON.stringify(counts)},"iteration_indptr":${list(indptr)},` +
    `"tree_info":${list(trees.map(() => 0))},"trees":[${trees.join(',')}]},"name":"gbtree"}`;
  return (
    `{"learner":{"attributes":{},"feature_names":${JSON.stringify(model.featureNames)},` +
    `"feature_types":[],"gradient_booster":${booster},` +
    `"learner_model_param":${JSON.stringify(learnerParam)},` +
    `"objective":${JSON.stringify(objective)}},"version":${list(XGBOOST_VERSION)}}`
  );
}
