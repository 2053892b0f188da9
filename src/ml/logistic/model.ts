/**
 * Logistic regression on raw features. A missing value becomes `fill` (the training mean), and where
 * training had missing values of that feature `missingCoefficient` is added. Everything is float64:
 * p = 1 / (1 + exp(-(intercept + sum_j coefficients[j] * x_j + missingCoefficient[j] * isNaN(x_j)))).
 */
export interface LogisticModel {
  readonly algorithm: 'logistic';
  readonly version: 1;
  readonly featureNames: readonly string[];
  readonly params: Readonly<Record<string, number>>;
  readonly intercept: number;
  readonly coefficients: readonly number[];
  readonly fill: readonly number[];
  readonly missingCoefficients: readonly number[];
}
