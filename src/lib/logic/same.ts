import type { Availability, ColumnFinding, GuardResult, Setup } from '../../domain/leads/types';
import type { TableSummary } from '../../workers/protocol';

/** Whether two answers of the engine are about the same reading of the same file. */
export function sameTable(a: TableSummary | null, b: TableSummary | null): boolean {
  if (a === null || b === null) return a === b;
  return a.name === b.name && a.rows === b.rows && a.seconds === b.seconds;
}

function sameOutcomes(a: Setup['outcomes'], b: Setup['outcomes']): boolean {
  return (
    a.length === b.length &&
    a.every(({ column, value }, i) => column === b[i].column && value === b[i].value)
  );
}

function sameFinding(a: ColumnFinding, b: ColumnFinding): boolean {
  return (
    a.column === b.column &&
    a.availability === b.availability &&
    a.severity === b.severity &&
    a.missing === b.missing &&
    a.distinct === b.distinct &&
    a.gini.length === b.gini.length &&
    a.gini.every((value, stage) => value === b.gini[stage])
  );
}

/** Whether two guards found the same. O(columns). */
export function sameGuard(a: GuardResult | null, b: GuardResult | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    sameOutcomes(a.outcomes, b.outcomes) &&
    a.columns.length === b.columns.length &&
    a.columns.every((finding, i) => sameFinding(finding, b.columns[i]))
  );
}

/** Whether two contracts say the same of the same columns; an absent one counts as an identifier. */
export function sameSetup(a: Setup, b: Setup): boolean {
  const [x, y] = [new Map(Object.entries(a.contract)), new Map(Object.entries(b.contract))];
  const of = (contract: ReadonlyMap<string, Availability>, column: string): Availability =>
    contract.get(column) ?? 'identifier';
  const [dropped, others] = [new Set(a.dropped), new Set(b.dropped)];
  return (
    sameOutcomes(a.outcomes, b.outcomes) &&
    dropped.size === others.size &&
    [...dropped].every((column) => others.has(column)) &&
    [...new Set([...x.keys(), ...y.keys()])].every((column) => of(x, column) === of(y, column))
  );
}
