import { NO_CONTROL, type JobControl } from '../../util/progress';
import type { FeatureMatrix } from '../matrix';
import { groupLeaves, type LeafGroup, type LeafPath, type PathElement } from './leaf-groups';
import type { GbdtModel, Tree } from './model';
import { baseMargin } from './predict';

/*
 * Exact path-dependent TreeSHAP: Lundberg et al., "From local explanations to global understanding with
 * explainable AI for trees", Nature Machine Intelligence 2 (2020), algorithm 2, and XGBoost's
 * `pred_contribs`. What is known of a row follows its decisions, what is not goes both ways by cover.
 * The value of a set of features is a sum over leaves of products over features, so Shapley values are
 * sums over leaves, too, and those of a leaf hang only on which of its features the row follows.
 */

/** Rows of a tree after which it looks whether to stop. */
const CHECKED_ROWS = 64;

const knownWeights: Float64Array[] = [];

/** |S|! (d - |S| - 1)! / d! by the size of S, for d features. */
export function weightsOf(features: number): Float64Array {
  const known = knownWeights.at(features);
  if (known !== undefined) return known;
  while (knownWeights.length <= features) {
    const d = knownWeights.length;
    const weights = new Float64Array(d);
    weights.forEach((_, size) => {
      weights[size] = size === 0 ? 1 / d : (weights[size - 1] * size) / (d - size);
    });
    knownWeights.push(weights);
  }
  return knownWeights[features];
}

/**
 * The sum over all sets of `followed` features without `but`, each as its weight among `features` times
 * the zero fractions of the others. O(followed^2).
 */
function weightedSets(
  followed: readonly PathElement[],
  but: PathElement | null,
  features: number,
): number {
  const weights = weightsOf(features);
  const bySize = new Float64Array(followed.length + 1);
  bySize[0] = 1;
  let most = 0;
  for (const element of followed) {
    if (element === but) continue;
    most++;
    for (let size = most; size > 0; size--) {
      bySize[size] = bySize[size] * element.zeroFraction + bySize[size - 1];
    }
    bySize[0] *= element.zeroFraction;
  }
  let sum = 0;
  for (let size = 0; size <= most && size < features; size++) sum += weights[size] * bySize[size];
  return sum;
}

/** Adds the Shapley values of one leaf; `left` says of each node whether the row goes left there. */
function addLeaf({ elements, value }: LeafPath, left: Uint8Array, into: Float64Array): void {
  const followed: PathElement[] = [];
  const others: PathElement[] = [];
  let worth = value;
  for (const element of elements) {
    if (element.steps.every(({ node, goesLeft }) => left[node] === goesLeft))
      followed.push(element);
    else {
      others.push(element);
      worth *= element.zeroFraction;
    }
  }
  for (const element of followed) {
    const sets = weightedSets(followed, element, elements.length);
    into[element.place] += worth * (1 - element.zeroFraction) * sets;
  }
  if (others.length === 0) return;
  const lost = worth * weightedSets(followed, null, elements.length);
  for (const { place } of others) into[place] -= lost;
}

/** Writes what the leaves of a group add to the Shapley values of its features. */
export function explainGroup(group: LeafGroup, left: Uint8Array, into: Float64Array): void {
  into.fill(0);
  for (const leaf of group.leaves) addLeaf(leaf, left, into);
}

/** What a group gives a row of which nothing is known. */
export function expectedOf({ leaves }: LeafGroup): number {
  let sum = 0;
  for (const { value, elements } of leaves) {
    sum += elements.reduce((part, { zeroFraction }) => part * zeroFraction, value);
  }
  return sum;
}

function decide(tree: Tree, matrix: FeatureMatrix, row: number, left: Uint8Array): void {
  for (let node = 0; node < tree.left.length; node++) {
    const x = matrix.values[tree.feature[node] * matrix.rows + row];
    const goesLeft = Number.isNaN(x)
      ? tree.defaultLeft[node] === 1
      : x < Math.fround(tree.threshold[node]);
    left[node] = goesLeft ? 1 : 0;
  }
}

/** Writes the expected margin behind the values of every row. */
export function writeExpected(contributions: Float64Array, width: number, expected: number): void {
  for (let at = width - 1; at < contributions.length; at += width) contributions[at] = expected;
}

/**
 * Shapley values of the margin, row after row: one for each feature, then the expected margin. They add
 * up to predictMargin. For a lead, or where there are no kernels: O(rows x leaves x features of a path
 * cubed), tree by tree. Throws CANCELLED.
 */
export function treeShap(
  model: GbdtModel,
  matrix: FeatureMatrix,
  control: JobControl = NO_CONTROL,
): Float64Array {
  const width = model.featureNames.length + 1;
  const contributions = new Float64Array(matrix.rows * width);
  let expected = baseMargin(model.baseScore);
  model.trees.forEach((tree, t) => {
    const groups = groupLeaves(tree);
    for (const group of groups) expected += expectedOf(group);
    const left = new Uint8Array(tree.left.length);
    for (let row = 0; row < matrix.rows; row++) {
      if (row % CHECKED_ROWS === 0) control.checkpoint();
      decide(tree, matrix, row, left);
      for (const group of groups) {
        const values = new Float64Array(group.features.length);
        explainGroup(group, left, values);
        group.features.forEach((feature, k) => (contributions[row * width + feature] += values[k]));
      }
    }
    control.report({ phase: 'explain', done: t + 1, total: model.trees.length, unit: 'steps' });
  });
  writeExpected(contributions, width, expected);
  return contributions;
}
