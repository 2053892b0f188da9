import { soften } from '../../kernels/scan-reference';
import type { GradientSteps } from './gradients';
import type { GbdtParams } from './params';

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

/** The weight of a leaf before the learning rate: -G / (H + lambda), G softened by alpha. 0 when empty. */
export function leafWeight(sums: NodeSums, steps: GradientSteps, params: GbdtParams): number {
  const denominator = sums.hessian * steps.hessian + params.lambda;
  if (denominator <= 0) return 0;
  return -soften(sums.gradient * steps.gradient, params.alpha) / denominator;
}
