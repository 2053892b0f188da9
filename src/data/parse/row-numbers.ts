/** Fewer records do not show that a column counts them. */
const LEAST_RECORDS = 3;

/**
 * Whether a table's first column counts its records from 1 and has no name in the header, as R writes
 * tables: each record has one field more than the header. A space before a cell speaks against it: then
 * the field too many is half of a text with a delimiter in it. Cost: O(cells).
 */
export function countsRows(
  header: readonly string[],
  records: readonly (readonly string[])[],
): boolean {
  if (records.length < LEAST_RECORDS) return false;
  return records.every(
    (cells, i) =>
      cells.length === header.length + 1 &&
      cells[0] === String(i + 1) &&
      !cells.some((cell) => cell.startsWith(' ')),
  );
}
