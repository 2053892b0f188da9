import { binStart } from './decile-table';

/** Grades, best first. */
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;

/** Percent of the rows at which each grade ends: A 10, B the next 15, C 25, D 25, E the rest. */
export const GRADE_ENDS = [10, 25, 50, 75, 100] as const;

/** Position, decile and grade of every row, by table row. */
export interface RowRanks {
  /** 1 for the best row. */
  readonly rank: Uint32Array;
  /** 1 to 10, 1 the best; bins of equal count, as in decileTable. */
  readonly decile: Uint8Array;
  /** Index into GRADES. */
  readonly grade: Uint8Array;
}

/** Fills `out` (by row) with `first` + the bin of each position; bin b ends at ends[b] percent of the rows. */
function fillBins(order: Uint32Array, ends: readonly number[], out: Uint8Array, first: number) {
  let start = 0;
  for (let bin = 0; bin < ends.length; bin++) {
    const end = binStart(order.length, 100, ends[bin]);
    for (let i = start; i < end; i++) out[order[i]] = first + bin;
    start = end;
  }
}

/** Rank, decile and grade of every row from the order of rankScores. O(n). */
export function rankAndDecile(order: Uint32Array): RowRanks {
  const ranks: RowRanks = {
    rank: new Uint32Array(order.length),
    decile: new Uint8Array(order.length),
    grade: new Uint8Array(order.length),
  };
  for (let i = 0; i < order.length; i++) ranks.rank[order[i]] = i + 1;
  fillBins(order, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], ranks.decile, 1);
  fillBins(order, GRADE_ENDS, ranks.grade, 0);
  return ranks;
}

/** The lowest score of grades A to D among `scores`; empty where there are none. O(n log n). */
export function gradeCutScores(scores: Float32Array): number[] {
  if (scores.length === 0) return [];
  const falling = scores.slice().sort().reverse();
  return GRADE_ENDS.slice(0, -1).map(
    (percent) => falling[Math.max(0, binStart(scores.length, 100, percent) - 1)],
  );
}
