import {
  boundedWeight,
  nodeScore,
  weightScore,
  type Bounds,
  type ScoreParams,
} from '../../kernels/scan-reference';
import {
  ACTION_BYTES,
  GOES_BYTES,
  HISTOGRAM_BYTES,
  LEAF,
  LEAVES,
  PART,
  TreeJobs,
  type Action,
  type GrowJob,
  type ScanNode,
  type ScanPair,
} from '../../kernels/tree-jobs';
import type { TreeKernels } from '../../kernels/tree-kernels';
import { Rng } from '../../util/rng';
import type { BinCuts } from './binning';
import type { Bundles } from './bundles';
import { allowedBelow, type Constraints } from './constraints';
import { CutSearch } from './cut-search';
import { BLOCK_ROWS, type GradientMemory } from './gradients';
import type { GrowMemory } from './grow-memory';
import type { GrowTask, Growth, NewChildren, OpenNode, Pair, Place, Step } from './growth';
import type { GbdtParams } from './params';
import { sampleOf } from './sampling';
import type { NodeSums, Split } from './split';
import { TreeBuilder } from './tree-builder';

/** XGBoost's kRtEps: a gain has to be above it. */
const MIN_GAIN = 1e-6;
/** Fewer histogram updates than this are not worth more than one thread. */
const UPDATES_WORTH_THREADS = 65_536;
/** Blocks of rows between two rests of the threads: a few milliseconds of work. */
const BLOCKS_AT_ONCE = 16;

const ROOT: Place = { bounds: { lower: -Infinity, upper: Infinity }, path: new Set() };

/**
 * Splits nodes of a tree: parts their rows, sums the children and finds their cuts, any number of nodes
 * of one depth at a time. Which nodes, and in what order, is the grower's business.
 */
export class NodeSplitter {
  readonly #kernels: TreeKernels;
  readonly #cuts: BinCuts;
  readonly #bundles: Bundles;
  readonly #constraints: Constraints;
  readonly search: CutSearch;
  readonly #params: GbdtParams;
  readonly #memory: GrowMemory;
  readonly #gradients: GradientMemory;
  readonly #columns: number;
  readonly #bins: number;
  readonly #jobs: TreeJobs;

  constructor(options: {
    kernels: TreeKernels;
    cuts: BinCuts;
    bundles: Bundles;
    constraints: Constraints;
    params: GbdtParams;
    memory: GrowMemory;
    gradients: GradientMemory;
    bins: number;
  }) {
    const { kernels, cuts, memory } = options;
    this.#kernels = kernels;
    this.#cuts = cuts;
    this.#params = options.params;
    this.#memory = memory;
    this.#gradients = options.gradients;
    this.#bundles = options.bundles;
    this.#constraints = options.constraints;
    const { signs } = options.constraints;
    this.search = new CutSearch(kernels, memory, { cuts, bundles: options.bundles, signs });
    this.#columns = options.bundles.width;
    this.#bins = options.bins;
    this.#jobs = new TreeJobs(kernels.buffer);
  }

  /** Starts a tree. */
  begin({ rows, blocks, features, seed, steps, addsLeaves }: GrowTask): Growth {
    const { lambda, alpha, min_child_weight: least } = this.#params;
    const { gradient: gradientStep, hessian: hessianStep } = steps;
    const score = { gradientStep, hessianStep, lambda, alpha, least };
    const { params } = this.#memory;
    new Float64Array(this.#kernels.buffer, params, 5).set([
      ...[gradientStep, hessianStep, lambda, alpha, least],
    ]);
    const { slots } = this.#memory;
    const freeSlots = Array.from({ length: slots - 1 }, (_, i) => slots - 1 - i);
    const builder = new TreeBuilder();
    return {
      builder,
      steps,
      score,
      blocks,
      rows,
      hessian: 0,
      features,
      seed,
      addsLeaves,
      freeSlots,
    };
  }

  /** Makes the entries of all rows, sums them and looks for the root's cuts. */
  root(growth: Growth): OpenNode {
    const job = this.#growJob(growth, { depth: -1, actions: 0, pairs: 1 });
    const calls = this.#callsFor(growth.rows);
    this.#sum('sumBlocks', job, calls);
    const sums = this.#totalOf(calls);
    growth.hessian = sums.hessian;
    const id = this.#addLeaf(growth, sums, ROOT.bounds);
    const root = { id, segment: 0, sums, slot: 0, place: ROOT };
    this.search.scan([[this.#scanNode(growth, root), null]], calls);
    return root;
  }

  /** Turns a node into a split one; the children's segments begin at `segment`. `isLast`: they stay leaves. */
  split(
    growth: Growth,
    node: OpenNode,
    split: Split,
    below: { readonly segment: number; readonly isLast: boolean },
  ): Step {
    const children = this.#addChildren(growth, node, split);
    const pair = below.isLast ? null : this.#pairOf(growth, { node, ...children }, below.segment);
    return { node, split, left: children.left, pair };
  }

  /**
   * Does what steps say to nodes of one depth: adds leaf values to margins, parts rows, finds the
   * children's cuts. Histograms that nobody needs any more are free afterwards.
   */
  act(growth: Growth, steps: readonly Step[], depth: number): void {
    for (const { node, pair } of steps) {
      if (pair === null && node.slot >= 0) growth.freeSlots.push(node.slot);
    }
    const acting = steps.filter(({ pair }) => pair !== null || growth.addsLeaves);
    for (const some of this.#passes(acting)) this.#pass(growth, some, depth);
    for (const { pair } of acting) {
      if (pair === null) continue;
      for (const slot of [pair.slot, pair.sibling]) {
        if (pair.children.every((child) => child.slot !== slot)) growth.freeSlots.push(slot);
      }
    }
  }

  /** Steps in parts whose pairs fit the room for sums. */
  #passes(steps: readonly Step[]): Step[][] {
    const passes: Step[][] = [];
    let pairs = 0;
    for (const step of steps) {
      if (passes.length === 0 || (step.pair !== null && pairs === this.#memory.pairsAtOnce)) {
        passes.push([]);
        pairs = 0;
      }
      passes[passes.length - 1].push(step);
      if (step.pair !== null) pairs++;
    }
    return passes;
  }

  /** Parts the rows of some nodes, adds the leaves that have come about, and looks for cuts of the children. */
  #pass(growth: Growth, steps: readonly Step[], depth: number): void {
    const pairs: Pair[] = [];
    steps.forEach((step, i) => {
      const goes = this.#memory.goes + GOES_BYTES * i;
      const action = this.#actionOf(growth, step, { goes, pair: pairs.length });
      this.#jobs.writeAction(this.#memory.actions + ACTION_BYTES * i, action);
      if (step.split !== null) this.search.writeGoes(goes, step.split);
      if (step.pair !== null) pairs.push(step.pair);
    });
    const job = this.#growJob(growth, { depth, actions: steps.length, pairs: pairs.length });
    const hessian = steps.reduce((sum, { node }) => sum + node.sums.hessian, 0);
    // Rows of the nodes, about.
    const calls = this.#callsFor((growth.rows * hessian) / growth.hessian);
    this.#sum('partBlocks', job, calls);
    if (pairs.length === 0) return;
    const nodes = pairs.map(({ summed, slot, sibling, children }): ScanPair => {
      const [own, other] = summed === 0 ? children : [children[1], children[0]];
      return [this.#scanNode(growth, own, slot), this.#scanNode(growth, other, sibling)];
    });
    this.search.scan(nodes, calls);
  }

  /** Calls that share the work on so many rows, one a thread. */
  #callsFor(rows: number): number {
    return rows * this.#columns >= UPDATES_WORTH_THREADS ? this.#kernels.threads : 1;
  }

  /** Does a job on all blocks, some at a time: threads rest for the hand in between. */
  #sum(kernel: 'sumBlocks' | 'partBlocks', job: GrowJob, calls: number): void {
    const { job: at, sums } = this.#memory;
    const bytes = job.pairs * this.#columns * HISTOGRAM_BYTES;
    for (let next = 0; next < job.blocks; next += BLOCKS_AT_ONCE) {
      const blocks = Math.min(job.blocks, next + BLOCKS_AT_ONCE);
      this.#jobs.writeGrow(at, { ...job, next, blocks, begins: next === 0 ? 1 : 0 });
      this.#kernels.run(
        kernel,
        Array.from({ length: calls }, (_, call) => [at, sums + call * bytes]),
      );
    }
  }

  #growJob(
    growth: Growth,
    { depth, actions, pairs }: { depth: number; actions: number; pairs: number },
  ): GrowJob {
    const { entries, segments, mostNodes, actions: at } = this.#memory;
    const { sample, starts, margins, labels, params, predicted } = this.#gradients;
    const [from, into] = [depth & 1, ~depth & 1];
    return {
      ...{ next: 0, blocks: growth.blocks, blockRows: BLOCK_ROWS, columns: this.#columns },
      ...{ bins: this.#bins, from: entries[from], into: entries[into] },
      ...{ segments: segments[from], segmentsBelow: segments[into], mostNodes },
      ...{ actions: at, actionCount: actions, margins, pairs },
      ...{ sample, starts, labels, params, predicted, begins: 1 },
    };
  }

  #actionOf(
    growth: Growth,
    { node, split, left, pair }: Step,
    place: { readonly goes: number; readonly pair: number },
  ): Action {
    const { value } = growth.builder;
    const common = { node: node.segment, column: 0, leftChild: 0, summed: 0, ...place } as const;
    if (split === null) return { ...common, kind: LEAF, left: value[node.id], right: 0 };
    const at = { ...common, column: this.#bundles.byte[split.feature] };
    if (pair === null) return { ...at, kind: LEAVES, left: value[left], right: value[left + 1] };
    const { summed, children } = pair;
    return { ...at, kind: PART, leftChild: children[0].segment, summed, left: 0, right: 0 };
  }

  /** The best of the cuts that were found for a node; null where none is worth it. */
  bestOf({ score }: Growth, node: OpenNode): Split | null {
    if (node.slot < 0) return null;
    const best = this.search.best(node.slot);
    if (best === null) return null;
    const { feature, lastLeft, missingLeft: defaultLeft, gradient, hessian } = best;
    const gain = best.score - this.#scoreOf(node, score);
    return { feature, lastLeft, defaultLeft, gain, left: { gradient, hessian } };
  }

  #addLeaf({ builder, score, steps }: Growth, sums: NodeSums, bounds: Bounds): number {
    const weight = boundedWeight(sums, score, bounds) * this.#params.eta;
    return builder.addLeaf(weight, sums.hessian * steps.hessian);
  }

  /** What the node brings as a leaf. */
  #scoreOf({ sums, place }: OpenNode, score: ScoreParams): number {
    if (this.#constraints.signs === null) return nodeScore(sums, score);
    return weightScore(sums, score, boundedWeight(sums, score, place.bounds));
  }

  /** What a cut leaves to the children: one that may only rise keeps the left below the right for good. */
  #placesBelow(
    { score }: Growth,
    { place: { bounds, path } }: OpenNode,
    feature: number,
    sums: readonly [NodeSums, NodeSums],
  ): readonly [Place, Place] {
    const below = new Set(path).add(feature);
    const sign = this.#constraints.signs?.[feature] ?? 0;
    const [left, right] = sums.map((one) => boundedWeight(one, score, bounds));
    const middle = (left + right) / 2;
    const [low, high] = [
      { ...bounds, upper: middle },
      { ...bounds, lower: middle },
    ];
    const [first, second] = sign > 0 ? [low, high] : sign < 0 ? [high, low] : [bounds, bounds];
    return [
      { bounds: first, path: below },
      { bounds: second, path: below },
    ];
  }

  #addChildren(growth: Growth, node: OpenNode, split: Split) {
    const { cuts, floors } = this.#cuts;
    const { feature, lastLeft, left: leftSums } = split;
    const rightSums = {
      gradient: node.sums.gradient - leftSums.gradient,
      hessian: node.sums.hessian - leftSums.hessian,
    };
    const threshold = lastLeft === 0 ? floors[feature] : cuts[feature][lastLeft - 1];
    growth.builder.turnIntoSplit(node.id, split, threshold);
    const { bounds } = node.place;
    const left = this.#addLeaf(growth, leftSums, bounds);
    growth.builder.left[node.id] = left;
    growth.builder.right[node.id] = this.#addLeaf(growth, rightSums, bounds);
    const sums = [leftSums, rightSums] as const;
    return { left, sums, places: this.#placesBelow(growth, node, feature, sums) };
  }

  /** The children of a node with their segments and histograms; null where none may be split. */
  #pairOf(growth: Growth, { node, left, sums, places }: NewChildren, segment: number): Pair | null {
    const opens = sums.map((one) => this.#mayBeSplit(growth, one));
    const slot = opens.includes(true) ? growth.freeSlots.pop() : undefined;
    if (slot === undefined) return null;
    const summed = sums[0].hessian <= sums[1].hessian ? 0 : 1;
    const child = (i: 0 | 1): OpenNode => {
      const own = i === summed ? slot : node.slot;
      const base = { id: left + i, segment: segment + i, sums: sums[i], place: places[i] };
      return { ...base, slot: opens[i] ? own : -1 };
    };
    return { summed, slot, sibling: node.slot, children: [child(0), child(1)] };
  }

  #mayBeSplit({ steps }: Growth, { hessian }: NodeSums): boolean {
    return hessian * steps.hessian >= 2 * this.#params.min_child_weight;
  }

  /** A node as the search for cuts sees it, with its histogram in `slot`. */
  #scanNode({ score, features, seed }: Growth, node: OpenNode, slot = node.slot): ScanNode {
    const toBeat = this.#scoreOf(node, score) + Math.max(MIN_GAIN, this.#params.gamma);
    const histogram = this.#memory.histograms + slot * this.#columns * HISTOGRAM_BYTES;
    const { bounds, path } = node.place;
    const base = { histogram, score: toBeat, ...node.sums, ...bounds };
    if (node.slot < 0) return { ...base, best: 0, mask: 0 };
    const allowed = allowedBelow(features, path, this.#constraints);
    const { colsample_bynode: share } = this.#params;
    const seen = share === 1 ? allowed : sampleOf(allowed, share, new Rng(seed + node.id));
    return { ...base, best: this.search.bestAt(slot), mask: this.search.allow(slot, seen) };
  }

  /** The sums of all rows, which are those of any column, over what the calls summed. */
  #totalOf(calls: number): NodeSums {
    let [gradient, hessian] = [0, 0];
    for (let call = 0; call < calls; call++) {
      const at = this.#memory.sums + call * this.#columns * HISTOGRAM_BYTES;
      const words = new Int32Array(this.#kernels.buffer, at, HISTOGRAM_BYTES / 4);
      for (let cell = 0; cell < words.length; cell += 2) {
        hessian += words[cell] >>> 0;
        gradient += words[cell + 1];
      }
    }
    return { gradient, hessian };
  }
}
