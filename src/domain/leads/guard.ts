import type { Column, Table, TimestampColumn } from '../../data/table/column';
import { distinctCount } from '../../data/table/distinct-count';
import { missingCount } from '../../data/table/validity';
import type { JobControl } from '../../util/progress';
import { isIdentifier, isNamedCode, leakAvailability, proposeAvailability } from './availability';
import { codesOf, codesOfNumbers } from './guard-codes';
import { delays, isLater, referenceDate, timestampsOf } from './guard-dates';
import { measureFill } from './guard-fill';
import { giniNoise, measurePower } from './guard-power';
import {
  giniOf,
  leakReason,
  standsOutReason,
  suspectReasons,
  type Evidence,
} from './guard-reasons';
import { makeStages, type GuardStage } from './guard-stage';
import { checkImplication, outcomeLabels } from './outcomes';
import type {
  Availability,
  ColumnFinding,
  GuardReason,
  GuardResult,
  Outcome,
  Setup,
} from './types';
import { judgedWord } from './vocabulary';

/** A code by name is an identifier only where its power stays below this, plus what chance gives. */
const NO_POWER = 0.05;

export interface GuardInput {
  readonly table: Table;
  /** One or two. */
  readonly outcomes: readonly Outcome[];
  /** Of the folds; equal seeds give equal findings. */
  readonly seed: number;
  readonly control: JobControl;
}

/** What the dates of a table say, found once for all columns. */
interface Dates {
  readonly reference: TimestampColumn | null;
  /** Dates that only an outcome fills, one list a stage. */
  readonly ofOutcomes: readonly (readonly TimestampColumn[])[];
}

/** A column with everything measured. */
interface Measured {
  readonly column: Column;
  readonly distinct: number;
  readonly identifier: boolean;
  readonly evidence: readonly Evidence[];
  readonly leaks: readonly GuardReason[];
}

function readDates(table: Table, stages: readonly GuardStage[]): Dates {
  const ofOutcomes = stages.map((stage) =>
    timestampsOf(table).filter((column) => measureFill(column, stage).only === 1),
  );
  return { reference: referenceDate(table), ofOutcomes };
}

function measureStage(column: Column, stage: GuardStage, index: number, dates: Dates): Evidence {
  const { reference, ofOutcomes } = dates;
  let delay: number | null = null;
  let laterThan: string | null = null;
  if (column.type === 'timestamp') {
    if (reference && reference !== column) {
      delay = measurePower(codesOfNumbers(delays(column, reference, stage.rows)), stage).gini;
    }
    const after = ofOutcomes[index].find((date) => date !== column && isLater(column, date));
    laterThan = after?.name ?? null;
  }
  const power = measurePower(codesOf(column, stage.rows), stage);
  return { stage, power, fill: measureFill(column, stage), delay, laterThan };
}

/** Whether a code by name has no power on any stage that was measured. */
function isPowerless(evidence: readonly Evidence[]): boolean {
  return evidence.every(
    (one) => (giniOf(one) ?? 0) < NO_POWER + (giniOf(one) === null ? 0 : giniNoise(one.stage)),
  );
}

function isByFilling({ code }: GuardReason): boolean {
  return code === 'filledAfter';
}

/** What is filled only after the last outcome is filled only after the first one too: says it once. */
function strongestOfEach(reasons: readonly GuardReason[]): GuardReason[] {
  const share = ({ params }: GuardReason): number => Number(params.share ?? 0);
  return reasons.filter(
    (reason) =>
      !isByFilling(reason) ||
      reasons.every(
        (other) => other === reason || !isByFilling(other) || share(other) <= share(reason),
      ),
  );
}

function measureColumn(column: Column, stages: readonly GuardStage[], dates: Dates): Measured {
  const distinct = distinctCount(column);
  const evidence = stages.map((stage, i) => measureStage(column, stage, i, dates));
  const byValue = isIdentifier(column, distinct);
  const identifier = byValue || (isNamedCode(column) && isPowerless(evidence));
  const reasons = evidence.map(leakReason).filter((reason) => reason !== null);
  // a key's values are one a row, and a running number follows the file's order: only its filling counts
  const leaks = strongestOfEach(identifier ? reasons.filter(isByFilling) : reasons);
  return { column, distinct, identifier, evidence, leaks };
}

/** Columns that may be features, with their Gini on stage `index`, strongest first. */
function rankFeatures(
  measured: readonly Measured[],
  index: number,
): { of: Measured; gini: number }[] {
  return measured
    .filter(({ identifier, leaks }) => !identifier && leaks.length === 0)
    .map((of) => ({ of, gini: giniOf(of.evidence[index]) ?? 0 }))
    .sort((a, b) => b.gini - a.gini);
}

/** The column that stands out on each stage, with the reason. */
function findOutstanding(
  measured: readonly Measured[],
  stages: readonly GuardStage[],
): Map<Measured, GuardReason[]> {
  const found = new Map<Measured, GuardReason[]>();
  stages.forEach((stage, i) => {
    const [first, second] = rankFeatures(measured, i);
    if (!first || !second) return;
    const reason = standsOutReason(stage.stage, first.gini, second.gini);
    if (reason) found.set(first.of, [...(found.get(first.of) ?? []), reason]);
  });
  return found;
}

function judge(of: Measured, outstanding: readonly GuardReason[], stages: number): ColumnFinding {
  const { column, distinct, identifier, evidence, leaks } = of;
  const facts = {
    column: column.name,
    type: column.type,
    gini: evidence.map((one) => (identifier && leaks.length === 0 ? null : giniOf(one))),
    missing: missingCount(column),
    distinct,
  };
  if (leaks.length > 0) {
    const stage = Math.max(...leaks.map(({ params }) => Number(params.stage)));
    const availability = leakAvailability(column, stage, stages);
    return { ...facts, availability, severity: 'leak', reasons: leaks };
  }
  if (identifier) return { ...facts, availability: 'identifier', severity: 'none', reasons: [] };
  const word = distinct > 1 ? judgedWord(column.name) : null;
  const byName: GuardReason[] = word === null ? [] : [{ code: 'name', params: { word } }];
  const reasons = [...evidence.flatMap(suspectReasons), ...outstanding, ...byName];
  const severity = reasons.length > 0 ? 'suspect' : 'none';
  return { ...facts, availability: proposeAvailability(column), severity, reasons };
}

function proposeSetup(outcomes: readonly Outcome[], findings: readonly ColumnFinding[]): Setup {
  // names come from files, one may be __proto__
  const contract = Object.create(null) as Record<string, Availability>;
  for (const { column, availability } of findings) contract[column] = availability;
  const dropped = findings
    .filter(({ severity }) => severity === 'leak')
    .map(({ column }) => column);
  return { outcomes, contract, dropped };
}

/**
 * The leakage guard: what every column that is no outcome is, when it is known, and whether it gives
 * an outcome away. A leak is a copy of an outcome, filled only after one, dated after one, or alone
 * reaches Gini-norm 0.975 on either stage; it is left out. A suspect (Gini-norm 0.70, far stronger
 * than the next, telling missingness, or a name that says someone judged the lead later) is kept and
 * named. A name alone never makes a leak. Stage 2 is measured among rows where stage 1 is 1.
 * Cost: O(columns x rows). Throws LeadbenchError: what `outcomeLabels` throws, and CANCELLED.
 */
export function runGuard({ table, outcomes, seed, control }: GuardInput): GuardResult {
  const read = outcomes.map((outcome) => ({
    ...outcomeLabels(table, outcome),
    column: outcome.column,
  }));
  const stages = makeStages(read, seed, control);
  const dates = readDates(table, stages);
  const names = new Set(outcomes.map(({ column }) => column));
  const columns = table.columns.filter(({ name }) => !names.has(name));
  const measured = columns.map((column, done) => {
    control.checkpoint();
    control.report({ phase: 'guard', done, total: columns.length, unit: 'steps' });
    return measureColumn(column, stages, dates);
  });
  const outstanding = findOutstanding(measured, stages);
  const findings = measured.map((of) => judge(of, outstanding.get(of) ?? [], stages.length));
  control.report({ phase: 'guard', done: columns.length, total: columns.length, unit: 'steps' });
  return {
    outcomes,
    stages: stages.map(({ rows, positives }) => ({ rows: rows.length, positives })),
    implication: read.length === 2 ? checkImplication(read[0], read[1]) : null,
    columns: findings,
    setup: proposeSetup(outcomes, findings),
  };
}
