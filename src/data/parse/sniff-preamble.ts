import type { SampleRecord } from './sample-records';
import type { DelimiterGuess } from './sniff-delimiter';

const MOST_PREAMBLE = 20;

/**
 * How many records of the sample stand before the table: lines that hold at most one value, or a
 * smaller block of another width that a blank line closes. 0 where it is not clear that the table
 * follows. Cost: O(sample).
 */
export function preambleRecords({ sample, width, dialect }: DelimiterGuess): number {
  const { records } = sample;
  let lead = 0;
  while (lead < records.length && isAlone(records[lead], width, dialect.delimiter)) lead++;
  if (lead > 0 && lead < MOST_PREAMBLE && records[lead]?.cells.length === width) return lead;
  return leadingBlock(records, width);
}

function isAlone({ cells, quoted }: SampleRecord, width: number, delimiter: string): boolean {
  const wrapped = quoted[0] && cells[0].includes(delimiter);
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  return cells.length === 1 ? width > 1 && !wrapped : width > 2 && filled <= 1;
}

/** Records of other widths up to the last blank line before the first one of the table's width. */
function leadingBlock(records: readonly SampleRecord[], width: number): number {
  const first = records.findIndex(({ cells }) => cells.length === width);
  if (first <= 0 || first >= MOST_PREAMBLE || !records[first].afterBlank) return 0;
  const inTable = records.filter(({ cells }) => cells.length === width).length;
  return inTable > first ? first : 0;
}
