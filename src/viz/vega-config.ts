import type { Config } from 'vega-lite';
import type { Language } from '../i18n/format';
import type { TokenReader } from './tokens';

const LOCALES = {
  id: {
    number: {
      decimal: ',',
      thousands: '.',
      grouping: [3],
      currency: ['Rp ', ''] as [string, string],
    },
  },
  en: {
    number: {
      decimal: '.',
      thousands: ',',
      grouping: [3],
      currency: ['Rp ', ''] as [string, string],
    },
  },
};

/** `name` with each of the numbers `from` to `to` appended, resolved. */
function series(tokens: TokenReader, name: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => tokens(`${name}${from + i}`));
}

function text(tokens: TokenReader, font: string) {
  return {
    label: { labelFont: font, labelFontSize: 11, labelColor: tokens('chart-label') },
    title: {
      titleFont: font,
      titleFontSize: 11,
      titleFontWeight: 400 as const,
      titleColor: tokens('chart-label'),
    },
  };
}

function axes(tokens: TokenReader, font: string): Config {
  const { label, title } = text(tokens, font);
  return {
    axis: {
      ...label,
      ...title,
      labelPadding: 6,
      titleAnchor: 'end',
      titlePadding: 4,
      domain: false,
      ticks: false,
      grid: true,
      gridColor: tokens('chart-grid'),
      gridWidth: 1,
      tickCount: 5,
      labelOverlap: 'greedy',
    },
    axisX: { grid: false, domain: true, domainColor: tokens('chart-axis'), domainWidth: 1 },
    axisY: { titleAngle: 0, titleAlign: 'left', titleAnchor: 'start', titleY: -10, minExtent: 26 },
    legend: {
      ...label,
      ...title,
      orient: 'bottom',
      symbolType: 'circle',
      symbolSize: 70,
      offset: 8,
    },
    header: { ...label, title: null, labelFontWeight: 500, labelAnchor: 'start' },
  };
}

function marks(tokens: TokenReader, font: string): Config {
  const surface = tokens('surface');
  return {
    mark: { color: tokens('c1') },
    line: { strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
    area: { opacity: Number(tokens('chart-band')) || 0.16, line: false },
    bar: { cornerRadiusEnd: 1.5, binSpacing: 1, discreteBandSize: { band: 0.78 } },
    point: { filled: true, size: 42, stroke: surface, strokeWidth: 1.5, opacity: 1 },
    rect: { stroke: surface, strokeWidth: 1 },
    rule: { color: tokens('chart-ref'), strokeWidth: 1, strokeDash: [3, 3] },
    text: { font, fontSize: 11, color: tokens('text') },
  };
}

/**
 * Vega-Lite's config in the look of the page. `tokens` must give resolved values, because Vega draws and
 * exports without CSS. O(1).
 */
export function vegaConfig(tokens: TokenReader, language: Language): Config {
  const font = tokens('font') || 'system-ui, sans-serif';
  return {
    // Said once for the whole chart by its component; for each mark it would cost more than drawing it.
    aria: false,
    background: 'transparent',
    font,
    padding: { left: 0, top: 2, right: 2, bottom: 4 },
    view: { stroke: null, continuousHeight: 240 },
    locale: LOCALES[language],
    ...axes(tokens, font),
    ...marks(tokens, font),
    range: {
      category: series(tokens, 'c', 1, 8),
      ramp: series(tokens, 'q', 0, 7),
      heatmap: series(tokens, 'q', 0, 7),
      ordinal: series(tokens, 'q', 1, 7),
      diverging: series(tokens, 'd', 0, 6),
    },
  };
}
