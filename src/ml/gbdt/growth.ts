import type { Bounds, ScoreParams } from '../../kernels/scan-reference';
import type { GradientSteps } from './gradients';
import type { NodeSums, Split } from './split';
import type { TreeBuilder } from './tree-builder';

/** A node whose rows stand together in the entries of its level, which is as deep as the node. */
export interface OpenNode {
  readonly id: number;
  /** Its place among the segments of its level. */
  readonly segment: number;
  readonly sums: NodeSums;
  /** Its histogram; -1 where it stays a leaf. */
  readonly slot: number;
  readonly place: Place;
}

/** What the cuts above a node leave to it. */
export interface Place {
  readonly bounds: Bounds;
  /** Features that were cut. */
  readonly path: ReadonlySet<number>;
}

/** A node that is split, of which at least one child may be split in turn. */
export interface Pair {
  /** The child whose entries are summed: 0 the left one. */
  readonly summed: 0 | 1;
  readonly slot: number;
  readonly sibling: number;
  readonly children: readonly [OpenNode, OpenNode];
}

/** A node that has become a split one. */
export interface NewChildren {
  readonly node: OpenNode;
  /** Id of the left one. */
  readonly left: number;
  readonly sums: readonly [NodeSums, NodeSums];
  readonly places: readonly [Place, Place];
}

/** What happens to a node; `pair` is null where no child is split in turn. */
export interface Step {
  readonly node: OpenNode;
  readonly split: Split | null;
  /** Ids of the children. */
  readonly left: number;
  readonly pair: Pair | null;
}

/** A tree that is being grown. */
export interface Growth {
  readonly builder: TreeBuilder;
  readonly steps: GradientSteps;
  readonly score: ScoreParams;
  readonly blocks: number;
  readonly rows: number;
  /** The hessian of all rows, once it is known. */
  hessian: number;
  /** Features that may be cut, ascending, of which each node may see a part that its id and the seed decide. */
  readonly features: Uint32Array;
  readonly seed: number;
  /** Whether leaf values go to the margins of the rows as leaves come about. */
  readonly addsLeaves: boolean;
  readonly freeSlots: number[];
}

/** What a tree is grown of. */
export interface GrowTask {
  /** Blocks of rows whose predictions and starts are there. */
  readonly blocks: number;
  readonly rows: number;
  /** Columns that may be cut, ascending. */
  readonly features: Uint32Array;
  /** Decides which of them a node sees, where that is a part. */
  readonly seed: number;
  readonly steps: GradientSteps;
  /** The tree sees all rows, so that growing it can add its leaves to their margins. */
  readonly addsLeaves: boolean;
}
