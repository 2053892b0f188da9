import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { textColumn } from '../../../../src/data/table/make-column';
import type { FittedRecipe } from '../../../../src/ml/features/recipe';
import { toOnnx } from '../../../../src/ml/onnx/to-onnx';
import { runOnnx } from '../../../../src/ml/scoring/run-onnx';
import { createSession, type OnnxSession } from '../../../../src/ml/scoring/session';
import { flagControl } from '../../../../src/util/progress';
import {
  gbdtModel,
  LEVELS,
  logisticModel,
  mixTable,
  NAMES,
  nodeAssets,
  randomTrees,
  RECIPES,
  TIMES,
} from '../onnx/fixtures';

const recipe = RECIPES.codes;
const model = gbdtModel(
  recipe,
  randomTrees(
    20,
    recipe.featureNames.map(() => [0, 1, 2, 5, 15]),
    2,
  ),
);
const table = mixTable(
  { amount: [NaN, 0, 1, 6], flag: [0, 1, NaN], captured: TIMES, city: [...LEVELS, null, 'new'] },
  100,
  1,
);
let session: OnnxSession;

beforeAll(async () => {
  session = await createSession(nodeAssets, toOnnx({ recipe, model, name: 'test' }));
});

afterAll(() => session.release());

describe('runOnnx', () => {
  it('gives the same in batches of any length, and takes rows in their order', async () => {
    const all = await runOnnx(session, recipe, table);
    expect(new Set(all).size).toBeGreaterThan(20);
    for (const batch of [1, 7, 99, 100, 101]) {
      expect(await runOnnx(session, recipe, table, { batch })).toEqual(all);
    }
    const rows = Uint32Array.of(99, 3, 3, 42);
    expect(await runOnnx(session, recipe, table, { rows, batch: 3 })).toEqual(
      Float32Array.from(rows, (row) => all[row]),
    );
  });

  it('stops between batches', async () => {
    const flag = new Int32Array(1);
    const seen: number[] = [];
    const control = flagControl(flag, ({ done }) => {
      seen.push(done);
      if (done === 40) flag[0] = 1;
    });
    await expect(runOnnx(session, recipe, table, { batch: 20, control })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(seen).toEqual([20, 40]);
  });

  it('names missing columns', async () => {
    const less = { ...table, columns: table.columns.slice(2) };
    await expect(runOnnx(session, recipe, less)).rejects.toMatchObject({ code: 'COLUMNS_MISSING' });
  });

  it('does not cut a text at U+0000', async () => {
    const text: FittedRecipe = {
      version: 1,
      textAs: 'onehot',
      inputs: [recipe.inputs[3]],
      featureNames: [...LEVELS, '(missing)', '(other)'],
    };
    const weights = { ...logisticModel(text, 4), intercept: 0 };
    const cut = await createSession(
      nodeAssets,
      toOnnx({ recipe: text, model: weights, name: 'c' }),
    );
    const cells = [`${LEVELS[0]}\0tail`, 'anything else', LEVELS[0], '\0', null];
    const p = await runOnnx(cut, text, { rows: 5, columns: [textColumn(NAMES.city, cells)] });
    expect(p[0]).toBe(p[1]);
    expect(p[0]).not.toBe(p[2]);
    expect(p[3]).toBe(p[1]);
    expect(p[3]).not.toBe(p[4]);
    await cut.release();
  });
});

describe('createSession', () => {
  it('fetches nothing', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const again = await createSession(nodeAssets, toOnnx({ recipe, model, name: 'again' }));
    await again.release();
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('refuses what is no model', async () => {
    await expect(createSession(nodeAssets, Uint8Array.of(1, 2, 3))).rejects.toThrow();
  });
});
