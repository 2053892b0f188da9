import type { SampleRecord } from './sample-records';
import type { DelimiterGuess } from './sniff-delimiter';

const MOST_PREAMBLE = 20;

/**
 * How many records of the sample stand before the table: lines that hold at most one value, or a block
 * that a blank line closes and that has other widths, or no more than a name and a value a line. 0 where
 * it is not clear that the table follows. Cost: O(sample).
 */
export function preambleRecords({ sample, width, dialect }: DelimiterGuess): number {
  const { records } = sample;
  let lead = 0;
  while (lead < records.length && isAlone(records[lead], width, dialect.delimiter)) lead++;
  if (lead > 0 && lead < MOST_PREAMBLE && isFull(records[lead], width)) return lead;
  return leadingBlock(records, width);
}

function isAlone({ cells, quoted }: SampleRecord, width: number, delimiter: string): boolean {
  const wrapped = quoted[0] && cells[0].includes(delimiter);
  return cells.length === 1 ? width > 1 && !wrapped : width > 2 && filledOf(cells) <= 1;
}

/** Records before the first full one, where a blank line or one of nothing but delimiters is between. */
function leadingBlock(records: readonly SampleRecord[], width: number): number {
  const first = records.findIndex((record) => isFull(record, width));
  if (first <= 0 || first >= MOST_PREAMBLE) return 0;
  const apart = records[first].afterBlank || filledOf(records[first - 1].cells) === 0;
  return apart && records.filter((record) => isFull(record, width)).length > first ? first : 0;
}

/** A record of the table's width that holds more than a name and a value, if the table has more. */
function isFull(record: SampleRecord | undefined, width: number): boolean {
  if (record?.cells.length !== width) return false;
  return width < 4 || filledOf(record.cells) > 2;
}

function filledOf(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
