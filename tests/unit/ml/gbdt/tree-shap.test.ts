import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GbdtModel, Tree } from '../../../../src/ml/gbdt/model';
import { baseMargin, predictMargin } from '../../../../src/ml/gbdt/predict';
import { GbdtExplainer } from '../../../../src/ml/gbdt/explainer';
import type { FeatureMatrix } from '../../../../src/ml/matrix';
import { Rng } from '../../../../src/util/rng';
import { matrixOf } from './data';
import { modelOf, randomTree, valuesAround } from './random-trees';

function explain(model: GbdtModel, matrix: FeatureMatrix): Float64Array[] {
  const all = new GbdtExplainer(model, null).explain(matrix);
  const width = model.featureNames.length + 1;
  return Array.from({ length: matrix.rows }, (_, row) =>
    all.subarray(row * width, (row + 1) * width),
  );
}

/** What a tree gives a row of which only the features of the bit set `known` are known. */
function expectation(tree: Tree, x: readonly number[], known: number, node = 0): number {
  if (tree.left[node] < 0) return tree.value[node];
  const [left, right] = [tree.left[node], tree.right[node]];
  const value = x[tree.feature[node]];
  if ((known >> tree.feature[node]) & 1) {
    const goesLeft = Number.isNaN(value) ? tree.defaultLeft[node] : value < tree.threshold[node];
    return expectation(tree, x, known, goesLeft ? left : right);
  }
  const below = (child: number): number => tree.cover[child] * expectation(tree, x, known, child);
  return (below(left) + below(right)) / tree.cover[node];
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function bitsIn(set: number): number {
  return set === 0 ? 0 : (set & 1) + bitsIn(set >> 1);
}

/** Shapley values by definition: over all sets of the other features. */
function byDefinition(model: GbdtModel, x: readonly number[]): number[] {
  const features = x.length;
  const worth = Array.from({ length: 2 ** features }, (_, known) =>
    model.trees.reduce((sum, tree) => sum + expectation(tree, x, known), 0),
  );
  const values = x.map((_, feature) => {
    let sum = 0;
    for (let set = 0; set < worth.length; set++) {
      if ((set >> feature) & 1) continue;
      const size = bitsIn(set);
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      sum += weight * (worth[set | (1 << feature)] - worth[set]);
    }
    return sum;
  });
  return [...values, worth[0] + baseMargin(model.baseScore)];
}

const SHAPE = fc.record({
  features: fc.integer({ min: 1, max: 6 }),
  leaves: fc.integer({ min: 1, max: 24 }),
  depth: fc.integer({ min: 1, max: 12 }),
  lopsided: fc.boolean(),
  steps: fc.integer({ min: 1, max: 12 }),
});

describe('treeShap', () => {
  it('gives a stump by hand', () => {
    const tree: Tree = {
      ...{ feature: [1, 0, 0], threshold: [2, 0, 0], defaultLeft: [1, 0, 0] },
      ...{ left: [1, -1, -1], right: [2, -1, -1], value: [0, -1, 3] },
      ...{ gain: [1, 0, 0], cover: [4, 3, 1] },
    };
    const model = { ...modelOf([tree], 2), baseScore: 0.5 };
    const rows = explain(model, matrixOf({ x0: [9, 9, 9], x1: [1, 2, NaN] }));
    // Of four rows one gives 3 and three give -1: the mean is 0.
    expect(rows.map((row) => [...row])).toEqual([
      [0, -1, 0],
      [0, 3, 0],
      [0, -1, 0],
    ]);
  });

  it('shares what two features do together', () => {
    const tree: Tree = {
      ...{ feature: [0, 0, 1, 0, 0], threshold: [1, 0, 1, 0, 0], defaultLeft: [0, 0, 0, 0, 0] },
      ...{ left: [1, -1, 3, -1, -1], right: [2, -1, 4, -1, -1], value: [0, 0, 0, 0, 8] },
      ...{ gain: [1, 0, 1, 0, 0], cover: [4, 2, 2, 1, 1] },
    };
    const model = { ...modelOf([tree], 2), baseScore: 0.5 };
    const rows = explain(model, matrixOf({ x0: [1, 0], x1: [1, 1] }));
    // Known: none 2, x0 4 or 0, x1 4, both 8 or 0.
    expect(rows.map((row) => [...row])).toEqual([
      [3, 3, 2],
      [-3, 1, 2],
    ]);
  });

  it('is what the definition says, over all sets of features', () => {
    fc.assert(
      fc.property(SHAPE, fc.nat(), (shape, seed) => {
        const rng = new Rng(seed);
        const trees = Array.from({ length: 3 }, () => randomTree(rng, shape));
        const model = modelOf(trees, shape.features);
        const matrix = valuesAround(rng, 4, shape);
        explain(model, matrix).forEach((values, row) => {
          const x = model.featureNames.map((_, j) => matrix.values[j * matrix.rows + row]);
          byDefinition(model, x).forEach((value, k) => {
            expect(Math.abs(values[k] - value)).toBeLessThan(1e-12);
          });
        });
      }),
      { seed: 20_272, numRuns: 100 },
    );
  });

  it('adds up to the margin, however deep the trees', () => {
    const deep = fc.record({
      features: fc.integer({ min: 1, max: 40 }),
      leaves: fc.integer({ min: 1, max: 300 }),
      depth: fc.constantFrom(3, 8, 12, 60),
      lopsided: fc.boolean(),
      steps: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(deep, fc.nat(), (shape, seed) => {
        const rng = new Rng(seed);
        const trees = Array.from({ length: 4 }, () => randomTree(rng, shape));
        const model = modelOf(trees, shape.features);
        const matrix = valuesAround(rng, 5, shape);
        const margins = predictMargin(model, matrix);
        explain(model, matrix).forEach((values, row) => {
          const sum = values.reduce((part, value) => part + value, 0);
          // The margin is summed in float32.
          expect(Math.abs(sum - margins[row])).toBeLessThan(1e-5);
        });
      }),
      { seed: 20_273, numRuns: 60 },
    );
  });

  it('gives nothing to a feature that no tree reads', () => {
    const rng = new Rng(3);
    const shape = { features: 3, leaves: 12, depth: 5, lopsided: false, steps: 9 };
    const model = modelOf([randomTree(rng, shape), randomTree(rng, shape)], 5);
    const matrix = valuesAround(rng, 20, { ...shape, features: 5 });
    const rows = explain(model, matrix);
    expect(rows.map((row) => [row[3], row[4]])).toEqual(rows.map(() => [0, 0]));
    expect(rows.some((row) => row[0] !== 0)).toBe(true);
  });

  it('takes a node without cover as one that shares evenly', () => {
    const tree: Tree = {
      ...{ feature: [0, 0, 0], threshold: [1, 0, 0], defaultLeft: [0, 0, 0] },
      ...{ left: [1, -1, -1], right: [2, -1, -1], value: [0, 1, 3] },
      ...{ gain: [1, 0, 0], cover: [0, 0, 0] },
    };
    const model = { ...modelOf([tree], 1), baseScore: 0.5 };
    expect([...explain(model, matrixOf({ x0: [5] }))[0]]).toEqual([1, 2]);
  });

  it('needs neither trees nor rows', () => {
    const empty = modelOf([], 2);
    const [row] = explain(empty, matrixOf({ x0: [1], x1: [2] }));
    expect([...row]).toEqual([0, 0, baseMargin(empty.baseScore)]);
    expect(explain(empty, { rows: 0, names: ['x0', 'x1'], values: new Float32Array(0) })).toEqual(
      [],
    );
  });
});
