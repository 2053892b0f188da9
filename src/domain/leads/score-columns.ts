import { allocateFloat64, allocateInt32, allocateUint8 } from '../../data/table/allocate';
import type { Column, NumberColumn, Table } from '../../data/table/column';
import { utf8Array } from '../../data/table/utf8';
import { GRADES } from '../../ml/metrics/grades';

/** Scores of every row of a table, in its order. */
export interface Scored {
  readonly p1: Float32Array;
  /** Empty where the project has one stage. */
  readonly p2: Float32Array;
  /** p1 x p2 as float32, or p1. */
  readonly final: Float32Array;
  /** 1 = best; no two rows share a rank. */
  readonly rank: Uint32Array;
  /** 1 = best. */
  readonly decile: Uint8Array;
  /** 0 (A) to 4 (E). */
  readonly grade: Uint8Array;
  /** Cells of a column whose value is no level of the recipe; only columns that have some. */
  readonly unseenLevels: Readonly<Record<string, number>>;
  /** Always empty: a column that is needed and absent is an error. */
  readonly missingColumns: readonly string[];
  /** Columns the file has that only became known after contact, outcomes among them. */
  readonly ignoredColumns: readonly string[];
}

function numbers(name: string, length: number, value: (row: number) => number): NumberColumn {
  const values = allocateFloat64(length);
  for (let row = 0; row < length; row++) values[row] = value(row);
  return { name, length, type: 'number', validity: null, values };
}

/**
 * Scores as columns to stand behind the input's: p_stage1, p_stage2 (two stages only), final_score,
 * rank, decile, grade. final_score is the exact product of the two float32 probabilities.
 */
function scoredColumns(scored: Scored): Column[] {
  const { p1, p2, grade } = scored;
  const length = p1.length;
  const hasTwo = p2.length > 0;
  const rank = allocateInt32(length);
  rank.set(scored.rank);
  const decile = allocateUint8(length);
  decile.set(scored.decile);
  const codes = allocateUint8(length);
  codes.set(grade);
  const base = { length, validity: null };
  return [
    numbers('p_stage1', length, (row) => p1[row]),
    ...(hasTwo ? [numbers('p_stage2', length, (row) => p2[row])] : []),
    numbers('final_score', length, (row) => (hasTwo ? p1[row] * p2[row] : p1[row])),
    { ...base, name: 'rank', type: 'number', values: rank },
    { ...base, name: 'decile', type: 'number', values: decile },
    {
      ...base,
      name: 'grade',
      type: 'text',
      encoding: 'dictionary',
      codes,
      levels: utf8Array(GRADES),
    },
  ];
}

/**
 * The input's columns, then its scores. An input column that already has a score's name, as in a file
 * that was scored before, is kept as NAME_input.
 */
export function withScores(table: Table, scored: Scored): Column[] {
  const scores = scoredColumns(scored);
  const taken = new Set(scores.map(({ name }) => name));
  const kept = table.columns.map((column) =>
    taken.has(column.name) ? { ...column, name: `${column.name}_input` } : column,
  );
  return [...kept, ...scores];
}
