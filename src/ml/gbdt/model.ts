/**
 * One regression tree as parallel arrays, node 0 the root. An inner node sends a row to `left` when
 * feature < threshold, to `right` when not, and by `defaultLeft` when the feature is missing.
 * `left` and `right` are -1 in a leaf, whose `value` is the margin it adds (learning rate included).
 * Names after XGBoost's: `gain` is loss_change, `cover` sum_hessian.
 */
export interface Tree {
  readonly feature: readonly number[];
  /** float32 values */
  readonly threshold: readonly number[];
  readonly defaultLeft: readonly (0 | 1)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** float32 values */
  readonly value: readonly number[];
  readonly gain: readonly number[];
  readonly cover: readonly number[];
}

/** Gradient-boosted trees for `binary:logistic`: p = 1 / (1 + exp(-(logit(baseScore) + sum of leaves))). */
export interface GbdtModel {
  readonly algorithm: 'gbdt';
  readonly version: 1;
  readonly objective: 'binary:logistic';
  /** A probability, XGBoost's base_score. */
  readonly baseScore: number;
  readonly featureNames: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly trees: readonly Tree[];
}
