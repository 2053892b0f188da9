/** Browsers cap an element's height at about 33 million px and Firefox lower: the spacer stays far under. */
export const MAX_SPACER = 8_000_000;

/** What a virtual table shows at one scroll position. */
export interface Window {
  /** First row drawn. */
  readonly start: number;
  /** Rows drawn. */
  readonly count: number;
  /** Where the drawn block stands in the spacer, px. */
  readonly top: number;
}

/** Sizes of a virtual table, px. */
export interface Measures {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height rows are seen in. */
  readonly viewport: number;
}

/** Height of the spacer: rows as they are, or scaled to what browsers allow. */
export function spacerHeight({ rows, rowHeight }: Measures): number {
  return Math.min(MAX_SPACER, rows * rowHeight);
}

/** How many rows of travel one px of scrolling is. */
function rowsPerPixel(m: Measures): number {
  const travel = Math.max(1, spacerHeight(m) - m.viewport);
  return Math.max(0, m.rows - m.viewport / m.rowHeight) / travel;
}

/**
 * The rows to draw at `scrollTop`. Where the spacer is scaled, position is a share of the travel, so the
 * first and the last row are both reachable. O(1).
 */
export function windowAt(m: Measures, scrollTop: number): Window {
  const first = Math.max(0, scrollTop * rowsPerPixel(m));
  const start = Math.min(Math.floor(first), Math.max(0, m.rows - 1));
  const count = Math.min(m.rows - start, Math.ceil(m.viewport / m.rowHeight) + 1);
  return { start, count: Math.max(0, count), top: scrollTop - (first - start) * m.rowHeight };
}

/** The scroll position that brings `row` into view, moving no more than needed. */
export function scrollToRow(m: Measures, scrollTop: number, row: number): number {
  const seen = m.viewport / m.rowHeight;
  const first = scrollTop * rowsPerPixel(m);
  const scale = rowsPerPixel(m) || 1;
  if (row < first) return row / scale;
  if (row + 1 > first + seen) return Math.max(0, (row + 1 - seen) / scale);
  return scrollTop;
}

/**
 * The columns to draw: those that show between `from` and `from + seen` px of the table's width, one
 * more on either side, and the first, which stays in sight. O(columns).
 */
export function columnsAt(widths: readonly number[], from: number, seen: number): number[] {
  let end = 0;
  const ends = widths.map((width) => (end += width));
  const first = ends.findIndex((edge) => edge > from);
  const last = ends.findIndex((edge) => edge >= from + seen);
  const begin = Math.max(0, (first < 0 ? widths.length : first) - 1);
  const after = Math.min(widths.length, (last < 0 ? widths.length : last) + 2);
  const shown = Array.from({ length: Math.max(0, after - begin) }, (_, i) => begin + i);
  return begin > 0 ? [0, ...shown] : shown;
}
