import type { ForestParams } from './params';

/**
 * One tree as parallel arrays, node 0 the root. An inner node sends a row to `left` when feature < threshold,
 * to `left` + 1 when not, and by `defaultLeft` when the feature is missing. `left` is 0 in a leaf.
 */
export interface ForestTree {
  readonly feature: Uint32Array;
  readonly threshold: Float32Array;
  readonly defaultLeft: Uint8Array;
  readonly left: Uint32Array;
  /** Share of the rows of the node that have the outcome, by how often each was drawn. */
  readonly value: Float32Array;
  /** How often the rows of the node were drawn. */
  readonly weight: Uint32Array;
}

/** A random forest: P(1) is the mean of the values of the leaves. */
export interface ForestModel {
  readonly algorithm: 'forest';
  readonly version: 1;
  readonly featureNames: readonly string[];
  readonly params: ForestParams;
  readonly trees: readonly ForestTree[];
}
