import { ROUNDING, type Minimum, type StopOptions } from './minimum';

/** A function to minimise: writes its gradient at `x` into `gradient` and returns its value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Limited-memory BFGS's own options. */
export interface LbfgsOptions extends StopOptions {
  /** Multiplies by an estimate of the inverse of the second derivatives; null where there is none. */
  readonly precondition: ((vector: Float64Array) => Float64Array) | null;
}

const HISTORY = 12;
const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const MAX_TRIES = 40;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** -H g by the two-loop recursion. */
function directionOf(
  gradient: Float64Array,
  pairs: readonly Pair[],
  precondition: LbfgsOptions['precondition'],
): Float64Array {
  let q: Float64Array = gradient.map((g) => -g);
  const alphas = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, rho } = pairs[k];
    alphas[k] = rho * dot(step, q);
    for (let i = 0; i < q.length; i++) q[i] -= alphas[k] * change[i];
  }
  const last = pairs.at(-1);
  if (precondition) q = precondition(q);
  else if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let i = 0; i < q.length; i++) q[i] *= scale;
  }
  for (let k = 0; k < pairs.length; k++) {
    const { step, change, rho } = pairs[k];
    const beta = rho * dot(change, q);
    for (let i = 0; i < q.length; i++) q[i] += (alphas[k] - beta) * step[i];
  }
  return q;
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

function evaluateAt(objective: Objective, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  return { value: objective(x, gradient), x, gradient };
}

/**
 * A point along `direction` that meets the weak Wolfe conditions, by bisection; the last one with
 * enough decrease when none does, null when there is none.
 */
function searchLine(
  objective: Objective,
  from: Point,
  direction: Float64Array,
  firstStep: number,
): Point | null {
  const slope = dot(from.gradient, direction);
  const most = from.value + ROUNDING * Math.abs(from.value);
  let low = 0;
  let high = Infinity;
  let step = firstStep;
  let best: Point | null = null;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const x = from.x.map((value, i) => value + step * direction[i]);
    const point = evaluateAt(objective, x);
    if (!(point.value <= most + SUFFICIENT_DECREASE * step * slope)) high = step;
    else if (dot(point.gradient, direction) < CURVATURE * slope) {
      best = point;
      low = step;
    } else return point;
    step = high === Infinity ? 2 * step : (low + high) / 2;
  }
  return best;
}

/**
 * Minimises a smooth convex function from `start` by limited-memory BFGS (Nocedal and Wright,
 * Numerical Optimization, algorithms 7.4 and 7.5). Never returns a point worse than the start, nor
 * one that is not finite. Memory 2 x 12 vectors.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions,
): Minimum {
  const { tolerance, maxIterations, precondition } = options;
  const pairs: Pair[] = [];
  let point = evaluateAt(objective, start);
  for (let iteration = 0; ; iteration++) {
    const steepest = largest(point.gradient);
    const converged = steepest <= tolerance;
    const stopped = { x: point.x, iterations: iteration, converged };
    if (converged || iteration === maxIterations) return stopped;
    options.onIteration(iteration);
    const direction = directionOf(point.gradient, pairs, precondition);
    const firstStep = pairs.length > 0 || precondition ? 1 : Math.min(1, 1 / steepest);
    const next = searchLine(objective, point, direction, firstStep);
    const isNearer =
      next !== null && (next.value < point.value || largest(next.gradient) < steepest);
    if (next === null || !isNearer) {
      if (pairs.length === 0) return stopped;
      pairs.length = 0;
      continue;
    }
    const step = next.x.map((value, i) => value - point.x[i]);
    const change = next.gradient.map((value, i) => value - point.gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 0) pairs.push({ step, change, rho: 1 / curvature });
    if (pairs.length > HISTORY) pairs.shift();
    point = next;
  }
}
