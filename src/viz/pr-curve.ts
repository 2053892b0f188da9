import type { TopLevelSpec } from 'vega-lite';
import type { Curve } from '../ml/metrics/evaluate';
import { FRAME, toPoints } from './frame';
import type { TokenReader } from './tokens';

/** What a precision-recall chart shows; `curve.x` is recall, `curve.y` precision. */
export interface PrCurveOptions {
  readonly curve: Curve;
  readonly baseRate: number;
  readonly labels: { readonly x: string; readonly y: string; readonly anyOrder: string };
  readonly tokens: TokenReader;
}

/** Precision from 0 against recall, beside the base rate that any order gives. O(points). */
export function prCurve({ curve, baseRate, labels, tokens }: PrCurveOptions): TopLevelSpec {
  const top = Math.min(1, Math.ceil(Math.max(baseRate, ...curve.y) * 10) / 10 || 1);
  return {
    ...FRAME,
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        title: labels.x,
        axis: { format: '.0%', values: [0, 0.25, 0.5, 0.75, 1] },
        scale: { domain: [0, 1] },
      },
      y: {
        field: 'y',
        type: 'quantitative',
        title: labels.y,
        axis: { format: '.0%' },
        scale: { domain: [0, top] },
      },
    },
    layer: [
      {
        data: { values: toPoints([0, 1], [baseRate, baseRate]) },
        mark: { type: 'line', strokeDash: [3, 3], strokeWidth: 1, color: tokens('chart-ref') },
      },
      {
        data: { values: [{ x: 0.02, y: baseRate, text: labels.anyOrder }] },
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'bottom',
          dy: -4,
          color: tokens('chart-label'),
        },
        encoding: { text: { field: 'text', type: 'nominal' } },
      },
      {
        data: { values: toPoints(curve.x, curve.y) },
        mark: { type: 'line', color: tokens('c1'), strokeWidth: 2.5, clip: true },
      },
    ],
  };
}
