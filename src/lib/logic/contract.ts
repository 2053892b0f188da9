import type {
  Availability,
  ColumnFinding,
  GuardResult,
  Outcome,
  Setup,
  SetupDraft,
} from '../../domain/leads/types';

/** Where a column stands with the analyst. */
export type Standing = 'outcome' | 'undecided' | 'blocked' | 'allowed';

/** The guard's proposal as a draft in which nothing is decided. */
export function draftOf(guard: GuardResult): SetupDraft {
  return {
    availability: new Map(guard.columns.map((finding) => [finding.column, finding.availability])),
    dropped: new Set(guard.setup.dropped),
    decided: new Set(),
  };
}

/** A draft that says what a confirmed setup says; every column counts as decided. */
export function draftFrom(guard: GuardResult, setup: Setup): SetupDraft {
  const contract = new Map(Object.entries(setup.contract));
  const columns = guard.columns.map((finding) => finding.column);
  return {
    availability: new Map(columns.map((column) => [column, contract.get(column) ?? 'identifier'])),
    dropped: new Set(setup.dropped),
    decided: new Set(columns),
  };
}

/** Whether a column of this availability may be a feature at all. */
export function mayBeFeature(availability: Availability): boolean {
  return availability === 'capture' || availability === 'assignment';
}

/** Where a column stands under a draft. */
export function standingOf(
  finding: ColumnFinding,
  draft: SetupDraft,
  outcomes: readonly Outcome[],
): Standing {
  const { column } = finding;
  if (outcomes.some((outcome) => outcome.column === column)) return 'outcome';
  const availability = draft.availability.get(column) ?? 'identifier';
  if (draft.dropped.has(column) || !mayBeFeature(availability)) return 'blocked';
  return finding.severity === 'suspect' && !draft.decided.has(column) ? 'undecided' : 'allowed';
}

/** The setup a draft stands for. Names come from files, so the record has no prototype. */
export function setupOf(guard: GuardResult, draft: SetupDraft): Setup {
  const names = new Set(guard.outcomes.map((outcome) => outcome.column));
  const contract = Object.create(null) as Record<string, Availability>;
  for (const [column, availability] of draft.availability) {
    if (!names.has(column)) contract[column] = availability;
  }
  return {
    outcomes: guard.outcomes,
    contract,
    dropped: [...draft.dropped].filter((column) => !names.has(column)),
  };
}

/** Fewest positives of a stage that may be trained, and under which its intervals are wide. */
export const GATE = { block: 40, amber: 120 } as const;

/** The gate's word on a stage. */
export function gateOf(positives: number): 'ok' | 'amber' | 'block' {
  if (positives < GATE.block) return 'block';
  return positives < GATE.amber ? 'amber' : 'ok';
}
