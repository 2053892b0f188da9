import type { TopLevelSpec } from 'vega-lite';
import type { Curve } from '../ml/metrics/evaluate';
import { FRAME, toPoints } from './frame';
import type { TokenReader } from './tokens';

/**
 * What a capture chart shows. Shares from 0 to 1 on both axes, or counts where `counts` is set.
 * `chosen` is the point the reader decided on.
 */
export interface CaptureCurveOptions {
  readonly curve: Curve;
  readonly counts: { readonly rows: number; readonly events: number } | null;
  readonly chosen: { readonly x: number; readonly y: number; readonly text: string } | null;
  readonly labels: { readonly x: string; readonly y: string; readonly anyOrder: string };
  readonly tokens: TokenReader;
}

/** Events found against leads called, highest score first, beside the diagonal of any order. O(points). */
export function captureCurve({
  curve,
  counts,
  chosen,
  labels,
  tokens,
}: CaptureCurveOptions): TopLevelSpec {
  const [right, top] = counts ? [counts.rows, counts.events] : [1, 1];
  const format = counts ? ',~r' : '.0%';
  const flip = chosen !== null && chosen.x > right * 0.6;
  return {
    ...FRAME,
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        title: labels.x,
        axis: { format },
        scale: { domain: [0, right], nice: false },
      },
      y: {
        field: 'y',
        type: 'quantitative',
        title: labels.y,
        axis: { format },
        scale: { domain: [0, top] },
      },
    },
    layer: [
      {
        data: { values: toPoints([0, right], [0, top]) },
        mark: { type: 'line', strokeDash: [3, 3], strokeWidth: 1, color: tokens('chart-ref') },
      },
      {
        data: { values: [{ x: right * 0.72, y: top * 0.66, text: labels.anyOrder }] },
        mark: { type: 'text', align: 'left', baseline: 'top', color: tokens('chart-label') },
        encoding: { text: { field: 'text', type: 'nominal' } },
      },
      {
        data: { values: toPoints(curve.x, curve.y) },
        mark: { type: 'line', color: tokens('c1'), strokeWidth: 2.5, clip: true },
      },
      {
        data: { name: 'chosen', values: chosen ? [chosen] : [] },
        mark: { type: 'point', size: 60, color: tokens('c1') },
      },
      {
        data: { name: 'chosenText', values: chosen ? [chosen] : [] },
        mark: {
          type: 'text',
          align: flip ? 'right' : 'left',
          baseline: 'top',
          dx: flip ? -9 : 9,
          dy: 8,
          fontWeight: 600,
        },
        encoding: { text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}
