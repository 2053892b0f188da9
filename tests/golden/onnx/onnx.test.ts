import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../../../src/data/table/column';
import { textAt } from '../../../src/data/table/read-cell';
import { isMissing } from '../../../src/data/table/validity';
import { transform } from '../../../src/ml/features/transform';
import { toOnnx } from '../../../src/ml/onnx/to-onnx';
import { predict } from '../../../src/ml/predict';
import { runOnnx } from '../../../src/ml/scoring/run-onnx';
import { createSession } from '../../../src/ml/scoring/session';
import {
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
} from '../../unit/ml/onnx/fixtures';

/** `LEADBENCH_WRITE_GOLDEN=1` writes the models and rows again; then run tests/oracle/onnx_check.py. */
const WRITE = process.env['LEADBENCH_WRITE_GOLDEN'] === '1';
const FOLDER = new URL('../../fixtures/golden-onnx/', import.meta.url);

const cuts = [-3.25, 0.1, 2, 100].map(Math.fround);
const amounts = cuts.flatMap((cut) => [
  cut,
  nextFloat32(cut, 1),
  nextFloat32(cut, -1),
  nextFloat64(cut, 1),
  nextFloat64(cut, -1),
]);
const table = mixTable(
  {
    amount: [NaN, ...amounts],
    flag: [0, 1, NaN],
    captured: TIMES,
    city: [...LEVELS, null, '', 'never seen', ' 深圳', '𝒳'],
  },
  400,
  2024,
);

const small = [0.5, 1, 2, 3.5, 6, 15, 29];
const trees = randomTrees(
  20,
  RECIPES.codes.featureNames.map((_, j) => (j === 0 ? cuts : small)),
  9,
);
const cells = {
  gbdt: { recipe: RECIPES.codes, model: gbdtModel(RECIPES.codes, [...trees, leafTree(0.125)]) },
  leaf: { recipe: RECIPES.codes, model: gbdtModel(RECIPES.codes, [leafTree(0.125)]) },
  logistic: { recipe: RECIPES.onehot, model: logisticModel(RECIPES.onehot, 31) },
};
const names = ['gbdt', 'leaf', 'logistic'] as const;

function cellsOf(column: Column): (string | number | null)[] {
  return Array.from({ length: column.length }, (_, row) => {
    if (isMissing(column, row)) return null;
    return column.type === 'text' ? textAt(column, row) : column.values[row];
  });
}

function rowsJson({ columns }: Table): string {
  const plain = columns.map((c) => ({ column: c.name, type: c.type, cells: cellsOf(c) }));
  return `${JSON.stringify(plain)}\n`;
}

async function read(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(name, FOLDER)));
}

async function expected(): Promise<Record<string, number[]>> {
  const text = new TextDecoder().decode(await read('expected.json'));
  return (JSON.parse(text) as { probability: Record<string, number[]> }).probability;
}

describe.each(names)('the golden %s graph', (name) => {
  const onnx = toOnnx({ ...cells[name], name });

  it('has the bytes that native onnxruntime was given', async () => {
    if (WRITE) {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(new URL(`${name}.onnx`, FOLDER), onnx);
      await writeFile(new URL('rows.json', FOLDER), rowsJson(table));
    }
    expect(onnx).toEqual(await read(`${name}.onnx`));
    expect(rowsJson(table)).toBe(new TextDecoder().decode(await read('rows.json')));
  });

  it.skipIf(WRITE)(
    'scores as native onnxruntime does, in the page’s runtime and in ours',
    async () => {
      const { recipe, model } = cells[name];
      const want = (await expected())[name];
      const session = await createSession(nodeAssets, onnx);
      const web = await runOnnx(session, recipe, table);
      await session.release();
      const own = predict(model, transform(recipe, table, null));
      expect(want.length).toBe(table.rows);
      // float32 leaves are summed in another order, so not bit for bit.
      want.forEach((p, row) => {
        expect(Math.abs(web[row] - p)).toBeLessThanOrEqual(1e-6);
        expect(Math.abs(own[row] - p)).toBeLessThanOrEqual(1e-6);
      });
    },
  );
});
