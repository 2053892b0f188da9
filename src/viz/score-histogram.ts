import type { TopLevelSpec } from 'vega-lite';
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
 * Histogram of `scores` from 0 in `bins` bins that end at the 99.9th percentile of the occupied range, so
 * that a few high scores do not flatten the rest. NaN is left out. O(rows).
 */
export function binScores(scores: ArrayLike<number>, bins = 60): Histogram {
  const fine = new Uint32Array(2048);
  let top = 0;
  let rows = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i] > top) top = scores[i];
  if (top === 0) return { start: 0, width: 1 / bins, counts: new Array<number>(bins).fill(0) };
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) continue;
    fine[Math.min(fine.length - 1, Math.floor((scores[i] / top) * fine.length))]++;
    rows++;
  }
  let last = fine.length - 1;
  for (let above = 0; last > 0 && above + fine[last] <= rows * 0.001; last--) above += fine[last];
  const width = (top * (last + 1)) / fine.length / bins;
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isNaN(scores[i])) counts[Math.min(bins - 1, Math.floor(scores[i] / width))]++;
  }
  return { start: 0, width, counts };
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
