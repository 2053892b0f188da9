import type { Column, TextColumn } from '../table/column';
import { writtenAs } from '../table/read-cell';
import { missingCount } from '../table/validity';
import { columnFlags } from './column-flags';
import { disguisedDates, disguisedNumbers } from './disguised-numbers';
import { profileNumbers } from './profile-numbers';
import { disguisedTexts, profileText } from './profile-text';
import { runsOf, sortedValues, type Run } from './sorted-values';
import { textValues, topValues } from './text-values';
import { ANY_READING, type ColumnProfile, type DisguisedValue, type Reading } from './types';

const TOP = 10;

type Found = Pick<ColumnProfile, 'distinct' | 'top' | 'disguised' | 'numeric' | 'text'>;

/** What a column holds. Cost: O(n log n) for numbers, O(bytes) expected for text. */
export function profileColumn(column: Column, reading: Reading = ANY_READING): ColumnProfile {
  const found = column.type === 'text' ? ofText(column, reading) : ofNumbers(column);
  const { name, type } = column;
  const disguisedMissing = found.disguised.reduce((sum, { count }) => sum + count, 0);
  const profile = { name, type, missing: missingCount(column), disguisedMissing, ...found };
  return { ...profile, flags: columnFlags(column, profile) };
}

function ofText(column: TextColumn, reading: Reading): Found {
  const values = textValues(column);
  const disguised = disguisedTexts(values);
  return {
    distinct: values.at.length,
    top: topValues(values, TOP),
    disguised,
    numeric: null,
    text: profileText(values, disguised, reading),
  };
}

function ofNumbers(column: Exclude<Column, TextColumn>): Found {
  const sorted = sortedValues(column);
  const { distinct, top } = topRuns(sorted);
  return {
    distinct,
    top: top.map(({ value, count }) => ({ value: writtenAs(column, value), count })),
    disguised: disguisedOf(column, sorted),
    numeric: column.type === 'boolean' ? null : profileNumbers(sorted),
    text: null,
  };
}

function disguisedOf(column: Exclude<Column, TextColumn>, sorted: Float64Array): DisguisedValue[] {
  if (column.type === 'number') return disguisedNumbers(sorted);
  return column.type === 'timestamp' ? disguisedDates(sorted, column) : [];
}

/** The most frequent values, the lower first where they are equal. */
function topRuns(sorted: Float64Array): { distinct: number; top: Run[] } {
  const top: Run[] = [];
  let distinct = 0;
  for (const run of runsOf(sorted)) {
    distinct++;
    if (top.length === TOP && run.count <= top[TOP - 1].count) continue;
    const place = top.findIndex(({ count }) => count < run.count);
    top.splice(place < 0 ? top.length : place, 0, run);
    top.length = Math.min(top.length, TOP);
  }
  return { distinct, top };
}
