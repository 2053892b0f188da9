import type { Column, Table } from '../../data/table/column';
import { columnNamed } from '../../data/table/find-column';
import { isMissing } from '../../data/table/validity';
import { log } from '../../kernels/math';
import { LeadbenchError } from '../../util/errors';
import type { RowIndex } from '../../util/units';
import { isZeroOne, outcomeTest, yesLevel } from './outcomes-cells';
import type { Implication, Outcome } from './types';
import { ACT_WORDS, nameScore, REACH_WORDS } from './vocabulary';

/** Rows an implication lists at most. */
const LISTED = 100;
/** Share of stage 2's positives that may lack stage 1 in a proposal: some files have a few slips. */
const SLIPS = 0.05;
/** A partner without a telling name must hold without exception, and by chance less often than this. */
const CHANCE = 1e-6;
/** Above this share of ones nearly everything implies the column. */
const COMMON = 0.9;

/** An outcome read from its column, one entry a table row. */
export interface OutcomeLabels {
  /** 1 where the outcome happened, 0 where not and where it is not known. */
  readonly labels: Uint8Array;
  /** 1 where the cell is there. */
  readonly known: Uint8Array;
  readonly positives: number;
}

function readLabels(column: Column, outcome: Outcome): OutcomeLabels & { readonly rows: number } {
  const test = outcomeTest(column, outcome);
  const labels = new Uint8Array(column.length);
  const known = new Uint8Array(column.length);
  let positives = 0;
  let rows = 0;
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    known[row] = 1;
    rows++;
    if (!test(row)) continue;
    labels[row] = 1;
    positives++;
  }
  return { labels, known, positives, rows };
}

/**
 * Reads an outcome from its column: a `value` of null means the number 1 or true (or the yes of a
 * two-level yes/no text), any other value is compared with the cell as it is written. Every other
 * present cell is 0, a missing cell is not known. Cost: O(rows).
 * Throws LeadbenchError: OUTCOME_UNKNOWN_COLUMN {column}, OUTCOME_NOT_BINARY {column, distinct},
 * OUTCOME_VALUE_ABSENT {column, value}, ONE_CLASS {column}.
 */
export function outcomeLabels(table: Table, outcome: Outcome): OutcomeLabels {
  const column = columnNamed(table, outcome.column);
  if (!column) throw new LeadbenchError('OUTCOME_UNKNOWN_COLUMN', { column: outcome.column });
  const { rows, ...read } = readLabels(column, outcome);
  if (read.positives === 0 && outcome.value !== null) {
    throw new LeadbenchError('OUTCOME_VALUE_ABSENT', { column: column.name, value: outcome.value });
  }
  if (read.positives === 0 || read.positives === rows) {
    throw new LeadbenchError('ONE_CLASS', { column: column.name });
  }
  return read;
}

/** Counts rows where stage 2 happened although stage 1 is known not to have. Cost: O(rows). */
export function checkImplication(stage1: OutcomeLabels, stage2: OutcomeLabels): Implication {
  const rows: RowIndex[] = [];
  let counterExamples = 0;
  for (let row = 0; row < stage2.labels.length; row++) {
    if (stage2.labels[row] === 0 || stage1.known[row] === 0 || stage1.labels[row] === 1) continue;
    counterExamples++;
    if (rows.length < LISTED) rows.push(row);
  }
  return { counterExamples, rows };
}

interface Candidate {
  readonly outcome: Outcome;
  readonly read: OutcomeLabels;
  readonly rate: number;
  /** How well the name fits the first and the last outcome, 0 to 3. */
  readonly reach: number;
  readonly act: number;
}

/** The outcome a two-valued column stands for: 0/1, boolean, or a yes/no text; else null. */
function asOutcome(column: Column): Outcome | null {
  if (column.type === 'boolean' || isZeroOne(column)) return { column: column.name, value: null };
  const value = yesLevel(column);
  return value === null ? null : { column: column.name, value };
}

function readCandidate(column: Column): Candidate | null {
  const outcome = asOutcome(column);
  if (!outcome) return null;
  const read = readLabels(column, outcome);
  if (read.positives === 0 || read.positives === read.rows) return null;
  const reach = nameScore(column.name, REACH_WORDS);
  const act = nameScore(column.name, ACT_WORDS);
  return { outcome, read, rate: read.positives / read.rows, reach, act };
}

/** How well two candidates make stages 1 and 2; 0 where they do not. */
function pairScore(first: Candidate, second: Candidate): number {
  if (first === second || first.reach + second.act === 0 || first.act > first.reach) return 0;
  if (second.read.positives >= first.read.positives) return 0;
  const { counterExamples } = checkImplication(first.read, second.read);
  if (counterExamples > SLIPS * second.read.positives) return 0;
  if (first.reach > 0 && second.act > 0) return 10 + first.reach + second.act;
  const byChance = second.read.positives * log(first.rate);
  const holds = counterExamples === 0 && first.rate <= COMMON && byChance < log(CHANCE);
  return holds ? first.reach + second.act : 0;
}

function best<T>(items: readonly T[], score: (item: T) => number): T | null {
  let found: T | null = null;
  for (const item of items) {
    if (score(item) > (found === null ? 0 : score(found))) found = item;
  }
  return found;
}

/**
 * The outcomes a table seems to have: none, one, or two of which the second implies the first and
 * is rarer. Only two-valued columns (0/1, boolean, yes/no) count. Names of both languages decide;
 * where one stage's name says nothing, a column joins the other by data alone if the implication
 * holds without exception and not by chance. Cost: O(columns x rows), plus rows a pair.
 */
export function proposeOutcomes(table: Table): Outcome[] {
  const candidates = table.columns
    .map((column) => readCandidate(column))
    .filter((candidate) => candidate !== null);
  const named = candidates.filter(({ reach, act }) => reach + act > 0);
  const pairs = named.flatMap((one) =>
    candidates.flatMap((other) => [
      { first: one, second: other, score: pairScore(one, other) },
      { first: other, second: one, score: pairScore(other, one) },
    ]),
  );
  const pair = best(pairs, ({ score }) => score);
  if (pair) return [pair.first.outcome, pair.second.outcome];
  const single = best(named, ({ reach, act }) => (act > 0 ? 10 + act : reach));
  return single ? [single.outcome] : [];
}
