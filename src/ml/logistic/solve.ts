import { minimise, type LbfgsOptions, type Objective } from './lbfgs';
import type { MeanLogLoss } from './mean-log-loss';
import type { Minimum, StopOptions } from './minimum';
import { minimiseByNewton } from './newton';
import { addRidge, penaltyOf, type Penalty } from './penalty';
import { preconditionerOf } from './preconditioner';

/** How the minimum is looked for, by scikit-learn's names. */
export type Solver = 'newton-cholesky' | 'lbfgs';

/** Up to so many columns Newton's method costs little more, and ends far closer than `tol`. */
const FEW_COLUMNS = 16;
/** Up to so many columns curvatures are sampled for L-BFGS. */
const SAMPLED_COLUMNS = 512;
/** About so many rows are sampled. */
const SAMPLE_ROWS = 16_384;

/** A solver, and whether it reads second derivatives. */
export interface Plan {
  readonly solver: Solver;
  readonly readsInformation: boolean;
}

/** The solver that is asked for, else the one for so many columns; L-BFGS knows no L1 penalty. */
export function planFor(columns: number, l1Ratio: number, asked: Solver | null): Plan {
  const isNewton = l1Ratio > 0 || columns <= FEW_COLUMNS;
  const solver = asked ?? (isNewton ? 'newton-cholesky' : 'lbfgs');
  if (solver === 'lbfgs' && l1Ratio > 0) throw new Error('lbfgs has no L1 penalty');
  return { solver, readsInformation: solver === 'newton-cholesky' || columns <= SAMPLED_COLUMNS };
}

/** What a fit is solved with; `share` is of the rows with the outcome. */
export interface SolveOptions extends StopOptions {
  readonly plan: Plan;
  readonly share: number;
}

function solveByLbfgs(
  loss: MeanLogLoss,
  ridge: number,
  start: Float64Array,
  options: SolveOptions,
): Minimum {
  const objective: Objective = (weights, gradient) => {
    const value = loss.evaluate(weights, gradient) + penaltyOf({ lasso: 0, ridge }, weights);
    addRidge(ridge, weights, gradient);
    return value;
  };
  if (!options.plan.readsInformation) {
    return minimise(objective, start, { ...options, precondition: null });
  }
  const curvature = options.share * (1 - options.share);
  const every = Math.max(1, Math.floor(loss.rows / SAMPLE_ROWS));
  let multiply: LbfgsOptions['precondition'] = null;
  const precondition = (vector: Float64Array): Float64Array => {
    // Asked for the first time where the start was evaluated last.
    multiply ??= preconditionerOf(loss.information(every), curvature, ridge);
    return multiply(vector);
  };
  return minimise(objective, start, { ...options, precondition });
}

/** Minimises mean log loss and penalty from `start`, whose weights are 0 but for the intercept. */
export function solveLogistic(
  loss: MeanLogLoss,
  penalty: Penalty,
  start: Float64Array,
  options: SolveOptions,
): Minimum {
  return options.plan.solver === 'lbfgs'
    ? solveByLbfgs(loss, penalty.ridge, start, options)
    : minimiseByNewton(loss, penalty, start, options);
}
