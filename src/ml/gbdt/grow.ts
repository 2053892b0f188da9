import { ENTRY_BYTES, HISTOGRAM_BYTES, type TreeKernels } from '../../kernels/histogram';
import { evenBorders } from '../../kernels/parallel';
import type { BinCuts } from './binning';
import type { GradientSteps } from './gradients';
import type { GbdtParams } from './params';
import { leafWeight, SplitFinder, type NodeSums, type Split } from './split';
import { TreeBuilder, type GrownTree } from './tree-builder';

/** Addresses of what growing needs, in the memory of the kernels. */
export interface GrowMemory {
  /** Entries of the tree's rows; used up by growing. */
  readonly entries: number;
  /** As much again. */
  readonly spareEntries: number;
  readonly rows: number;
  /** Codes row by row, and column by column. */
  readonly bins: number;
  readonly byColumn: number;
  /** histogramSlots(max_depth) histograms, one after the other. */
  readonly histograms: number;
  /** One histogram for every thread but one. */
  readonly pieces: number;
}

/** Fewer histogram updates than this are not worth another thread. */
const UPDATES_PER_SHARD = 65_536;

/** Histograms that are alive at once: one for every node of the deepest level that is split. */
export function histogramSlots(maxDepth: number): number {
  return 1 << (maxDepth - 1);
}

interface OpenNode {
  readonly id: number;
  readonly begin: number;
  readonly count: number;
  readonly sums: NodeSums;
  readonly slot: number;
}

/** Grows trees level by level from quantised gradients, XGBoost's depth-wise hist. */
export class TreeGrower {
  readonly #kernels: TreeKernels;
  readonly #cuts: BinCuts;
  readonly #params: GbdtParams;
  readonly #memory: GrowMemory;
  readonly #finder: SplitFinder;
  readonly #columns: number;

  constructor(options: {
    kernels: TreeKernels;
    cuts: BinCuts;
    params: GbdtParams;
    memory: GrowMemory;
  }) {
    this.#kernels = options.kernels;
    this.#cuts = options.cuts;
    this.#params = options.params;
    this.#memory = options.memory;
    this.#columns = options.cuts.cuts.length;
    this.#finder = new SplitFinder({
      words: new Int32Array(options.kernels.buffer),
      binCounts: Uint32Array.from(options.cuts.cuts, (cuts) => cuts.length + 1),
      hasFloor: Uint8Array.from(options.cuts.floors, (floor) => (Number.isNaN(floor) ? 0 : 1)),
      params: options.params,
    });
  }

  /**
   * Grows one tree on the first `count` entries, splitting on `features` only. Cost about count x
   * columns x max_depth / 2 histogram updates: only the smaller child is summed, its sibling is the
   * parent minus it.
   */
  grow(count: number, features: Uint32Array, steps: GradientSteps): GrownTree {
    const builder = new TreeBuilder();
    this.#buildHistogram(this.#memory.entries, { begin: 0, count, slot: 0 });
    const sums = this.#sumsOf(0);
    const id = this.#addLeaf(builder, sums, steps);
    let level: OpenNode[] = [{ id, begin: 0, count, sums, slot: 0 }];
    const freeSlots: number[] = [];
    for (let s = histogramSlots(this.#params.max_depth) - 1; s > 0; s--) freeSlots.push(s);
    let [from, into] = [this.#memory.entries, this.#memory.spareEntries];
    for (let depth = 0; depth < this.#params.max_depth && level.length > 0; depth++) {
      const isLast = depth === this.#params.max_depth - 1;
      const next: OpenNode[] = [];
      for (const node of level) {
        const histogram = this.#histogramAt(node.slot) >>> 2;
        const split = this.#finder.find(histogram, node.sums, features, steps);
        if (split === null) {
          freeSlots.push(node.slot);
          continue;
        }
        const children = this.#addChildren(builder, node, split, steps);
        if (isLast) continue;
        next.push(...this.#openChildren({ node, split, children, from, into, freeSlots, steps }));
      }
      level = next;
      [from, into] = [into, from];
    }
    return builder.finish();
  }

  #addLeaf(builder: TreeBuilder, sums: NodeSums, steps: GradientSteps): number {
    const weight = leafWeight(sums, steps, this.#params) * this.#params.eta;
    return builder.addLeaf(weight, sums.hessian * steps.hessian);
  }

  #addChildren(builder: TreeBuilder, node: OpenNode, split: Split, steps: GradientSteps) {
    const { cuts, floors } = this.#cuts;
    const { feature, lastLeft, left } = split;
    const right = {
      gradient: node.sums.gradient - left.gradient,
      hessian: node.sums.hessian - left.hessian,
    };
    const threshold = lastLeft === 0 ? floors[feature] : cuts[feature][lastLeft - 1];
    builder.turnIntoSplit(node.id, split, threshold);
    builder.left[node.id] = this.#addLeaf(builder, left, steps);
    builder.right[node.id] = this.#addLeaf(builder, right, steps);
    return { left, right, leftId: builder.left[node.id] };
  }

  /** Parts the rows of a split node and makes the histograms of its children; those too light to be split are dropped. */
  #openChildren(task: {
    node: OpenNode;
    split: Split;
    children: { left: NodeSums; right: NodeSums; leftId: number };
    from: number;
    into: number;
    freeSlots: number[];
    steps: GradientSteps;
  }): OpenNode[] {
    const { node, split, children, into, freeSlots } = task;
    const leftCount = this.#partition(node, split, task.from, into);
    const rightCount = node.count - leftCount;
    const smallIsLeft = leftCount <= rightCount;
    const spare = freeSlots[freeSlots.length - 1];
    const left: OpenNode = {
      id: children.leftId,
      begin: node.begin,
      count: leftCount,
      sums: children.left,
      slot: smallIsLeft ? spare : node.slot,
    };
    const right: OpenNode = {
      id: children.leftId + 1,
      begin: node.begin + leftCount,
      count: rightCount,
      sums: children.right,
      slot: smallIsLeft ? node.slot : spare,
    };
    const open = [left, right].filter((child) => this.#mayBeSplit(child, task.steps));
    if (open.length === 0) {
      freeSlots.push(node.slot);
      return open;
    }
    freeSlots.pop();
    const [small, large] = smallIsLeft ? [left, right] : [right, left];
    this.#buildHistogram(into, small);
    const parent = this.#histogramAt(large.slot);
    this.#kernels.subtractHistogram(parent, this.#histogramAt(small.slot), this.#columns);
    if (open.length === 1) freeSlots.push(open[0] === small ? large.slot : small.slot);
    return open;
  }

  #mayBeSplit(node: OpenNode, steps: GradientSteps): boolean {
    const twoChildren = 2 * this.#params.min_child_weight;
    return node.count > 1 && node.sums.hessian * steps.hessian >= twoChildren;
  }

  #partition(node: OpenNode, split: Split, from: number, into: number): number {
    const low = split.defaultLeft ? 0 : 1;
    return this.#kernels.partitionEntries(
      from + node.begin * ENTRY_BYTES,
      node.count,
      this.#memory.byColumn + split.feature * this.#memory.rows,
      1,
      low,
      split.lastLeft + 1 - low,
      into + node.begin * ENTRY_BYTES,
    );
  }

  #histogramAt(slot: number): number {
    return this.#memory.histograms + slot * this.#columns * HISTOGRAM_BYTES;
  }

  /** Sums a node's entries: a part a thread, each into a histogram of its own, merged at the end. */
  #buildHistogram(entries: number, node: Pick<OpenNode, 'begin' | 'count' | 'slot'>): void {
    const columns = this.#columns;
    const parts = Math.min(
      this.#kernels.threads,
      Math.max(1, Math.floor((node.count * columns) / UPDATES_PER_SHARD)),
    );
    const borders = evenBorders(node.count, parts);
    const first = entries + node.begin * ENTRY_BYTES;
    const targets = borders.slice(0, parts).map((_, part) => this.#pieceAt(node.slot, part));
    for (const target of targets) this.#kernels.clearHistogram(target, columns);
    this.#kernels.run(
      'addHistogram',
      targets.map((target, part) => [
        first + borders[part] * ENTRY_BYTES,
        borders[part + 1] - borders[part],
        this.#memory.bins,
        columns,
        target,
      ]),
    );
    for (const piece of targets.slice(1)) {
      this.#kernels.mergeHistogram(targets[0], piece, columns);
    }
  }

  /** Where a part of a node is summed: the first in the node's own histogram. */
  #pieceAt(slot: number, part: number): number {
    if (part === 0) return this.#histogramAt(slot);
    return this.#memory.pieces + (part - 1) * this.#columns * HISTOGRAM_BYTES;
  }

  /** The sums of all rows in a histogram: those of any column. */
  #sumsOf(slot: number): NodeSums {
    const words = new Int32Array(this.#kernels.buffer, this.#histogramAt(slot), 512);
    let gradient = 0;
    let hessian = 0;
    for (let cell = 0; cell < words.length; cell += 2) {
      hessian += words[cell] >>> 0;
      gradient += words[cell + 1];
    }
    return { gradient, hessian };
  }
}
