import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../src/kernels/wasm';
import type { Tree } from '../../../../src/ml/gbdt/model';
import type { GbdtParams } from '../../../../src/ml/gbdt/params';
import { predictMargin } from '../../../../src/ml/gbdt/predict';
import { trainGbdt } from '../../../../src/ml/gbdt/train';
import { NO_CONTROL } from '../../../../src/util/progress';
import { compileKernels } from '../../kernels/histogram-module';
import { matrixOf, noisyRows } from './data';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await compileKernels();
}, 60_000);

const DATA = noisyRows(3000, 5, 21);
const NAMES = DATA.matrix.names;
const PARAMS = { subsample: 1, colsample_bytree: 1, num_boost_round: 40, max_depth: 5 };

function fit(params: Partial<GbdtParams>, which: Kernels | null = kernels) {
  const task = { ...DATA, params: { ...PARAMS, ...params }, seed: 2, control: NO_CONTROL };
  return trainGbdt({ ...task, kernels: which }).model;
}

/** Which ways margins go along a feature, all others held as in some rows of the data. */
function ways(model: ReturnType<typeof fit>, feature: number): Set<number> {
  const steps = Array.from({ length: 81 }, (_, i) => i / 20);
  const found = new Set<number>();
  for (let row = 0; row < 60; row++) {
    const columns = NAMES.map((name, j) => {
      const own = DATA.matrix.values[j * DATA.matrix.rows + row];
      return [name, steps.map((x) => (j === feature ? x : own))] as const;
    });
    const margins = predictMargin(model, matrixOf(Object.fromEntries(columns)));
    margins.slice(1).forEach((margin, i) => found.add(Math.sign(margin - margins[i])));
  }
  found.delete(0);
  return found;
}

/** Every way from the root to a leaf, as the features that are cut on it. */
function paths({ left, right, feature }: Tree): Set<number>[] {
  const below = (node: number, path: readonly number[]): Set<number>[] =>
    left[node] < 0
      ? [new Set(path)]
      : [left[node], right[node]].flatMap((child) => below(child, [...path, feature[node]]));
  return below(0, []);
}

describe('monotone_constraints', () => {
  it.each(['depthwise', 'lossguide'] as const)('hold everywhere, grown %s', (grow_policy) => {
    const grown = { grow_policy, max_leaves: grow_policy === 'lossguide' ? 20 : 0 };
    expect(ways(fit(grown), 1)).toEqual(new Set([1, -1]));
    const bound = fit({ ...grown, monotone_constraints: { [NAMES[1]]: 1, [NAMES[3]]: -1 } });
    expect(ways(bound, 1)).toEqual(new Set([1]));
    expect(ways(bound, 3)).toEqual(new Set([-1]));
    expect(ways(bound, 0)).toEqual(new Set([1, -1]));
  });

  it('give the model of the twins, and leave one without signs as it is', () => {
    const params = { monotone_constraints: { [NAMES[1]]: 1, [NAMES[2]]: -1 }, alpha: 0.2 };
    expect(fit(params, null)).toEqual(fit(params));
    const { trees } = fit({});
    expect(fit({ monotone_constraints: { [NAMES[1]]: 0 } }).trees).toEqual(trees);
  });

  it('are refused where they name no feature or have no sign', () => {
    expect(() => fit({ monotone_constraints: { nobody: 1 } })).toThrow('PARAM_CHOICE');
    expect(() => fit({ monotone_constraints: { [NAMES[0]]: 2 } })).toThrow('PARAM_OUT_OF_RANGE');
  });
});

describe('interaction_constraints', () => {
  it('keep each way down a tree within one group', () => {
    const groups = [
      [NAMES[0], NAMES[1]],
      [NAMES[1], NAMES[2], NAMES[3]],
    ];
    const model = fit({ interaction_constraints: groups });
    const places = groups.map((group) => group.map((name) => NAMES.indexOf(name)));
    const all = model.trees.flatMap(paths);
    for (const path of all) {
      const fits = places.some((group) => [...path].every((feature) => group.includes(feature)));
      // The last feature is in no group and stands alone.
      expect(fits || (path.size === 1 && path.has(4))).toBe(true);
    }
    expect(all.some((path) => path.size === 3)).toBe(true);
    const free = fit({}).trees.flatMap(paths);
    expect(free.some((path) => path.has(0) && path.has(2))).toBe(true);
    expect(fit({ interaction_constraints: groups }, null)).toEqual(model);
  });

  it('are refused where they name no feature', () => {
    expect(() => fit({ interaction_constraints: [['nobody']] })).toThrow('PARAM_CHOICE');
  });
});
