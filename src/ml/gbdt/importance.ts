import type { GbdtModel } from './model';

/**
 * Total gain a feature's splits brought, as shares that add up to 1, in the order of featureNames
 * (XGBoost's `total_gain`, normalised). All 0 for a model without splits. O(nodes).
 */
export function gainImportance(model: GbdtModel): Float64Array {
  const gains = new Float64Array(model.featureNames.length);
  let total = 0;
  for (const tree of model.trees) {
    for (let node = 0; node < tree.left.length; node++) {
      if (tree.left[node] < 0) continue;
      gains[tree.feature[node]] += tree.gain[node];
      total += tree.gain[node];
    }
  }
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}
