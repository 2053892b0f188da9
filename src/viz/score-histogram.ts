import type { TopLevelSpec } from 'vega-lite';
import { countAtLeast } from '../ml/metrics/threshold';
import { FRAME } from './frame';
import type { TokenReader } from './tokens';

/** Equal-width bins of scores; the last one also holds everything above its end. */
export interface Histogram {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** What a score histogram shows. With `cut` bars from there on are solid, and the signal `cut` moves it. */
export interface ScoreHistogramOptions {
  readonly histogram: Histogram;
  readonly cut: number | null;
  readonly labels: { readonly x: string; readonly y: string; readonly cut: string };
  readonly tokens: TokenReader;
}

/**
 * Histogram of scores, given best first with NaN last, from 0 in `bins` bins that end where one score in a
 * thousand lies above, so that a few high scores do not flatten the rest. NaN is left out. O(bins log rows).
 */
export function binScores(sorted: ArrayLike<number>, bins = 60): Histogram {
  const rows = countAtLeast(sorted, Number.NEGATIVE_INFINITY);
  const end = rows === 0 ? 0 : sorted[Math.floor(rows * 0.001)];
  if (end <= 0)
    return { start: 0, width: 1 / bins, counts: [rows, ...new Array<number>(bins - 1).fill(0)] };
  const width = end / bins;
  const above = Array.from({ length: bins }, (_, i) =>
    i === 0 ? rows : countAtLeast(sorted, i * width),
  );
  return { start: 0, width, counts: above.map((count, i) => count - (above[i + 1] ?? 0)) };
}

/** Bars of the score distribution, and the cut as a line with its name. O(bins). */
export function scoreHistogram({
  histogram,
  cut,
  labels,
  tokens,
}: ScoreHistogramOptions): TopLevelSpec {
  const { start, width, counts } = histogram;
  const end = start + width * counts.length;
  const values = counts.map((count, i) => ({
    from: start + i * width,
    to: start + (i + 1) * width,
    count,
  }));
  const x = {
    type: 'quantitative' as const,
    title: labels.x,
    scale: { domain: [start, end], nice: false },
  };
  const y = {
    field: 'count',
    stack: null,
    type: 'quantitative' as const,
    title: labels.y,
    axis: { format: ',~r' },
  };
  const moves = cut !== null;
  return {
    ...FRAME,
    height: 180,
    params: [{ name: 'cut', value: cut ?? start }],
    layer: [
      {
        data: { values },
        mark: { type: 'bar', binSpacing: 1 },
        encoding: {
          x: { ...x, field: 'from', bin: { binned: true }, axis: { format: '.2f' } },
          x2: { field: 'to' },
          y,
          color: moves
            ? {
                condition: { test: 'datum.to > cut', value: tokens('c1') },
                value: tokens('line-2'),
              }
            : { value: tokens('c1') },
        },
      },
      {
        data: { values: moves ? [{ text: labels.cut }] : [] },
        mark: { type: 'rule', strokeDash: [], strokeWidth: 1.5, color: tokens('text'), clip: true },
        encoding: { x: { datum: { expr: 'cut' }, type: 'quantitative' } },
      },
      {
        data: { values: moves ? [{ text: labels.cut }] : [] },
        mark: {
          type: 'text',
          baseline: 'top',
          align: { expr: `cut > ${start + (end - start) * 0.8} ? 'right' : 'left'` },
          dx: { expr: `cut > ${start + (end - start) * 0.8} ? -6 : 6` },
          fontWeight: 600,
        },
        encoding: {
          x: { datum: { expr: 'cut' }, type: 'quantitative' },
          y: { value: 0 },
          text: { field: 'text', type: 'nominal' },
        },
      },
    ],
  };
}
