import { isForestParams } from './params';
import type { ForestModel, ForestTree } from './model';

/** A forest as plain JSON: the arrays of a tree as base64 of little-endian numbers, for it has many nodes. */
export interface ForestDocument extends Omit<ForestModel, 'trees'> {
  readonly trees: readonly Readonly<Record<keyof ForestTree, string>>[];
}

/** The arrays of a tree, in the order of the file. */
const ARRAYS = {
  feature: Uint32Array,
  threshold: Float32Array,
  defaultLeft: Uint8Array,
  left: Uint32Array,
  value: Float32Array,
  weight: Uint32Array,
} as const;
type TreeArray = keyof typeof ARRAYS;
const NAMES = Object.keys(ARRAYS) as TreeArray[];
/** `String.fromCharCode` takes so many arguments safely. */
const CHUNK = 8192;

/** Numbers are written as they are in memory, so this is for machines that count from the lowest byte. */
function toBase64(array: ArrayBufferView): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** O(nodes). */
export function toForestDocument(model: ForestModel): ForestDocument {
  return {
    ...model,
    trees: model.trees.map((tree) => ({
      feature: toBase64(tree.feature),
      threshold: toBase64(tree.threshold),
      defaultLeft: toBase64(tree.defaultLeft),
      left: toBase64(tree.left),
      value: toBase64(tree.value),
      weight: toBase64(tree.weight),
    })),
  };
}

/**
 * The forest of a parsed document whose feature names are known to be right; null where it is none of this
 * version, or a walk down one of its trees might not end at a probability. O(nodes).
 */
export function fromForestDocument(value: Readonly<Record<string, unknown>>): ForestModel | null {
  const { algorithm, version, params, trees, featureNames } = value;
  if (algorithm !== 'forest' || version !== 1 || !isForestParams(params)) return null;
  if (!Array.isArray(trees) || trees.length === 0 || !Array.isArray(featureNames)) return null;
  const names = featureNames.map(String);
  const grown: ForestTree[] = [];
  for (const each of trees as unknown[]) {
    const tree = treeOf(each);
    if (tree === null || !isWalkable(tree, names.length)) return null;
    grown.push(tree);
  }
  return { algorithm, version, featureNames: names, params, trees: grown };
}

function treeOf(value: unknown): ForestTree | null {
  if (typeof value !== 'object' || value === null) return null;
  const texts = new Map<string, unknown>(Object.entries(value));
  const arrays = new Map<TreeArray, ArrayBuffer>();
  try {
    for (const name of NAMES) {
      const text = texts.get(name);
      if (typeof text !== 'string') return null;
      arrays.set(name, fromBase64(text).buffer);
    }
    const of = (name: TreeArray) => arrays.get(name) ?? new ArrayBuffer(0);
    const tree = {
      feature: new Uint32Array(of('feature')),
      threshold: new Float32Array(of('threshold')),
      defaultLeft: new Uint8Array(of('defaultLeft')),
      left: new Uint32Array(of('left')),
      value: new Float32Array(of('value')),
      weight: new Uint32Array(of('weight')),
    };
    const nodes = tree.left.length;
    return nodes > 0 && NAMES.every((name) => tree[name].length === nodes) ? tree : null;
  } catch {
    // No base64, or no whole number of numbers.
    return null;
  }
}

/** Children stand behind their parent and inside the tree, and leaves have probabilities. */
function isWalkable({ feature, threshold, left, value }: ForestTree, features: number): boolean {
  return left.every((child, node) => {
    if (child === 0) return value[node] >= 0 && value[node] <= 1;
    const isInside = child > node && child + 1 < left.length;
    return isInside && feature[node] < features && !Number.isNaN(threshold[node]);
  });
}
