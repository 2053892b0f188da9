import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../src/data/table/column';
import { transform } from '../../../../src/ml/features/transform';
import type { FittedRecipe } from '../../../../src/ml/features/recipe';
import type { Model } from '../../../../src/ml/model';
import { toOnnx } from '../../../../src/ml/onnx/to-onnx';
import { predict } from '../../../../src/ml/predict';
import { runOnnx } from '../../../../src/ml/scoring/run-onnx';
import { createSession } from '../../../../src/ml/scoring/session';
import { sigmoid } from '../../../../src/kernels/math';
import {
  forestModel,
  gbdtModel,
  leafTree,
  LEVELS,
  logisticModel,
  mixTable,
  nextFloat32,
  nextFloat64,
  nodeAssets,
  randomTrees,
  RECIPES,
  TIMES,
} from './fixtures';

const TOLERANCE = 1e-6;

async function maxDifference(recipe: FittedRecipe, model: Model, table: Table): Promise<number> {
  const session = await createSession(nodeAssets, toOnnx({ recipe, model, name: 'test' }));
  const got = await runOnnx(session, recipe, table, { batch: 1000 });
  await session.release();
  const want = predict(model, transform(recipe, table, null));
  expect(got.length).toBe(table.rows);
  return got.reduce((most, p, row) => {
    const difference = Math.abs(p - want[row]);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}

const AMOUNT_CUTS = [0, 0.1, -3.25, 1e-30, 16_777_217, 123_456.789, -1e20].map(Math.fround);

/** On every threshold and right beside it, as float32 and as float64. */
const AMOUNTS = [
  NaN,
  Infinity,
  -Infinity,
  1e300,
  0.1,
  ...AMOUNT_CUTS.flatMap((cut) => [
    cut,
    nextFloat32(cut, 1),
    nextFloat32(cut, -1),
    nextFloat64(cut, 1),
    nextFloat64(cut, -1),
    // Halfway to the neighbour: rounding to even decides the side.
    (cut + nextFloat32(cut, 1)) / 2,
    (cut + nextFloat32(cut, -1)) / 2,
  ]),
];

const CITIES = [...LEVELS, null, '', 'never seen', 'a\0b', 'a,b\n\0', '\uffff', ' 深圳', '𝒳 rare'];
const table = mixTable(
  { amount: AMOUNTS, flag: [0, 1, NaN], captured: TIMES, city: CITIES },
  3000,
  7,
);
const finite = mixTable(
  { amount: [NaN, 0, -2.5, 0.1, 3], flag: [0, 1, NaN], captured: TIMES, city: CITIES },
  3000,
  8,
);

/** Thresholds of every feature: integers and halves around the codes, days and flags. */
function cutsOf(recipe: FittedRecipe): number[][] {
  const small = [0, 0.5, 1, 2, 3.5, 5, 6, 15, 29];
  return recipe.featureNames.map((_, j) => (j === 0 ? AMOUNT_CUTS : small));
}

describe('an ONNX graph of recipe and model', () => {
  it.each(['codes', 'onehot'] as const)('scores trees on %s as we do', async (textAs) => {
    const recipe = RECIPES[textAs];
    const model = gbdtModel(recipe, randomTrees(120, cutsOf(recipe), 11));
    expect(await maxDifference(recipe, model, table)).toBeLessThanOrEqual(TOLERANCE);
  });

  it.each(['codes', 'onehot'] as const)(
    'scores a logistic model on %s as we do',
    async (textAs) => {
      const recipe = RECIPES[textAs];
      const model = logisticModel(recipe, 5);
      expect(await maxDifference(recipe, model, finite)).toBeLessThanOrEqual(TOLERANCE);
    },
  );

  it.each(['codes', 'onehot'] as const)('scores a forest on %s as we do', async (textAs) => {
    const recipe = RECIPES[textAs];
    const trees = [...randomTrees(120, cutsOf(recipe), 17), leafTree(0.25)];
    const model = forestModel(recipe, trees);
    expect(await maxDifference(recipe, model, table)).toBeLessThanOrEqual(TOLERANCE);
    const single = forestModel(recipe, [leafTree(-0.25)]);
    expect(await maxDifference(recipe, single, table)).toBeLessThanOrEqual(TOLERANCE);
  });

  it('scores trees of a single leaf, alone and among others', async () => {
    const recipe = RECIPES.codes;
    const leaf = gbdtModel(recipe, [leafTree(0.75)]);
    const none = gbdtModel(recipe, []);
    const [first, ...rest] = randomTrees(5, cutsOf(recipe), 3);
    const mixed = gbdtModel(recipe, [first, leafTree(-0.5), ...rest, leafTree(0.25)]);
    for (const model of [leaf, none, mixed]) {
      expect(await maxDifference(recipe, model, table)).toBeLessThanOrEqual(TOLERANCE);
    }
    const session = await createSession(nodeAssets, toOnnx({ recipe, model: leaf, name: 'leaf' }));
    const p = await runOnnx(session, recipe, table, { rows: Uint32Array.of(4) });
    expect(p[0]).toBeCloseTo(sigmoid(Math.log(0.3 / 0.7) + 0.75), 6);
  });

  it('tells a one-step change on a threshold apart', async () => {
    const recipe: FittedRecipe = {
      version: 1,
      textAs: 'codes',
      inputs: [RECIPES.codes.inputs[0]],
      featureNames: ['amount'],
    };
    const stump = randomTrees(1, [[0.1]], 1)[0];
    const tree = { ...stump, feature: [0, 0, 0], threshold: [Math.fround(0.1), 0, 0] };
    const model = gbdtModel(recipe, [
      { ...tree, left: [1, -1, -1], right: [2, -1, -1], value: [0, -2, 2], defaultLeft: [0, 0, 0] },
    ]);
    const cut = Math.fround(0.1);
    const values = [nextFloat32(cut, -1), cut, nextFloat64(cut, -1), NaN];
    const rows = mixTable({ amount: values, flag: [0], captured: [0], city: ['x'] }, 4, 1);
    const session = await createSession(nodeAssets, toOnnx({ recipe, model, name: 'stump' }));
    const p = await runOnnx(session, recipe, rows);
    // The float64 just below rounds to the threshold itself.
    expect(Array.from(p, (v) => v > 0.5)).toEqual([false, true, true, true]);
  });

  it('gives equal bytes for equal requests', () => {
    const request = { recipe: RECIPES.onehot, model: logisticModel(RECIPES.onehot, 5), name: 'n' };
    expect(toOnnx(request)).toEqual(toOnnx(request));
  });
});
