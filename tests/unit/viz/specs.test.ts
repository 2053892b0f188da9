import { compile, type TopLevelSpec } from 'vega-lite';
import { parse } from 'vega';
import { describe, expect, it } from 'vitest';
import { columnBars } from '../../../src/viz/column-bars';
import { captureCurve } from '../../../src/viz/capture-curve';
import { valueAt } from '../../../src/viz/frame';
import { liftByDecile } from '../../../src/viz/lift-by-decile';
import { prCurve } from '../../../src/viz/pr-curve';
import { rocCurve } from '../../../src/viz/roc-curve';
import { binScores, scoreHistogram } from '../../../src/viz/score-histogram';
import { vegaConfig } from '../../../src/viz/vega-config';

const tokens = (name: string): string =>
  name === 'chart-band' ? '.16' : `#${name.length}a3b4c`.slice(0, 7);
const curve = { x: [0, 0.1, 0.4, 1], y: [0, 0.5, 0.8, 1] };
const axes = { x: 'across', y: 'up', anyOrder: 'any order' };
const histogram = binScores([0.3, 0.02, 0.02, 0.01, Number.NaN], 10);
const deciles = [4, 2, 1, 0.5].map((lift, i) => ({ decile: i + 1, lift }));

const bars = [
  { from: 0, to: 10, count: 4 },
  { from: 10, to: 10, count: 1 },
];

const inputs = { bars, curve, axes, histogram, deciles };
const before = JSON.stringify(inputs);

const specs: Record<string, () => TopLevelSpec> = {
  roc: () => rocCurve({ curve, labels: axes, tokens }),
  pr: () => prCurve({ curve, baseRate: 0.2, labels: axes, tokens }),
  capture: () =>
    captureCurve({
      curve,
      counts: null,
      chosen: { x: 0.2, y: 0.6, text: '60' },
      labels: axes,
      tokens,
    }),
  captureCounts: () =>
    captureCurve({ curve, counts: { rows: 100, events: 20 }, chosen: null, labels: axes, tokens }),
  columnBars: () => columnBars({ bars, dates: false, labels: axes, tokens }),
  columnDates: () => columnBars({ bars, dates: true, labels: axes, tokens }),
  lift: () => liftByDecile({ deciles, labels: { ...axes, reference: 'overall' }, tokens }),
  histogram: () => scoreHistogram({ histogram, cut: null, labels: { ...axes, cut: '' }, tokens }),
  histogramCut: () =>
    scoreHistogram({ histogram, cut: 0.1, labels: { ...axes, cut: 'cut' }, tokens }),
};

function warnings(spec: TopLevelSpec, language: 'id' | 'en'): string[] {
  const said: string[] = [];
  const note = (...args: readonly unknown[]): void => void said.push(args.join(' '));
  const logger = {
    level: () => logger,
    error: (...args: readonly unknown[]) => (note(...args), logger),
    warn: (...args: readonly unknown[]) => (note(...args), logger),
    info: () => logger,
    debug: () => logger,
  };
  // The page says how wide a chart is.
  const wide = { ...spec, width: 480 } as TopLevelSpec;
  const compiled = compile(wide, { config: vegaConfig(tokens, language), logger });
  expect(parse(compiled.spec).operators.length).toBeGreaterThan(0);
  return said;
}

describe.each(Object.entries(specs))('%s', (_, build) => {
  it.each(['id', 'en'] as const)('compiles without a warning in %s', (language) => {
    expect(warnings(build(), language)).toEqual([]);
  });

  it('changes nothing it was given and gives the same spec again', () => {
    const first = JSON.stringify(build());
    expect(JSON.stringify(build())).toBe(first);
    expect(JSON.stringify(inputs)).toBe(before);
  });
});

describe('binScores', () => {
  it('counts every score that is a number once', () => {
    expect(histogram.counts.reduce((a, b) => a + b)).toBe(4);
    expect(histogram.counts[0]).toBeGreaterThan(0);
    expect(histogram.counts[9]).toBe(1);
  });

  it('keeps one far score from flattening the rest', () => {
    const scores = new Float32Array(10_000).map((_, i) => (i % 100) / 1000);
    scores[0] = 1;
    const { width, counts } = binScores(scores.sort().reverse(), 50);
    expect(width * 50).toBeLessThan(0.11);
    expect(counts.reduce((a, b) => a + b)).toBe(10_000);
  });

  it('answers zeros and no scores', () => {
    expect(binScores(new Float32Array(0), 5).counts).toEqual([0, 0, 0, 0, 0]);
    expect(binScores(new Float32Array(3), 5).counts).toEqual([3, 0, 0, 0, 0]);
  });
});

describe('valueAt', () => {
  it('interpolates and holds the ends', () => {
    expect(valueAt([0, 1, 2], [0, 10, 30], 1.5)).toBe(20);
    expect(valueAt([0, 1], [5, 7], -1)).toBe(5);
    expect(valueAt([0, 1], [5, 7], 9)).toBe(7);
    expect(valueAt([], [], 1)).toBeNaN();
  });
});
