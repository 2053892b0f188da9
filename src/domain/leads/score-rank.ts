/** Grades from the best; a score's `grade` is a position in this list. */
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
/** Percent of a batch that is in a grade or a better one; E is the rest. */
export const GRADE_PERCENTS = [10, 25, 50, 75] as const;

/**
 * Rank of every row, 1 = the highest score; equal scores by `hash`, then by row, so the order is the
 * same every time and favours nobody. NaN ranks last. O(n log n).
 */
export function rankScores(scores: Float64Array, hash: Uint32Array): Uint32Array {
  const key = scores.map((score) => (Number.isNaN(score) ? -Infinity : score));
  const order = Uint32Array.from(scores, (_, row) => row);
  order.sort((a, b) => {
    if (key[a] !== key[b]) return key[b] > key[a] ? 1 : -1;
    return hash[a] - hash[b] || a - b;
  });
  const rank = new Uint32Array(scores.length);
  order.forEach((row, position) => {
    rank[row] = position + 1;
  });
  return rank;
}

/** Ten bins of equal count by rank, 1 = the best. */
export function decilesOf(rank: Uint32Array): Uint8Array {
  return Uint8Array.from(rank, (r) => Math.floor(((r - 1) * 10) / rank.length) + 1);
}

/** Grades by share of this batch: 0 (A) to 4 (E). */
export function gradesOf(rank: Uint32Array): Uint8Array {
  const grade = (r: number): number => {
    const found = GRADE_PERCENTS.findIndex((percent) => (r - 1) * 100 < percent * rank.length);
    return found < 0 ? GRADE_PERCENTS.length : found;
  };
  return Uint8Array.from(rank, grade);
}

/** The lowest score of grades A to D among `scores`; empty where there are none. */
export function gradeCutScores(scores: Float32Array): number[] {
  if (scores.length === 0) return [];
  const falling = Float32Array.from(scores).sort().reverse();
  return GRADE_PERCENTS.map(
    (percent) => falling[Math.max(0, Math.ceil((percent * scores.length) / 100) - 1)],
  );
}
