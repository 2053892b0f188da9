/** A table as text: its column names, and its records below. */
export interface TextTable {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/** Precision, recall and F1 added up, 3 at most: the overlap of two multisets by either's size. */
function overlap(expected: readonly string[], loaded: readonly string[]): number {
  if (expected.length === 0) return 3;
  const left = new Map<string, number>();
  for (const item of expected) left.set(item, (left.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of loaded) {
    const count = left.get(item) ?? 0;
    if (count === 0) continue;
    left.set(item, count - 1);
    shared++;
  }
  if (shared === 0) return 0;
  const precision = shared / loaded.length;
  const recall = shared / expected.length;
  return precision + recall + (2 * precision * recall) / (precision + recall);
}

/**
 * One file's points, 0 to 10, by the Pollock benchmark's simple score: one for loading at all, and
 * precision, recall and F1 over header cells, over records and over cells. Cells are compared as they
 * are written, where the published measure takes dates, numbers and prices by value. What is expected
 * and empty scores in full. Null: it did not load. Source: Vitagliano et al., "Pollock: A Data Loading
 * Benchmark", PVLDB 16(8), 2023.
 */
export function pollockScore(expected: TextTable, loaded: TextTable | null): number {
  const got = loaded ?? { header: [], records: [] };
  const keys = (table: TextTable) => table.records.map((record) => JSON.stringify(record));
  return (
    (loaded === null ? 0 : 1) +
    overlap(expected.header, got.header) +
    overlap(keys(expected), keys(got)) +
    overlap(expected.records.flat(), got.records.flat())
  );
}
