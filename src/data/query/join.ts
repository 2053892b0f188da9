import { LeadbenchError } from '../../util/errors';
import type { Column, Table } from '../table/column';
import { NO_ROW, selectCells, selectRows } from '../table/select-rows';
import type { Codes } from './code-types';
import { sharedCodes } from './codes';
import { freeName } from './free-name';
import { groupCodes, type Groups } from './groups';
import { queryColumn } from './query-column';

/** What `join` is told. */
export interface JoinOptions {
  /** Columns of either table that have to be equal, in pairs of one type. */
  readonly on: readonly { readonly left: string; readonly right: string }[];
  /** `inner`: rows that match; `left`: all rows of the left table, missing cells where none matches. */
  readonly kind: 'inner' | 'left';
  /** Added to the name of a right column that the left has too, until no column has it. */
  readonly suffix?: string;
}

/** A joined table, and the rows of either side for which the other has none. */
export interface Joined {
  readonly table: Table;
  readonly unmatchedLeft: number;
  readonly unmatchedRight: number;
}

/** The most rows of a joined table, some twenty times the largest file. */
const MOST_ROWS = 1 << 27;

/**
 * Rows of two tables side by side where their keys are equal: the left columns, then the right ones
 * that are no key. Rows stand in the order of the left table, the matches of one row in that of the
 * right. A row may match several: each pair is a row (many to many). A missing key matches nothing, as
 * in SQL. Text is compared byte by byte, 0 equals -0, booleans are compared as truths whatever their
 * words. Cost: O(rows of both + rows of the result), expected. Throws LeadbenchError COLUMN_UNKNOWN
 * {column}, COLUMN_TYPE {column, expected, found} where a pair differs in type, JOIN_TOO_LARGE
 * {rows, limit}.
 */
export function join(left: Table, right: Table, options: JoinOptions): Joined {
  const { on, kind, suffix = '_right' } = options;
  const keys = on.map((pair) => pairCodes(left, right, pair));
  const groups = groupCodes(left.rows + right.rows, keys);
  const isKnown = knownRows(groups, keys);
  const matches = matchesOf(groups, isKnown, left.rows);
  const { leftRows, rightRows, unmatchedLeft } = pairRows(matches, kind);
  const rightKeys = new Set(on.map((pair) => pair.right));
  const joined = selectRows(left, leftRows);
  const names = new Set(left.columns.map((column) => column.name));
  const added = right.columns
    .filter((column) => !rightKeys.has(column.name))
    .map((column): Column => {
      const name = freeName(column.name, names, suffix);
      return { ...selectCells(column, rightRows), name };
    });
  return {
    table: { rows: leftRows.length, columns: [...joined.columns, ...added] },
    unmatchedLeft,
    unmatchedRight: unmatchedRightRows(matches),
  };
}

function pairCodes(left: Table, right: Table, pair: JoinOptions['on'][number]): Codes {
  const a = queryColumn(left, pair.left);
  const b = queryColumn(right, pair.right);
  if (a.type === b.type) return sharedCodes(a, b);
  throw new LeadbenchError('COLUMN_TYPE', { column: b.name, expected: a.type, found: b.type });
}

/**
 * 1 for rows that have every key. Only the right ones have to be asked: a left row without a key shares
 * its slot with right rows that lack it too.
 */
function knownRows({ slots }: Groups, keys: readonly Codes[]): Uint8Array {
  const isKnown = new Uint8Array(slots.length).fill(1);
  for (const { codes, missing } of keys) {
    for (let row = 0; missing >= 0 && row < codes.length; row++) {
      if (codes[row] === missing) isKnown[row] = 0;
    }
  }
  return isKnown;
}

interface Matches {
  /** By row of the left table, then of the right. */
  readonly slots: Groups['slots'];
  readonly isKnown: Uint8Array;
  readonly left: number;
  /** Right rows slot by slot; those of a slot end where the next one starts. */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

function matchesOf({ slots, size }: Groups, isKnown: Uint8Array, left: number): Matches {
  const starts = new Uint32Array(size + 1);
  for (let i = left; i < slots.length; i++) if (isKnown[i] === 1) starts[slots[i] + 1]++;
  for (let slot = 0; slot < size; slot++) starts[slot + 1] += starts[slot];
  const rows = new Uint32Array(starts[size]);
  const next = starts.slice();
  for (let i = left; i < slots.length; i++) {
    if (isKnown[i] === 1) rows[next[slots[i]]++] = i - left;
  }
  return { slots, isKnown, left, rows, starts };
}

function pairRows(matches: Matches, kind: JoinOptions['kind']) {
  const { slots, left, rows, starts } = matches;
  const countOf = (row: number): number => starts[slots[row] + 1] - starts[slots[row]];
  const leastRows = kind === 'left' ? 1 : 0;
  let [total, unmatchedLeft] = [0, 0];
  for (let row = 0; row < left; row++) {
    const count = countOf(row);
    if (count === 0) unmatchedLeft++;
    total += Math.max(count, leastRows);
  }
  if (total > MOST_ROWS)
    throw new LeadbenchError('JOIN_TOO_LARGE', { rows: total, limit: MOST_ROWS });
  const leftRows = new Uint32Array(total);
  const rightRows = new Uint32Array(total).fill(NO_ROW);
  for (let row = 0, at = 0; row < left; row++) {
    const count = countOf(row);
    const next = at + Math.max(count, leastRows);
    for (let i = 0; i < count; i++) rightRows[at + i] = rows[starts[slots[row]] + i];
    while (at < next) leftRows[at++] = row;
  }
  return { leftRows, rightRows, unmatchedLeft };
}

function unmatchedRightRows({ slots, isKnown, left, starts }: Matches): number {
  const isInLeft = new Uint8Array(starts.length);
  for (let row = 0; row < left; row++) isInLeft[slots[row]] = 1;
  let unmatched = 0;
  for (let i = left; i < slots.length; i++) {
    if (isKnown[i] === 0 || isInLeft[slots[i]] === 0) unmatched++;
  }
  return unmatched;
}
