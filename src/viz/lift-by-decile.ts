import type { TopLevelSpec } from 'vega-lite';
import type { DecileRow } from '../ml/metrics/evaluate';
import { FRAME } from './frame';
import type { TokenReader } from './tokens';

/** What a lift chart shows; decile 1 holds the highest scores. */
export interface LiftByDecileOptions {
  readonly deciles: readonly Pick<DecileRow, 'decile' | 'lift'>[];
  readonly labels: { readonly x: string; readonly y: string; readonly reference: string };
  readonly tokens: TokenReader;
}

/**
 * Lift a decile as bars from 0, the first two solid, and the overall rate at 1. The signal `picked` rings
 * one bar: its place from 1, 0 for none. O(deciles).
 */
export function liftByDecile({ deciles, labels, tokens }: LiftByDecileOptions): TopLevelSpec {
  const values = deciles.map(({ decile, lift }, mark) => ({ decile, lift, mark }));
  return {
    ...FRAME,
    params: [{ name: 'picked', value: 0 }],
    layer: [
      {
        data: { values },
        mark: { type: 'bar', color: tokens('c1') },
        encoding: {
          x: { field: 'decile', type: 'ordinal', title: labels.x, axis: { labelAngle: 0 } },
          y: { field: 'lift', type: 'quantitative', title: labels.y, scale: { domainMin: 0 } },
          opacity: { condition: { test: 'datum.decile <= 2', value: 1 }, value: 0.42 },
        },
      },
      {
        data: { values },
        transform: [{ filter: 'datum.mark + 1 === picked' }],
        mark: {
          type: 'bar',
          filled: false,
          color: tokens('focus'),
          strokeWidth: 2,
          strokeOpacity: 1,
        },
        encoding: {
          x: { field: 'decile', type: 'ordinal' },
          y: { field: 'lift', type: 'quantitative' },
        },
      },
      {
        data: { values: [{ one: 1, text: labels.reference }] },
        mark: { type: 'rule' },
        encoding: { y: { field: 'one', type: 'quantitative' } },
      },
      {
        data: { values: [{ one: 1, text: labels.reference }] },
        mark: {
          type: 'text',
          align: 'right',
          baseline: 'bottom',
          dy: -4,
          color: tokens('chart-label'),
        },
        encoding: {
          x: { value: 'width' },
          y: { field: 'one', type: 'quantitative' },
          text: { field: 'text', type: 'nominal' },
        },
      },
    ],
  };
}
