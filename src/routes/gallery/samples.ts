import type { Column } from '../../lib/components/column';
import type { Cell } from '../../lib/logic/sort-rows';

/** Made-up figures; nothing here is a result. */
const AREAS = ['Jabodetabek', 'Jabar', 'Jatim', 'Sulawesi'];

/** Columns of the sample tables: text, group, and two numbers. */
export const COLUMNS: readonly Column[] = [
  { key: 'branch', label: 'Branch', width: 160 },
  { key: 'area', label: 'Area', width: 140 },
  { key: 'leads', label: 'Leads', numeric: true, width: 110 },
  {
    key: 'rate',
    label: 'Rate, %',
    numeric: true,
    width: 110,
    format: (value) => Number(value).toFixed(1),
  },
  { key: 'code', label: 'BRANCH_CODE', mono: true, width: 140 },
];

/** Rows of those columns; every seventh rate is missing, every ninth count is zero. */
export function sampleRows(rows: number): (readonly Cell[])[] {
  return Array.from({ length: rows }, (_, i) => [
    `Branch ${i + 1}`,
    AREAS[(i * 7) % AREAS.length],
    i % 9 === 8 ? 0 : 40 + ((i * 37) % 900),
    i % 7 === 6 ? null : ((i * 13) % 200) / 10,
    `JKT-${String(i + 1).padStart(4, '0')}`,
  ]);
}

/** Bars of the sample chart. */
export const DECILES = [4.07, 1.94, 1.29, 0.8, 0.64, 0.47, 0.35, 0.26, 0.12, 0.03].map(
  (lift, i) => ({ decile: i + 1, lift }),
);

/** Names of colours that stand for something, in their order. */
export const PALETTES: Readonly<Record<string, readonly string[]>> = {
  'Categorical, in this order': [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `c${i}`),
  'Sequential (tarum)': [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `q${i}`),
  'Diverging (soga to tarum)': [0, 1, 2, 3, 4, 5, 6].map((i) => `d${i}`),
  Meaning: [
    ...['accent-solid', 'good-mark', 'warn-mark', 'bad-mark'],
    ...['accent-soft', 'good-soft', 'warn-soft', 'bad-soft'],
  ],
};
