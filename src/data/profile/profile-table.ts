import type { JobControl } from '../../util/progress';
import type { Table } from '../table/column';
import { profileColumn } from './profile-column';
import { ANY_READING, type ColumnProfile, type Reading, type TableProfile } from './types';

/**
 * What every column of a table holds. Missing cells are in no figure but `missing`; nothing is taken for
 * missing unasked, `disguised` only proposes. Progress has the phase 'profile' in steps, one a column;
 * throws CANCELLED between columns. Cost: a sort a number column, a hash of every cell a text column, and
 * one column's values at a time in memory.
 */
export function profileTable(
  { rows, columns }: Table,
  control: JobControl,
  reading: Reading = ANY_READING,
): TableProfile {
  const profiles: ColumnProfile[] = [];
  for (const column of columns) {
    control.checkpoint();
    profiles.push(profileColumn(column, reading));
    const done = profiles.length;
    control.report({ phase: 'profile', done, total: columns.length, unit: 'steps' });
  }
  return { rows, columns: profiles };
}
