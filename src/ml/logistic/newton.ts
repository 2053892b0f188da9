import { factorise, solve, type SquareMatrix } from './cholesky';
import { descendCoordinates } from './coordinate-descent';
import { ROUNDING, type Minimum, type StopOptions } from './minimum';
import { addRidge, penaltyOf, violationOf, type Penalty } from './penalty';

/** A convex loss with its second derivatives; see MeanLogLoss. */
export interface SmoothLoss {
  evaluate(weights: Float64Array, gradient: Float64Array): number;
  /** Where `evaluate` was last. */
  information(): SquareMatrix;
}

const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 40;
/** How much nearer than its start the minimum of a quadratic model is looked for. */
const INNER_SHARE = 0.01;

interface Point {
  readonly x: Float64Array;
  /** Loss and penalty. */
  readonly value: number;
  /** Of loss and ridge. */
  readonly gradient: Float64Array;
}

function evaluateAt(loss: SmoothLoss, penalty: Penalty, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  const value = loss.evaluate(x, gradient) + penaltyOf(penalty, x);
  addRidge(penalty.ridge, x, gradient);
  return { x, value, gradient };
}

/** The minimum of the quadratic model at a point where `evaluate` was last. */
function modelMinimum(
  loss: SmoothLoss,
  { lasso, ridge }: Penalty,
  { x, gradient }: Point,
  tolerance: number,
): Float64Array {
  const hessian = loss.information();
  const { size, values } = hessian;
  for (let k = 0; k < size - 1; k++) values[k * size + k] += ridge;
  if (lasso > 0) return descendCoordinates({ from: x, gradient, hessian, lasso }, tolerance);
  const step = solve(factorise(hessian), gradient);
  return x.map((value, k) => value - step[k]);
}

/** The first point on the way to `target`, halving it, that is enough lower; null when none is. */
function searchLine(
  loss: SmoothLoss,
  penalty: Penalty,
  from: Point,
  target: Float64Array,
): Point | null {
  const { lasso } = penalty;
  const onlyLasso = { lasso, ridge: 0 };
  let promised = penaltyOf(onlyLasso, target) - penaltyOf(onlyLasso, from.x);
  target.forEach((value, k) => (promised += from.gradient[k] * (value - from.x[k])));
  const slack = ROUNDING * Math.abs(from.value);
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const x = from.x.map((value, k) =>
      share === 1 ? target[k] : value + share * (target[k] - value),
    );
    const point = evaluateAt(loss, penalty, x);
    if (point.value <= from.value + SUFFICIENT_DECREASE * share * promised + slack) return point;
  }
  return null;
}

/** Where rounding hides which value is lower, the slope decides. */
function isNearer(next: Point, point: Point, lasso: number): boolean {
  if (next.value < point.value) return true;
  return violationOf(lasso, next.x, next.gradient) < violationOf(lasso, point.x, point.gradient);
}

/**
 * Minimises loss and penalty from `start` by Newton's method, which for the log loss is iteratively
 * reweighted least squares; with a lasso each quadratic model is minimised by coordinates (Lee, Sun and
 * Saunders 2014, proximal Newton). Never returns a point that is not finite. A step costs the
 * information, rows x columns^2, and a solution, columns^3.
 */
export function minimiseByNewton(
  loss: SmoothLoss,
  penalty: Penalty,
  start: Float64Array,
  options: StopOptions,
): Minimum {
  const { tolerance, maxIterations, onIteration } = options;
  let point = evaluateAt(loss, penalty, start);
  for (let iteration = 0; ; iteration++) {
    const violation = violationOf(penalty.lasso, point.x, point.gradient);
    const converged = violation <= tolerance;
    const stopped = { x: point.x, iterations: iteration, converged };
    if (converged || iteration === maxIterations) return stopped;
    onIteration(iteration);
    const inner = Math.max(tolerance / 10, INNER_SHARE * violation);
    const target = modelMinimum(loss, penalty, point, inner);
    const next = searchLine(loss, penalty, point, target);
    if (next === null || !isNearer(next, point, penalty.lasso)) return stopped;
    point = next;
  }
}
