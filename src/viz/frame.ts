import type { TopLevelSpec } from 'vega-lite';

/** The parts every chart of the page shares: padding is inside its width, which the page sets. */
export const FRAME = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  height: 240,
  autosize: { type: 'fit', contains: 'padding' },
} as const satisfies Partial<TopLevelSpec>;

/** A chart's points as rows for Vega; lengths must agree. */
export function toPoints(x: readonly number[], y: readonly number[]): { x: number; y: number }[] {
  return x.map((value, i) => ({ x: value, y: y[i] }));
}

/** Curve value at `x` by linear interpolation; `x` ascending, ends held. NaN for an empty curve. */
export function valueAt(xs: readonly number[], ys: readonly number[], x: number): number {
  if (xs.length === 0) return Number.NaN;
  const right = xs.findIndex((value) => value >= x);
  if (right < 0) return ys[ys.length - 1];
  if (right === 0 || xs[right] === x) return ys[right];
  const share = (x - xs[right - 1]) / (xs[right] - xs[right - 1]);
  return ys[right - 1] + share * (ys[right] - ys[right - 1]);
}
