/** Integer sums of a set of rows; real values are these times the tree's steps. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
}

/** The best split of a node. */
export interface Split {
  readonly feature: number;
  /** Rows with codes 1 to `lastLeft` go left. 0: all rows that have a value go right. */
  readonly lastLeft: number;
  readonly defaultLeft: boolean;
  /** XGBoost's loss_change. */
  readonly gain: number;
  readonly left: NodeSums;
}
