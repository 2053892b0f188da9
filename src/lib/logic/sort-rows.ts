/** A value of an in-memory table; null is missing. */
export type Cell = string | number | null;

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Rows in the order of one column, equal ones as they were, missing last either way. A copy; O(n log n). */
export function sortRows<R extends readonly Cell[]>(
  rows: readonly R[],
  column: number,
  down: boolean,
): R[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return down ? compare(y, x) : compare(x, y);
  });
}
