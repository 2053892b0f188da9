import type { TopLevelSpec } from 'vega-lite';
import { FRAME } from './frame';
import type { TokenReader } from './tokens';

/** What the bars of one column show; `dates` says that the values are milliseconds. */
export interface ColumnBarsOptions {
  readonly bars: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly dates: boolean;
  readonly labels: { readonly x: string; readonly y: string };
  readonly tokens: TokenReader;
}

/** How many rows lie between two values, as bars that touch. O(bars). */
export function columnBars({ bars, dates, labels, tokens }: ColumnBarsOptions): TopLevelSpec {
  const values = bars.map(({ from, to, count }) => ({
    from,
    to: to > from ? to : from + 1,
    count,
  }));
  const ends = [values[0]?.from ?? 0, values[values.length - 1]?.to ?? 1];
  return {
    ...FRAME,
    height: 150,
    data: { values },
    mark: { type: 'bar', binSpacing: 1, color: tokens('c1') },
    encoding: {
      x: {
        field: 'from',
        bin: { binned: true },
        type: 'quantitative',
        title: labels.x,
        scale: { domain: ends, nice: false },
        axis: dates
          ? { labelExpr: "utcFormat(datum.value, '%d/%m/%Y')", tickCount: 4 }
          : { format: '~s' },
      },
      x2: { field: 'to' },
      y: {
        field: 'count',
        stack: null,
        type: 'quantitative',
        title: labels.y,
        axis: { format: ',~r' },
      },
    },
  };
}
