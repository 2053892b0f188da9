import type { LogisticModel } from '../logistic/model';
import type { GraphBuilder } from './graph';

/** Margin of a logistic model, double [N, 1]: fill, missing indicators and weights, all in float64. */
export function logisticMargin(
  graph: GraphBuilder,
  features: string,
  model: LogisticModel,
): string {
  const count = model.coefficients.length;
  const column = (values: readonly number[]): string =>
    graph.constant({ type: 'double', dims: [count, 1], values });
  const fill = graph.constant({ type: 'double', dims: [1, count], values: model.fill });
  const x = graph.cast(features, 'double');
  const missing = graph.node('IsNaN', [x]);
  const filled = graph.node('Where', [missing, fill, x]);
  let margin = graph.node('MatMul', [filled, column(model.coefficients)]);
  if (model.missingCoefficients.some((value) => value !== 0)) {
    const flags = graph.cast(missing, 'double');
    const part = graph.node('MatMul', [flags, column(model.missingCoefficients)]);
    margin = graph.node('Add', [margin, part]);
  }
  return graph.node('Add', [margin, graph.double(model.intercept)]);
}
