import type { TopLevelSpec } from 'vega-lite';
import type { Curve } from '../ml/metrics/evaluate';
import { FRAME, toPoints } from './frame';
import type { TokenReader } from './tokens';

/** What a ROC chart shows; `curve.x` is the false positive rate, `curve.y` the true positive rate. */
export interface RocCurveOptions {
  readonly curve: Curve;
  readonly labels: { readonly x: string; readonly y: string; readonly anyOrder: string };
  readonly tokens: TokenReader;
}

/** ROC curve beside the diagonal that any order gives. O(points). */
export function rocCurve({ curve, labels, tokens }: RocCurveOptions): TopLevelSpec {
  const axis = { format: '.0%', values: [0, 0.25, 0.5, 0.75, 1] };
  return {
    ...FRAME,
    encoding: {
      x: { field: 'x', type: 'quantitative', title: labels.x, axis, scale: { domain: [0, 1] } },
      y: { field: 'y', type: 'quantitative', title: labels.y, axis, scale: { domain: [0, 1] } },
    },
    layer: [
      {
        data: { values: toPoints([0, 1], [0, 1]) },
        mark: { type: 'line', strokeDash: [3, 3], strokeWidth: 1, color: tokens('chart-ref') },
      },
      {
        data: { values: [{ x: 0.72, y: 0.66, text: labels.anyOrder }] },
        mark: { type: 'text', align: 'left', baseline: 'top', color: tokens('chart-label') },
        encoding: { text: { field: 'text', type: 'nominal' } },
      },
      {
        data: { values: toPoints(curve.x, curve.y) },
        mark: { type: 'line', color: tokens('c1'), strokeWidth: 2.5, clip: true },
      },
    ],
  };
}
