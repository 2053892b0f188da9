import { describe, expect, it } from 'vitest';
import {
  fromForestDocument,
  toForestDocument,
  type ForestDocument,
} from '../../../../src/ml/forest/document';
import { forestModel, leafTree, randomTrees, RECIPES } from '../onnx/fixtures';

const recipe = RECIPES.codes;
const cuts = recipe.featureNames.map(() => [0.5, -3.25, 1e30]);
const model = forestModel(recipe, [...randomTrees(30, cuts, 5), leafTree(0.25)]);

/** As it is read from a file. */
function parsed(document: ForestDocument = toForestDocument(model)): Record<string, unknown> {
  return JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
}

/** The document with one array of its first tree replaced. */
function withArray(name: string, text: unknown): Record<string, unknown> {
  const document = toForestDocument(model);
  const [first, ...rest] = document.trees;
  return { ...parsed(), trees: [{ ...first, [name]: text }, ...rest] };
}

function base64(array: ArrayBufferView): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

describe('a forest as a document', () => {
  it('comes back as it was, infinite thresholds included', () => {
    expect(fromForestDocument(parsed())).toEqual(model);
  });

  it('has the numbers of an array as base64, lowest byte first', () => {
    const [tree] = toForestDocument(model).trees;
    const bytes = Buffer.from(tree.threshold, 'base64');
    const { threshold } = model.trees[0];
    expect(bytes.length).toBe(4 * threshold.length);
    expect(Array.from(threshold, (_, i) => bytes.readFloatLE(4 * i))).toEqual([...threshold]);
  });

  it('is refused where it is another kind or version, or has no trees', () => {
    for (const change of [
      { algorithm: 'gbdt' },
      { version: 2 },
      { trees: [] },
      { trees: 7 },
      { trees: [null] },
      { params: null },
      { params: { ...model.params, n_estimators: 'many' } },
      { params: { ...model.params, max_features: true } },
    ]) {
      expect(fromForestDocument({ ...parsed(), ...change })).toBeNull();
    }
  });

  it('is refused where an array is no base64, of another length, or leads nowhere', () => {
    const [{ left, feature, value, threshold }] = model.trees;
    const at = (array: Uint32Array | Float32Array, node: number, one: number) => {
      const changed = array.slice();
      changed[node] = one;
      return base64(changed);
    };
    const leaf = left.findIndex((child) => child === 0);
    for (const [name, text] of [
      ['left', 7],
      ['left', 'no base64!'],
      ['left', ''],
      ['left', base64(left).slice(0, -4)],
      ['weight', base64(left.subarray(1))],
      ['left', at(left, 1, 1)],
      ['left', at(left, 0, left.length - 1)],
      ['left', at(left, 0, 4_000_000_000)],
      ['feature', at(feature, 0, recipe.featureNames.length)],
      ['threshold', at(threshold, 0, NaN)],
      ['value', at(value, leaf, 1.5)],
      ['value', at(value, leaf, NaN)],
    ]) {
      expect([name, fromForestDocument(withArray(String(name), text))]).toEqual([name, null]);
    }
  });
});
