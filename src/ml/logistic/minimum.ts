/** Differences below this share of a value are lost in its rounding. */
export const ROUNDING = 4e-16;

/** When to stop. */
export interface StopOptions {
  readonly maxIterations: number;
  /** Stops when no component of the gradient is larger. */
  readonly tolerance: number;
  /** Called before every iteration; may throw to stop. */
  readonly onIteration: (iteration: number) => void;
}

/** Where a minimisation stopped. */
export interface Minimum {
  readonly x: Float64Array;
  readonly iterations: number;
  /** Whether no component of the gradient is larger than the tolerance. */
  readonly converged: boolean;
}
