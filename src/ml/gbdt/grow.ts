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
  /** histogramPieces(threads) histograms. */
  readonly pieces: number;
  /** u32, one for each node of a level. */
  readonly counts: number;
}

/** Fewer histogram updates than this are not worth another thread. */
const UPDATES_PER_SHARD = 65_536;

/** Histograms that are alive at once: one for every node of the deepest level that is split. */
export function histogramSlots(maxDepth: number): number {
  return 1 << (maxDepth - 1);
}

/** Parts of a level's histograms for each thread, so that none waits long for another. */
const PARTS_A_THREAD = 2;

/** Histograms for parts of nodes that are summed at once. */
export function histogramPieces(threads: number): number {
  return threads === 1 ? 0 : PARTS_A_THREAD * threads;
}

/** A node without a histogram so far. */
interface ChildNode {
  readonly id: number;
  readonly begin: number;
  readonly count: number;
  readonly sums: NodeSums;
}

interface OpenNode extends ChildNode {
  readonly slot: number;
}

/** Entries that are summed. */
type Summed = Pick<OpenNode, 'begin' | 'count' | 'slot'>;

/** A node that is split, and the sums of its children. */
interface Parted {
  readonly node: OpenNode;
  readonly split: Split;
  readonly left: NodeSums;
  readonly right: NodeSums;
  readonly leftId: number;
}

/** Two children by their rows, and the slot of their parent. */
interface Pair {
  readonly small: ChildNode;
  readonly large: ChildNode;
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
  readonly #leftCounts: Uint32Array;

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
    const { buffer } = options.kernels;
    const most = histogramSlots(options.params.max_depth);
    this.#leftCounts = new Uint32Array(buffer, options.memory.counts, most);
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
    this.#buildHistograms(this.#memory.entries, [{ begin: 0, count, slot: 0 }]);
    const sums = this.#sumsOf(0);
    const id = this.#addLeaf(builder, sums, steps);
    let level: OpenNode[] = [{ id, begin: 0, count, sums, slot: 0 }];
    const freeSlots: number[] = [];
    for (let s = histogramSlots(this.#params.max_depth) - 1; s > 0; s--) freeSlots.push(s);
    let [from, into] = [this.#memory.entries, this.#memory.spareEntries];
    for (let depth = 0; depth < this.#params.max_depth && level.length > 0; depth++) {
      const parted: Parted[] = [];
      for (const node of level) {
        const histogram = this.#histogramAt(node.slot) >>> 2;
        const split = this.#finder.find(histogram, node.sums, features, steps);
        if (split === null) freeSlots.push(node.slot);
        else parted.push({ node, split, ...this.#addChildren(builder, node, split, steps) });
      }
      if (depth === this.#params.max_depth - 1) break;
      this.#partition(parted, from, into);
      const pairs = parted.map((one, i) => this.#childrenOf(one, this.#leftCounts[i]));
      level = this.#openChildren(pairs, { entries: into, freeSlots, steps });
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

  /** The children of a split node; which slots they have is said later. */
  #childrenOf({ node, left, right, leftId }: Parted, leftCount: number): Pair {
    const children = [
      { id: leftId, begin: node.begin, count: leftCount, sums: left },
      {
        id: leftId + 1,
        begin: node.begin + leftCount,
        count: node.count - leftCount,
        sums: right,
      },
    ];
    const [small, large] = leftCount * 2 <= node.count ? children : children.toReversed();
    return { small, large, slot: node.slot };
  }

  /**
   * Makes the histograms of children, the smaller one from its entries and the other one from what is
   * left of its parent's; those too light to be split are dropped.
   */
  #openChildren(
    pairs: readonly Pair[],
    task: { entries: number; freeSlots: number[]; steps: GradientSteps },
  ): OpenNode[] {
    const { entries, freeSlots, steps } = task;
    const summed: OpenNode[] = [];
    const differences: number[][] = [];
    const open: OpenNode[] = [];
    /** Free once all histograms are made. */
    const used: number[] = [];
    for (const { small, large, slot } of pairs) {
      const [smallOpens, largeOpens] = [small, large].map((one) => this.#mayBeSplit(one, steps));
      const spare = smallOpens || largeOpens ? freeSlots.pop() : undefined;
      if (spare === undefined) {
        used.push(slot);
        continue;
      }
      const own = { ...small, slot: spare };
      summed.push(own);
      differences.push([this.#histogramAt(slot), this.#histogramAt(spare), this.#columns]);
      if (smallOpens) open.push(own);
      else used.push(spare);
      if (largeOpens) open.push({ ...large, slot });
      else used.push(slot);
    }
    this.#buildHistograms(entries, summed);
    this.#kernels.run('subtractHistogram', differences);
    freeSlots.push(...used);
    return open.sort((a, b) => a.id - b.id);
  }

  #mayBeSplit(node: ChildNode, steps: GradientSteps): boolean {
    const twoChildren = 2 * this.#params.min_child_weight;
    return node.count > 1 && node.sums.hessian * steps.hessian >= twoChildren;
  }

  /** Parts the entries of split nodes; how many go left is in #leftCounts. */
  #partition(parted: readonly Parted[], from: number, into: number): void {
    this.#kernels.run(
      'partitionEntries',
      parted.map(({ node, split }, i) => {
        const low = split.defaultLeft ? 0 : 1;
        const begin = node.begin * ENTRY_BYTES;
        const column = this.#memory.byColumn + split.feature * this.#memory.rows;
        const counted = this.#memory.counts + 4 * i;
        return [
          ...[from + begin, node.count, column, 1, low, split.lastLeft + 1 - low],
          ...[into + begin, counted],
        ];
      }),
    );
  }

  #histogramAt(slot: number): number {
    return this.#memory.histograms + slot * this.#columns * HISTOGRAM_BYTES;
  }

  /**
   * Sums the entries of nodes, large ones in parts of their own histograms, which are merged at the end;
   * integers, so that no way to part them changes a bit.
   */
  #buildHistograms(entries: number, nodes: readonly Summed[]): void {
    const columns = this.#columns;
    const { threads } = this.#kernels;
    const all = nodes.reduce((sum, { count }) => sum + count, 0);
    const share = Math.max(all / (PARTS_A_THREAD * threads), UPDATES_PER_SHARD / columns);
    const merges: [into: number, piece: number][] = [];
    const shards: number[][] = [];
    for (const { begin, count, slot } of nodes) {
      const parts = threads === 1 ? 1 : Math.max(1, Math.round(count / share));
      const borders = evenBorders(count, parts);
      const own = this.#histogramAt(slot);
      for (let part = 0; part < parts; part++) {
        const target = part === 0 ? own : this.#pieceAt(merges.length);
        if (part > 0) merges.push([own, target]);
        const first = entries + (begin + borders[part]) * ENTRY_BYTES;
        const rows = borders[part + 1] - borders[part];
        shards.push([first, rows, this.#memory.bins, columns, target]);
      }
    }
    // The last shard is taken first: the longest, so that no thread waits for it at the end.
    this.#kernels.run(
      'buildHistogram',
      shards.sort((a, b) => a[1] - b[1]),
    );
    for (const [into, piece] of merges) this.#kernels.mergeHistogram(into, piece, columns);
  }

  #pieceAt(piece: number): number {
    return this.#memory.pieces + piece * this.#columns * HISTOGRAM_BYTES;
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
