/**
 * lasso |w|_1 + ridge |w|^2 / 2 over all weights but the last one, the intercept, in units of the mean
 * loss: scikit-learn's l1_ratio / (C n) and (1 - l1_ratio) / (C n).
 */
export interface Penalty {
  readonly lasso: number;
  readonly ridge: number;
}

/** The whole penalty of some weights. */
export function penaltyOf({ lasso, ridge }: Penalty, weights: Float64Array): number {
  let [sizes, squares] = [0, 0];
  for (let k = 0; k < weights.length - 1; k++) {
    sizes += Math.abs(weights[k]);
    squares += weights[k] * weights[k];
  }
  return lasso * sizes + (ridge * squares) / 2;
}

/** Adds the gradient of the smooth part, the ridge, to that of the loss. */
export function addRidge(ridge: number, weights: Float64Array, gradient: Float64Array): void {
  for (let k = 0; k < weights.length - 1; k++) gradient[k] += ridge * weights[k];
}

/**
 * How far weights are from the minimum: the largest component of the subgradient of the least size,
 * given the gradient of loss and ridge. 0 at the minimum.
 */
export function violationOf(lasso: number, weights: Float64Array, gradient: Float64Array): number {
  const last = weights.length - 1;
  let most = 0;
  weights.forEach((weight, k) => {
    const g = gradient[k];
    const part = k === last ? 0 : lasso;
    const away = weight === 0 ? Math.abs(g) - part : Math.abs(g + Math.sign(weight) * part);
    most = Math.max(most, away);
  });
  return most;
}
