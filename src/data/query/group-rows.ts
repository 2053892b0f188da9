import type { Column, TextColumn } from '../table/column';
import { NO_ROW } from '../table/select-rows';
import { isMissing } from '../table/validity';
import { columnCodes } from './codes';
import { compareUtf8 } from './compare-utf8';
import { splitGroups, type Groups } from './groups';
import { presentValues, type Values } from './present-values';
import { utf8Ranks } from './utf8-ranks';

/** The first row of each group where the column has a value; NO_ROW where it has none. Cost: O(rows). */
export function firstPresentRows(column: Column, groups: Groups): Uint32Array {
  if (column.validity === null) return groups.firstRows;
  const rows = new Uint32Array(groups.size).fill(NO_ROW);
  for (let row = column.length - 1; row >= 0; row--) {
    if (!isMissing(column, row)) rows[groups.slots[row]] = row;
  }
  return byGroup(rows, groups);
}

/**
 * The first row of each group that has the least value, or the greatest: text by code points, false
 * before true; NO_ROW where all are missing. Cost: O(rows), for text O(bytes) at worst.
 */
export function extremeRows(column: Column, groups: Groups, which: 'min' | 'max'): Uint32Array {
  const rows = new Uint32Array(groups.size).fill(NO_ROW);
  const sign = which === 'min' ? 1 : -1;
  if (column.type !== 'text') extremeValues(presentValues(column), groups, { rows, sign });
  else extremeText(column, groups, { rows, sign });
  return byGroup(rows, groups);
}

interface Extremes {
  /** By slot. */
  readonly rows: Uint32Array;
  /** 1 for the least, -1 for the greatest. */
  readonly sign: number;
}

function extremeValues(values: Values, { slots, size }: Groups, { rows, sign }: Extremes): void {
  const best = new Float64Array(size).fill(NaN);
  for (let row = 0; row < values.length; row++) {
    const value = sign * values[row];
    const slot = slots[row];
    // True where nothing is there yet, since nothing is at or below NaN.
    if (value < best[slot] || (best[slot] !== best[slot] && value === value)) {
      best[slot] = value;
      rows[slot] = row;
    }
  }
}

function extremeText(column: TextColumn, { slots }: Groups, { rows, sign }: Extremes): void {
  const compare = rowComparison(column);
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    const best = rows[slots[row]];
    if (best === NO_ROW || sign * compare(row, best) < 0) rows[slots[row]] = row;
  }
}

function rowComparison(column: TextColumn): (a: number, b: number) => number {
  if (column.encoding === 'arena') return (a, b) => compareUtf8(column.cells, a, b);
  const ranks = utf8Ranks(column.levels);
  return (a, b) => ranks[column.codes[a]] - ranks[column.codes[b]];
}

/** How many different values each group has, missing ones aside. Cost: as `groupCodes`. */
export function distinctCounts(column: Column, groups: Groups): Uint32Array {
  const codes = columnCodes(column);
  const counts = new Uint32Array(groups.size);
  for (const row of splitGroups(groups, codes).firstRows) {
    if (codes.codes[row] !== codes.missing) counts[groups.slots[row]]++;
  }
  return byGroup(counts, groups);
}

/** How many cells of each group are present. Cost: O(rows). */
export function presentCounts(column: Column, groups: Groups): Uint32Array {
  const counts = groups.counts.slice();
  if (column.validity !== null) {
    for (let row = 0; row < column.length; row++) {
      if (isMissing(column, row)) counts[groups.slots[row]]--;
    }
  }
  return byGroup(counts, groups);
}

function byGroup(bySlot: Uint32Array, { order }: Groups): Uint32Array {
  return order.map((slot) => bySlot[slot]);
}
