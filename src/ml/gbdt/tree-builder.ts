import type { Tree } from './model';
import type { Split } from './split';

/**
 * Leaf values are whole multiples of this, 2^-20. So every partial sum of leaves below 16 is exact in
 * float32, and predictors that add trees in another order (native XGBoost, ONNX runtimes, ours) agree.
 */
const LEAF_STEP = 1 / 1048576;

/** A grown tree with, for every inner node, the last code that goes left. */
export interface GrownTree {
  readonly tree: Tree;
  readonly lastLeft: readonly number[];
  /** Levels of splits. */
  readonly depth: number;
}

/** Collects the nodes of a tree in the order they are made, children side by side. */
export class TreeBuilder {
  readonly feature: number[] = [];
  readonly threshold: number[] = [];
  readonly defaultLeft: (0 | 1)[] = [];
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly value: number[] = [];
  readonly gain: number[] = [];
  readonly cover: number[] = [];
  readonly lastLeft: number[] = [];

  /** Adds a leaf of `weight` (learning rate included) and returns its id. */
  addLeaf(weight: number, cover: number): number {
    this.feature.push(0);
    this.threshold.push(0);
    this.defaultLeft.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.value.push(Math.fround(Math.round(weight / LEAF_STEP) * LEAF_STEP) + 0);
    this.gain.push(0);
    this.cover.push(Math.fround(cover));
    this.lastLeft.push(0);
    return this.feature.length - 1;
  }

  /** Makes node `id` an inner one; its children are added next. */
  turnIntoSplit(id: number, split: Split, threshold: number): void {
    this.feature[id] = split.feature;
    this.threshold[id] = threshold;
    this.defaultLeft[id] = split.defaultLeft ? 1 : 0;
    this.value[id] = 0;
    this.gain[id] = Math.fround(split.gain);
    this.lastLeft[id] = split.lastLeft;
  }

  /** The tree so far. */
  finish(): GrownTree {
    const { lastLeft, ...tree } = this;
    const depths = new Array<number>(this.left.length).fill(0);
    // Children stand behind their parents.
    this.left.forEach((left, node) => {
      if (left >= 0) depths[left] = depths[this.right[node]] = depths[node] + 1;
    });
    return { tree, lastLeft, depth: depths.reduce((most, depth) => Math.max(most, depth), 0) };
  }
}
