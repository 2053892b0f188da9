import type { GbdtModel, Tree } from './model';

/*
 * Trees whose decisions are comparisons of bytes, as assembly/predict.ts takes them: a value counts by
 * how many distinct thresholds of its column are at or below it.
 */

/** What fits in a byte. */
const MOST_THRESHOLDS = 255;
const MOST_LEAVES = 256;
const SLOT = 64;
const RESULTS = 256 * SLOT;
const CODES = 511 * SLOT;
const HEADER_WORDS = 4;
const NODE_WORDS = 4;

/** A model's trees, and the columns they read in the order in which their values are laid out. */
export interface CodedTrees {
  readonly columns: readonly number[];
  /** Distinct thresholds by place among `columns`, ascending. */
  readonly cuts: readonly Float32Array[];
  readonly trees: readonly Uint8Array[];
}

/** Bytes of scratch a shard takes. */
export function codedScratchBytes(columns: number): number {
  return CODES + 2 * SLOT * columns;
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

/** Inner nodes, children before parents, and leaves. */
function childrenFirst(tree: Tree): { inner: number[]; leaves: number[] } {
  const [inner, leaves]: [number[], number[]] = [[], []];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (tree.left[node] < 0) {
      leaves.push(node);
      continue;
    }
    inner.push(node);
    open.push(tree.right[node], tree.left[node]);
  }
  return { inner: inner.reverse(), leaves };
}

/** Place of a threshold among the ascending ones of its feature. */
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

/** Thresholds and the place of each feature among the columns that are laid out. */
interface Coding {
  readonly thresholds: readonly Float32Array[];
  readonly places: ReadonlyMap<number, number>;
}

function codeTree(tree: Tree, { thresholds, places }: Coding): Uint8Array {
  const { inner, leaves } = childrenFirst(tree);
  const words = HEADER_WORDS + NODE_WORDS * inner.length + leaves.length;
  const bytes = 4 * HEADER_WORDS * Math.ceil(words / HEADER_WORDS);
  const coded = new Uint32Array(bytes / 4);
  coded.set([inner.length, bytes]);
  const slots = new Map<number, number>();
  leaves.forEach((leaf, k) => slots.set(leaf, k * SLOT));
  inner.forEach((node, k) => {
    slots.set(node, RESULTS + k * SLOT);
    const feature = tree.feature[node];
    const column = 2 * (places.get(feature) ?? 0) + (tree.defaultLeft[node] === 1 ? 0 : 1);
    const code = placeOf(thresholds[feature], Math.fround(tree.threshold[node])) + 1;
    coded.set(
      [
        slots.get(tree.left[node]) ?? 0,
        slots.get(tree.right[node]) ?? 0,
        CODES + column * SLOT,
        (code ^ 0x80) * 0x01010101,
      ],
      HEADER_WORDS + NODE_WORDS * k,
    );
  });
  const values = new Float32Array(coded.buffer, 4 * (HEADER_WORDS + NODE_WORDS * inner.length));
  leaves.forEach((leaf, k) => (values[k] = tree.value[leaf]));
  return new Uint8Array(coded.buffer);
}

/**
 * The trees as bytes, or null where a column has too many thresholds or a tree too many leaves for that.
 * A threshold that is not finite has no place either. O(nodes log nodes).
 */
export function codeTrees(model: GbdtModel): CodedTrees | null {
  const thresholds = thresholdsOf(model);
  const isCodable =
    thresholds.every((some) => some.length <= MOST_THRESHOLDS && some.every(Number.isFinite)) &&
    model.trees.every((tree) => tree.left.filter((left) => left < 0).length <= MOST_LEAVES);
  if (!isCodable) return null;
  const columns = thresholds.flatMap((some, feature) => (some.length > 0 ? [feature] : []));
  const places = new Map(columns.map((feature, place) => [feature, place]));
  return {
    columns,
    cuts: columns.map((feature) => thresholds[feature]),
    trees: model.trees.map((tree) => codeTree(tree, { thresholds, places })),
  };
}
