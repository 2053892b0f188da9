/*
 * What the kernels that grow trees are told, as they read it; the layouts are those at the head of
 * assembly/grow.ts and assembly/scan.ts. Addresses are bytes into the memory of the kernels.
 */

/** Bytes of one entry. */
export const ENTRY_BYTES = 8;
/** Bytes of one column's histogram. */
export const HISTOGRAM_BYTES = 2048;
/** Bytes of a segment: the entries of one node in one block. */
export const SEGMENT_BYTES = 4;
/** Bytes that say of each byte of a column which code of a feature it holds. */
export const DECODING_BYTES = 256;
/** Bytes that say of each byte of a column where it goes, and what one that goes left has there. */
export const GOES_BYTES = 256;
export const GOES_LEFT = 8;

export const GROW_JOB_BYTES = 80;
export const ACTION_BYTES = 48;
export const SCAN_JOB_BYTES = 48;
export const SCAN_PAIR_BYTES = 96;
const SCAN_NODE_BYTES = 48;
export const SCAN_PARAMS_BYTES = 40;
export const BEST_BYTES = 24;

/** Work on the blocks from `next`, which the calls count up, to before `blocks`. */
export interface GrowJob {
  readonly next: number;
  readonly blocks: number;
  readonly blockRows: number;
  readonly columns: number;
  readonly bins: number;
  readonly from: number;
  readonly into: number;
  readonly segments: number;
  readonly segmentsBelow: number;
  readonly mostNodes: number;
  readonly actions: number;
  readonly actionCount: number;
  readonly margins: number;
  readonly pairs: number;
  readonly sample: number;
  readonly starts: number;
  readonly labels: number;
  readonly params: number;
  readonly predicted: number;
  /** 1 where sums begin at 0, 0 where they go on from blocks before. */
  readonly begins: 0 | 1;
}

export const LEAF = 0;
export const LEAVES = 1;
export const PART = 2;

/** What happens to the rows of a node. */
export interface Action {
  readonly node: number;
  readonly kind: typeof LEAF | typeof LEAVES | typeof PART;
  readonly column: number;
  readonly goes: number;
  readonly leftChild: number;
  readonly pair: number;
  /** The child that is summed: 0 the left one, 1 the right one. */
  readonly summed: 0 | 1;
  readonly left: number;
  readonly right: number;
}

/** The search for cuts; `next` is the next task, which the calls count up. */
export interface ScanJob {
  readonly next: number;
  readonly pairs: number;
  readonly columns: number;
  readonly calls: number;
  readonly sums: number;
  readonly callBytes: number;
  readonly pairList: number;
  readonly features: number;
  readonly codes: number;
  readonly floors: number;
  readonly params: number;
  /** Of features whose effect may go one way only; 0 where there is none. */
  readonly signs: number;
}

/** A node that may be cut. `best` 0: it is not looked for. */
export interface ScanNode {
  readonly histogram: number;
  readonly best: number;
  /** What a cut has to score more than. */
  readonly score: number;
  readonly gradient: number;
  readonly hessian: number;
  /** Says of each feature whether it may be cut here. */
  readonly mask: number;
  /** Between these the weights of its children stay where there are signs. */
  readonly lower: number;
  readonly upper: number;
}

/** The child that was summed, and the other one; null where there is none. */
export type ScanPair = readonly [summed: ScanNode, sibling: ScanNode | null];

/** The best cut of a feature. `lastLeft` is -1 where there is none. */
export interface BestCut {
  readonly score: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly lastLeft: number;
  readonly missingLeft: boolean;
}

/** Reads and writes what the kernels are told, in their memory. */
export class TreeJobs {
  readonly #words: Uint32Array;
  readonly #view: DataView;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Uint32Array(buffer);
    this.#view = new DataView(buffer);
  }

  writeGrow(at: number, job: GrowJob): void {
    this.#words.set(
      [
        ...[job.next, job.blocks, job.blockRows, job.columns, job.bins, job.from, job.into],
        ...[job.segments, job.segmentsBelow, job.mostNodes, job.actions, job.actionCount],
        ...[job.margins, job.pairs, job.sample, job.starts, job.labels, job.params, job.predicted],
        job.begins,
      ],
      at / 4,
    );
  }

  readGrow(at: number): GrowJob {
    const [next, blocks, blockRows, columns, bins, from, into, ...more] = this.#wordsAt(
      at,
      GROW_JOB_BYTES,
    );
    const [segments, segmentsBelow, mostNodes, actions, actionCount, margins, ...rest] = more;
    const [pairs, sample, starts, labels, params, predicted, begins] = rest;
    return {
      ...{ next, blocks, blockRows, columns, bins, from, into, segments, segmentsBelow },
      ...{ mostNodes, actions, actionCount, margins, pairs, sample, starts, labels },
      ...{ params, predicted, begins: begins as GrowJob['begins'] },
    };
  }

  writeAction(at: number, action: Action): void {
    const { node, kind, column, goes, leftChild, pair, summed } = action;
    this.#words.set([node, kind, column, goes, leftChild, pair, summed, 0], at / 4);
    this.#view.setFloat64(at + 32, action.left, true);
    this.#view.setFloat64(at + 40, action.right, true);
  }

  readAction(at: number): Action {
    const [node, kind, column, goes, leftChild, pair, summed] = this.#wordsAt(at, 28);
    return {
      ...{ node, column, goes, leftChild, pair },
      kind: kind as Action['kind'],
      summed: summed as Action['summed'],
      left: this.#view.getFloat64(at + 32, true),
      right: this.#view.getFloat64(at + 40, true),
    };
  }

  writeScan(at: number, job: ScanJob): void {
    this.#words.set(
      [
        ...[job.next, job.pairs, job.columns, job.calls, job.sums, job.callBytes],
        ...[job.pairList, job.features, job.codes, job.floors, job.params, job.signs],
      ],
      at / 4,
    );
  }

  readScan(at: number): ScanJob {
    const [next, pairs, columns, calls, sums, callBytes, ...more] = this.#wordsAt(
      at,
      SCAN_JOB_BYTES,
    );
    const [pairList, features, codes, floors, params, signs] = more;
    return {
      ...{ next, pairs, columns, calls, sums, callBytes },
      ...{ pairList, features, codes, floors, params, signs },
    };
  }

  writePair(at: number, [summed, sibling]: ScanPair): void {
    this.#writeNode(at, summed);
    const other = at + SCAN_NODE_BYTES;
    if (sibling === null) this.#words.fill(0, other / 4, (other + SCAN_NODE_BYTES) / 4);
    else this.#writeNode(other, sibling);
  }

  readPair(at: number): ScanPair {
    const sibling = this.#readNode(at + SCAN_NODE_BYTES);
    return [this.#readNode(at), sibling.histogram === 0 ? null : sibling];
  }

  #writeNode(at: number, node: ScanNode): void {
    this.#words.set([node.histogram, node.best], at / 4);
    this.#view.setFloat64(at + 8, node.score, true);
    this.#view.setInt32(at + 16, node.gradient, true);
    this.#view.setUint32(at + 20, node.hessian, true);
    this.#view.setUint32(at + 24, node.mask, true);
    this.#view.setFloat64(at + 32, node.lower, true);
    this.#view.setFloat64(at + 40, node.upper, true);
  }

  #readNode(at: number): ScanNode {
    const [histogram, best] = this.#wordsAt(at, 8);
    return {
      ...{ histogram, best },
      score: this.#view.getFloat64(at + 8, true),
      gradient: this.#view.getInt32(at + 16, true),
      hessian: this.#view.getUint32(at + 20, true),
      mask: this.#view.getUint32(at + 24, true),
      lower: this.#view.getFloat64(at + 32, true),
      upper: this.#view.getFloat64(at + 40, true),
    };
  }

  writeBest(at: number, best: BestCut): void {
    this.#view.setFloat64(at, best.score, true);
    this.#view.setUint32(at + 8, best.hessian, true);
    this.#view.setInt32(at + 12, best.gradient, true);
    this.#view.setInt32(at + 16, best.lastLeft, true);
    this.#view.setInt32(at + 20, best.missingLeft ? 1 : 0, true);
  }

  /** The score of the best cut of a feature; -Infinity where there is none. */
  readScore(at: number): number {
    return this.#view.getInt32(at + 16, true) < 0 ? -Infinity : this.#view.getFloat64(at, true);
  }

  readBest(at: number): BestCut {
    return {
      score: this.#view.getFloat64(at, true),
      hessian: this.#view.getUint32(at + 8, true),
      gradient: this.#view.getInt32(at + 12, true),
      lastLeft: this.#view.getInt32(at + 16, true),
      missingLeft: this.#view.getInt32(at + 20, true) !== 0,
    };
  }

  #wordsAt(at: number, bytes: number): Uint32Array {
    return this.#words.subarray(at / 4, (at + bytes) / 4);
  }
}
