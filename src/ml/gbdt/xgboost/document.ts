import type { GbdtModel, Tree } from '../model';

/** What XGBoost's notations can say; lists of numbers have the type that XGBoost gives them. */
export type Value =
  | string
  | number
  | Float32Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value };

/** Whether it is a list of values, of whatever types. */
export function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

/** The version whose schema is written. */
const XGBOOST_VERSION = [3, 2, 0] as const;
/** XGBoost's mark of a root without parent. */
const NO_PARENT = 2147483647;
const NONE = new Int32Array(0);
const NONE_LONG = new BigInt64Array(0);

/**
 * The shortest decimal that reads back as the same float32 (XGBoost's reader takes 9 digits), with a
 * point or an exponent, for without them XGBoost takes it for an integer and refuses it.
 */
export function floatText(value: number): string {
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

function parentsOf(tree: Tree): Int32Array {
  const parents = new Int32Array(tree.left.length).fill(NO_PARENT);
  for (let node = 0; node < tree.left.length; node++) {
    if (tree.left[node] < 0) continue;
    parents[tree.left[node]] = node;
    parents[tree.right[node]] = node;
  }
  return parents;
}

function treeDocument(tree: Tree, id: number, features: number): Value {
  const isLeaf = (node: number): boolean => tree.left[node] < 0;
  return {
    base_weights: Float32Array.from(tree.value),
    categories: NONE,
    categories_nodes: NONE,
    categories_segments: NONE_LONG,
    categories_sizes: NONE_LONG,
    default_left: Uint8Array.from(tree.defaultLeft),
    id,
    left_children: Int32Array.from(tree.left),
    loss_changes: Float32Array.from(tree.gain),
    parents: parentsOf(tree),
    right_children: Int32Array.from(tree.right),
    split_conditions: Float32Array.from(tree.threshold, (threshold, node) =>
      isLeaf(node) ? tree.value[node] : threshold,
    ),
    split_indices: Int32Array.from(tree.feature),
    split_type: new Uint8Array(tree.left.length),
    sum_hessian: Float32Array.from(tree.cover),
    tree_param: {
      num_deleted: '0',
      num_feature: String(features),
      num_nodes: String(tree.left.length),
      size_leaf_vector: '1',
    },
  };
}

/**
 * The model as XGBoost 3.2 saves it: native XGBoost loads the document and predicts the same. Weights of
 * inner nodes are 0, they play no part in a prediction. Feature types are left out (all numeric).
 * Source: XGBoost's doc/model.schema.
 */
export function documentOf(model: GbdtModel): Value {
  const features = model.featureNames.length;
  const trees = model.trees.map((tree, id) => treeDocument(tree, id, features));
  return {
    learner: {
      attributes: {},
      feature_names: model.featureNames,
      feature_types: [],
      gradient_booster: {
        model: {
          cats: { enc: [], feature_segments: NONE, sorted_idx: NONE },
          gbtree_model_param: { num_parallel_tree: '1', num_trees: String(trees.length) },
          iteration_indptr: Array.from({ length: trees.length + 1 }, (_, i) => i),
          tree_info: trees.map(() => 0),
          trees,
        },
        name: 'gbtree',
      },
      learner_model_param: {
        base_score: baseScoreText(model.baseScore),
        boost_from_average: '0',
        num_class: '0',
        num_feature: String(features),
        num_target: '1',
      },
      objective: {
        name: model.objective,
        reg_loss_param: { scale_pos_weight: String(Number(model.params.scale_pos_weight ?? 1)) },
      },
    },
    version: XGBOOST_VERSION,
  };
}
