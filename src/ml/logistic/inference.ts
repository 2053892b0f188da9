import { factorise, solveLower, type Cholesky, type SquareMatrix } from './cholesky';
import type { DesignColumn } from './design';
import type { Standardiser } from './standardise';

/** The 97.5 % quantile of the normal distribution. */
const NORMAL_975 = 1.959963984540054;

/** A coefficient with Wald's 95 % interval; null where none is valid. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Estimates on one scale, one a feature and one for its missing values. */
export interface Estimates {
  readonly intercept: Estimate;
  readonly coefficients: readonly Estimate[];
  readonly missingCoefficients: readonly Estimate[];
}

/** Coefficients as the model has them, and for columns of mean 0 and variance 1. */
export interface ScaledEstimates {
  readonly original: Estimates;
  readonly standardised: Estimates;
}

/** A fitted design: weights of its columns, then the intercept. */
export interface FittedWeights {
  readonly columns: readonly DesignColumn[];
  readonly weights: Float64Array;
  readonly by: Standardiser;
}

function estimateOf(value: number, standardError: number | null): Estimate {
  if (standardError === null) return { value, standardError, low: null, high: null };
  const reach = NORMAL_975 * standardError;
  return { value, standardError, low: value - reach, high: value + reach };
}

/** How much a weight of a standardised column is worth in the units of its feature. */
function spanOf(by: Standardiser, { feature, isIndicator }: DesignColumn): number {
  return (isIndicator ? by.missingScale : by.scale)[feature];
}

/** The intercept in original units as a combination of weights: what to multiply each by. */
export function interceptRow({ columns, by }: Omit<FittedWeights, 'weights'>): Float64Array {
  const row = new Float64Array(columns.length + 1).fill(1);
  columns.forEach((column, k) => {
    const centre = (column.isIndicator ? by.missingShare : by.mean)[column.feature];
    row[k] = -spanOf(by, column) * centre;
  });
  return row;
}

/** The factors of the information of all rows, penalty included; null where it is as good as singular. */
function factorsOf(information: SquareMatrix, rows: number, ridge: number): Cholesky | null {
  const { size } = information;
  const values = information.values.map((value, at) => {
    const isPenalised = at % (size + 1) === 0 && at < size * size - 1;
    return rows * (value + (isPenalised ? ridge : 0));
  });
  const factors = factorise({ size, values });
  return factors.isExact ? factors : null;
}

/** The standard error of a combination of weights. O(columns^2). */
function errorOf(factors: Cholesky, row: Float64Array): number {
  return Math.sqrt(solveLower(factors, row).reduce((sum, x) => sum + x * x, 0));
}

function onScale(
  fitted: FittedWeights,
  intercept: Estimate,
  estimates: readonly Estimate[],
): Estimates {
  const none = Array.from(fitted.by.mean, () => estimateOf(0, null));
  const [coefficients, missingCoefficients] = [[...none], [...none]];
  fitted.columns.forEach(({ feature, isIndicator }, k) => {
    (isIndicator ? missingCoefficients : coefficients)[feature] = estimates[k];
  });
  return { intercept, coefficients, missingCoefficients };
}

/**
 * Estimates with standard errors from the observed information at the fitted weights, per row, with
 * `ridge` on its diagonal (Wald; le Cessie and van Houwelingen 1992). Without information, and where
 * it is singular, there are no errors: null. A column that does not vary has coefficient 0 and no error.
 * O(columns^3).
 */
export function inferWeights(
  fitted: FittedWeights,
  observed: {
    readonly information: SquareMatrix;
    readonly rows: number;
    readonly ridge: number;
  } | null,
): ScaledEstimates {
  const { columns, weights, by } = fitted;
  const factors = observed && factorsOf(observed.information, observed.rows, observed.ridge);
  const unit = (k: number): Float64Array => {
    const row = new Float64Array(weights.length);
    row[k] = 1;
    return row;
  };
  const errors = Array.from(weights, (_, k) => factors && errorOf(factors, unit(k)));
  const spans = columns.map((column) => spanOf(by, column));
  const standardised = columns.map((_, k) => estimateOf(weights[k], errors[k]));
  const original = spans.map((span, k) => {
    const error = errors[k];
    return estimateOf(weights[k] * span, error === null ? null : error * span);
  });
  const row = interceptRow(fitted);
  const value = weights.reduce((sum, weight, k) => sum + weight * row[k], 0);
  const last = columns.length;
  const interceptError = factors && errorOf(factors, row);
  return {
    original: onScale(fitted, estimateOf(value, interceptError), original),
    standardised: onScale(fitted, estimateOf(weights[last], errors[last]), standardised),
  };
}
