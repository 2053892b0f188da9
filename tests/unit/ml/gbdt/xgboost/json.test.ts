import { describe, expect, it } from 'vitest';
import type { GbdtModel } from '../../../../../src/ml/gbdt/model';
import { predictGbdt } from '../../../../../src/ml/gbdt/predict';
import { trainGbdt } from '../../../../../src/ml/gbdt/train';
import { fromXgboostJson, toXgboostJson } from '../../../../../src/ml/gbdt/xgboost/json';
import { LeadbenchError } from '../../../../../src/util/errors';
import { NO_CONTROL } from '../../../../../src/util/progress';
import { matrixOf, noisyRows } from '../data';

function smallModel(): GbdtModel {
  const data = noisyRows(300, 3, 3);
  const params = { num_boost_round: 6, min_child_weight: 1 };
  return trainGbdt({ ...data, params, seed: 1, control: NO_CONTROL, kernels: null }).model;
}

/** The text of a small model with one piece of it replaced. */
function altered(from: string | RegExp, to: string): string {
  const text = toXgboostJson(smallModel());
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
}

describe('XGBoost JSON', () => {
  it('comes back as the same trees, names and base score', () => {
    const model = smallModel();
    const named = { ...model, featureNames: ['__proto__', 'a "quoted" name', 'umur'] };
    const back = fromXgboostJson(toXgboostJson(named));
    expect(back.trees).toEqual(model.trees);
    expect(back.featureNames).toEqual(named.featureNames);
    expect(back.baseScore).toBe(model.baseScore);
  });

  it('keeps every float32, whole ones with a point', () => {
    const model = smallModel();
    const [first] = model.trees;
    const threshold = [0, 3, -1e30, 1e-45, 3.4028234663852886e38, 16777217, 0.1].map(Math.fround);
    for (const value of threshold) {
      const tree = { ...first, threshold: first.threshold.map((t, k) => (k === 0 ? value : t)) };
      const text = toXgboostJson({ ...model, trees: [tree] });
      expect(fromXgboostJson(text).trees[0].threshold[0]).toBe(value);
      expect(text).toMatch(/"split_conditions":\[-?\d+(\.\d+)?(e[+-]\d+)?[.,\de+-]/);
      expect(text).not.toMatch(/"split_conditions":\[-?\d+,/);
    }
  });

  it('reads the base score of older versions and names features it has no names for', () => {
    const text = altered(/"base_score":"\[[^"]*\]"/, '"base_score":"5E-1"').replace(
      /"feature_names":\[[^\]]*\]/,
      '"feature_names":[]',
    );
    const model = fromXgboostJson(text);
    expect(model.baseScore).toBe(0.5);
    expect(model.featureNames).toEqual(['f0', 'f1', 'f2']);
    expect(predictGbdt(model, matrixOf({ f0: [1], f1: [NaN], f2: [2] }))[0]).toBeGreaterThan(0);
  });

  it('refuses what it cannot predict with', () => {
    const cases: readonly [string | RegExp, string, string][] = [
      ['"name":"binary:logistic"', '"name":"reg:squarederror"', 'reg:squarederror'],
      ['"name":"gbtree"', '"name":"dart"', 'dart'],
      [/"split_type":\[0/, '"split_type":[1', 'categorical'],
      ['"feature_types":[]', '"feature_types":["c","int","float"]', 'categorical'],
      ['"size_leaf_vector":"1"', '"size_leaf_vector":"2"', 'multi-target'],
    ];
    for (const [from, to, what] of cases) {
      const error = catchError(() => fromXgboostJson(altered(from, to)));
      expect([error.code, error.params.what]).toEqual(['MODEL_UNSUPPORTED', what]);
    }
  });

  it('refuses text that is no model, and trees that would not end', () => {
    const broken = [
      'not json',
      '{}',
      '[]',
      altered(/"left_children":\[1/, '"left_children":[0'),
      altered(/"left_children":\[1/, '"left_children":[999'),
      altered(/"split_indices":\[\d+/, '"split_indices":[77'),
      altered(/"default_left":\[\d,/, '"default_left":['),
      altered(/"base_score":"[^"]*"/, '"base_score":"[2]"'),
    ];
    for (const text of broken) {
      expect(catchError(() => fromXgboostJson(text)).code).toBe('MODEL_UNREADABLE');
    }
  });
});

function catchError(run: () => unknown): LeadbenchError {
  try {
    run();
  } catch (error) {
    if (error instanceof LeadbenchError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
