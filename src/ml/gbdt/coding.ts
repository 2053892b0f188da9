import type { GbdtModel, Tree } from './model';

/*
 * Decisions of trees as comparisons of bytes, as assembly/predict.ts takes them: a value counts by how
 * many distinct thresholds of its column are at or below it. Each column has two codes, for a missing
 * value that goes left and for one that goes right.
 */

/** What fits in a byte. */
const MOST_THRESHOLDS = 255;
/** Bytes of the codes of 64 rows. */
export const SLOT = 64;

/** The columns that trees read, in the order in which their values are laid out, and how they are cut. */
export interface Coding {
  readonly columns: readonly number[];
  /** Distinct thresholds by place among `columns`, ascending. */
  readonly cuts: readonly Float32Array[];
  readonly places: ReadonlyMap<number, number>;
}

/** Bytes of the codes of 64 rows of all columns. */
export function codesBytes({ columns }: Coding): number {
  return 2 * SLOT * columns.length;
}

/** The distinct thresholds of every feature, ascending; empty where no tree reads it. */
function thresholdsOf(model: GbdtModel): Float32Array[] {
  const found = model.featureNames.map(() => new Set<number>());
  for (const tree of model.trees) {
    tree.left.forEach((left, node) => {
      if (left >= 0) found[tree.feature[node]].add(Math.fround(tree.threshold[node]));
    });
  }
  return found.map((some) => Float32Array.from(some).sort());
}

/**
 * How a model's columns are coded, or null where one has more than 255 thresholds or one that is not
 * finite. O(nodes log nodes).
 */
export function codingOf(model: GbdtModel): Coding | null {
  const thresholds = thresholdsOf(model);
  const fits = (some: Float32Array): boolean =>
    some.length <= MOST_THRESHOLDS && some.every(Number.isFinite);
  if (!thresholds.every(fits)) return null;
  const columns = thresholds.flatMap((some, feature) => (some.length > 0 ? [feature] : []));
  return {
    columns,
    cuts: columns.map((feature) => thresholds[feature]),
    places: new Map(columns.map((feature, place) => [feature, place])),
  };
}

/** Place of a threshold among ascending ones. */
function placeOf(thresholds: Float32Array, threshold: number): number {
  let low = 0;
  let high = thresholds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The decision at an inner node: where the codes it reads stand behind those of the first column, and
 * the byte they are less than where a row goes left, signed, four times over.
 */
export function testOf(
  { cuts, places }: Coding,
  tree: Tree,
  node: number,
): [codes: number, threshold: number] {
  const place = places.get(tree.feature[node]) ?? 0;
  const code = placeOf(cuts[place], Math.fround(tree.threshold[node])) + 1;
  const missingRight = tree.defaultLeft[node] === 1 ? 0 : 1;
  return [SLOT * (2 * place + missingRight), (code ^ 0x80) * 0x01010101];
}
