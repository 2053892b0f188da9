import type { GbdtModel, Tree } from '../../../../src/ml/gbdt/model';
import type { FeatureMatrix } from '../../../../src/ml/matrix';
import type { Rng } from '../../../../src/util/rng';

/** How a random tree is split; `lopsided` goes on at the deepest leaf. */
export interface TreeShape {
  readonly features: number;
  readonly leaves: number;
  readonly depth: number;
  readonly lopsided: boolean;
  /** Thresholds are k / 4 with 0 <= k < steps. */
  readonly steps: number;
}

function addCovers(left: readonly number[], right: readonly number[], cover: number[]): void {
  for (let node = left.length - 1; node >= 0; node--) {
    if (left[node] >= 0) cover[node] = cover[left[node]] + cover[right[node]];
  }
}

/** A tree split at random; an inner node's cover is the sum of its children's. */
export function randomTree(rng: Rng, shape: TreeShape): Tree {
  const [left, right, level] = [[-1], [-1], [0]];
  const leaves = [0];
  while (leaves.length > 0 && left.length < 2 * shape.leaves - 1) {
    const pick = shape.lopsided ? leaves.length - 1 : rng.int(leaves.length);
    const [node] = leaves.splice(pick, 1);
    if (level[node] === shape.depth) continue;
    // Siblings apart and in either order, as a foreign model may have them.
    const children = [left.length, left.length + 1];
    if (rng.int(2) === 0) children.reverse();
    [left[node], right[node]] = children;
    left.push(-1, -1);
    right.push(-1, -1);
    level.push(level[node] + 1, level[node] + 1);
    leaves.push(...children);
  }
  const isLeaf = left.map((child) => child < 0);
  const cover = isLeaf.map(() => 1 + rng.int(50));
  addCovers(left, right, cover);
  return {
    feature: isLeaf.map((is) => (is ? 0 : rng.int(shape.features))),
    threshold: isLeaf.map((is) => (is ? 0 : rng.int(shape.steps) / 4)),
    defaultLeft: isLeaf.map((is) => (!is && rng.int(2) === 0 ? 1 : 0)),
    left,
    right,
    value: isLeaf.map((is) => (is ? Math.fround(rng.uniform() - 0.5) : 0)),
    gain: isLeaf.map((is) => (is ? 0 : 1)),
    cover,
  };
}

/** A model of these trees over the features x0, x1, ... */
export function modelOf(trees: readonly Tree[], features: number): GbdtModel {
  return {
    algorithm: 'gbdt',
    version: 1,
    objective: 'binary:logistic',
    baseScore: Math.fround(0.3),
    featureNames: Array.from({ length: features }, (_, j) => `x${j}`),
    params: {},
    trees,
  };
}

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 3.4028234663852886e38, 1e-45, -1e-45];

/** Values on and around the thresholds of random trees, with what is special among them. */
export function valuesAround(rng: Rng, rows: number, shape: TreeShape): FeatureMatrix {
  const values = Float32Array.from({ length: rows * shape.features }, () =>
    rng.int(4) === 0 ? SPECIAL[rng.int(SPECIAL.length)] : (rng.int(2 * shape.steps + 2) - 1) / 8,
  );
  return { rows, names: modelOf([], shape.features).featureNames, values };
}
