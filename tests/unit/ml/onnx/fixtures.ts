import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { numberColumn, textColumn, timestampColumn } from '../../../../src/data/table/make-column';
import type { BooleanColumn, Table } from '../../../../src/data/table/column';
import type { FittedRecipe } from '../../../../src/ml/features/recipe';
import { FOREST_DEFAULTS } from '../../../../src/ml/forest/params';
import type { ForestModel } from '../../../../src/ml/forest/model';
import type { GbdtModel, Tree } from '../../../../src/ml/gbdt/model';
import type { LogisticModel } from '../../../../src/ml/logistic/model';
import type { Assets } from '../../../../src/util/assets';
import { Rng } from '../../../../src/util/rng';

/** Assets as the engine has them: the runtime's file from the package. */
export const nodeAssets: Assets = {
  async bytes(name) {
    const path = fileURLToPath(
      new URL(`../../../../node_modules/onnxruntime-web/dist/${name}`, import.meta.url),
    );
    return new Uint8Array(await readFile(path));
  },
};

export function booleanColumn(name: string, values: readonly number[]): BooleanColumn {
  const validity = new Uint8Array((values.length + 7) >> 3);
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) validity[row >> 3] |= 1 << (row & 7);
  });
  return {
    name,
    length: values.length,
    type: 'boolean',
    validity,
    values: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)),
    labels: ['no', 'yes'],
  };
}

/** The float32 next to `value`, above or below. */
export function nextFloat32(value: number, direction: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const bits = view.getInt32(0);
  if (value === 0) return direction * 2 ** -149;
  view.setInt32(0, bits + (value > 0 === direction > 0 ? 1 : -1));
  return view.getFloat32(0);
}

/** The float64 next to `value`, above or below. */
export function nextFloat64(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 === direction > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** Values of each recipe input, mixed at random into one table. */
export interface Pools {
  readonly amount: readonly number[];
  readonly flag: readonly number[];
  readonly captured: readonly number[];
  readonly city: readonly (string | null)[];
}

export const LEVELS = ['Kota "Baru"', 'Österreich', '深圳', '__proto__', 'a,b\n'];

/** Column names that would break a careless map. */
export const NAMES = {
  amount: '__proto__',
  flag: 'probability',
  captured: '',
  city: 'v1',
} as const;

export const RECIPES: Readonly<Record<'codes' | 'onehot', FittedRecipe>> = {
  codes: recipeOf('codes'),
  onehot: recipeOf('onehot'),
};

function recipeOf(textAs: 'codes' | 'onehot'): FittedRecipe {
  const wide = textAs === 'onehot';
  const city = wide ? [...LEVELS, '(missing)', '(other)'] : [''];
  return {
    version: 1,
    textAs,
    inputs: [
      { column: NAMES.amount, type: 'number' },
      { column: NAMES.flag, type: 'boolean' },
      { column: NAMES.captured, type: 'timestamp', parts: ['weekday', 'day', 'hour'] },
      {
        column: NAMES.city,
        type: 'text',
        levels: LEVELS,
        rare: [],
        hasMissing: true,
        hasOther: true,
      },
    ],
    featureNames: ['amount', 'flag', 'weekday', 'day', 'hour', ...city.map((c) => `city ${c}`)],
  };
}

export function mixTable(pools: Pools, rows: number, seed: number): Table {
  const rng = new Rng(seed);
  const pick = <T>(pool: readonly T[]): T[] =>
    Array.from({ length: rows }, (_, i) =>
      i < pool.length ? pool[i] : pool[rng.int(pool.length)],
    );
  return {
    rows,
    columns: [
      textColumn(NAMES.city, pick(pools.city)),
      timestampColumn(NAMES.captured, pick(pools.captured), 'yyyy-MM-dd HH:mm:ss'),
      booleanColumn(NAMES.flag, pick(pools.flag)),
      numberColumn(NAMES.amount, pick(pools.amount)),
    ],
  };
}

/** Times that calendars get wrong: before 1970, leap days, century years, both ends of Date, and NaN. */
export const TIMES: readonly number[] = [
  NaN,
  0,
  -1,
  -86_400_000,
  -86_400_001,
  Date.UTC(1600, 1, 29, 23, 59, 59, 999),
  Date.UTC(1900, 1, 28, 12),
  Date.UTC(1900, 2, 1),
  Date.UTC(1969, 11, 31, 5, 30),
  Date.UTC(2000, 1, 29),
  Date.UTC(2023, 1, 28, 23, 59, 59, 999),
  Date.UTC(2024, 1, 29, 13, 1),
  Date.UTC(2024, 2, 1),
  Date.UTC(2100, 1, 28, 22),
  Date.UTC(2100, 2, 1, 1),
  Date.UTC(2024, 11, 31, 23),
  8.64e15,
  -8.64e15,
  1_700_000_000_000.75,
];

/** Random complete trees over `features`, thresholds from `cuts[feature]`. */
export function randomTrees(
  count: number,
  cuts: readonly (readonly number[])[],
  seed: number,
): Tree[] {
  const rng = new Rng(seed);
  return Array.from({ length: count }, () => {
    const depth = 1 + rng.int(4);
    const nodes = 2 ** (depth + 1) - 1;
    const inner = 2 ** depth - 1;
    const at = Array.from({ length: nodes }, (_, i) => i);
    const feature = at.map(() => rng.int(cuts.length));
    return {
      feature,
      threshold: feature.map((f) => Math.fround(cuts[f][rng.int(cuts[f].length)])),
      defaultLeft: at.map(() => (rng.uniform() < 0.5 ? 1 : 0)),
      left: at.map((i) => (i < inner ? 2 * i + 1 : -1)),
      right: at.map((i) => (i < inner ? 2 * i + 2 : -1)),
      value: at.map(() => Math.fround(rng.uniform() - 0.5)),
      gain: at.map(() => 1),
      cover: at.map(() => 1),
    };
  });
}

export function gbdtModel(recipe: FittedRecipe, trees: readonly Tree[]): GbdtModel {
  return {
    algorithm: 'gbdt',
    version: 1,
    objective: 'binary:logistic',
    baseScore: 0.3,
    featureNames: recipe.featureNames,
    params: { eta: 0.1 },
    trees,
  };
}

/** A forest of such trees; now and then a node tells nothing but missing from present. */
export function forestModel(recipe: FittedRecipe, trees: readonly Tree[]): ForestModel {
  return {
    algorithm: 'forest',
    version: 1,
    featureNames: recipe.featureNames,
    params: { ...FOREST_DEFAULTS, n_estimators: trees.length },
    trees: trees.map((tree, i) => ({
      feature: Uint32Array.from(tree.feature),
      threshold: Float32Array.from(tree.threshold, (cut, node) =>
        (i + node) % 7 === 0 ? -Infinity : cut,
      ),
      defaultLeft: Uint8Array.from(tree.defaultLeft, (one, node) =>
        (i + node) % 7 === 0 ? 1 : one,
      ),
      left: Uint32Array.from(tree.left, (child) => Math.max(child, 0)),
      value: Float32Array.from(tree.value, (value) => value + 0.5),
      weight: Uint32Array.from(tree.cover, (_, node) => 100 - node),
    })),
  };
}

export function leafTree(value: number): Tree {
  return {
    feature: [0],
    threshold: [0],
    defaultLeft: [0],
    left: [-1],
    right: [-1],
    value: [Math.fround(value)],
    gain: [0],
    cover: [1],
  };
}

export function logisticModel(recipe: FittedRecipe, seed: number): LogisticModel {
  const rng = new Rng(seed);
  const draw = (): number[] => recipe.featureNames.map(() => rng.uniform() - 0.5);
  return {
    algorithm: 'logistic',
    version: 1,
    featureNames: recipe.featureNames,
    params: { C: 1 },
    intercept: -0.4,
    coefficients: draw(),
    fill: draw(),
    missingCoefficients: draw(),
  };
}
