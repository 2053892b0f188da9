import type { Reject } from '../../data/parse/types';
import type { Reading } from '../../data/profile/types';
import type { Table } from '../../data/table/column';
import type { Project } from '../../domain/leads/project';
import type { Scored } from '../../domain/leads/score';
import type { GuardResult, Setup, SetupDraft } from '../../domain/leads/types';
import type { RankedScores } from '../../ml/metrics/threshold';
import type { ScoreArrays, ScoredSummary, TableSummary } from '../protocol';

/** A table with what was found when it was read. */
export interface OpenTable {
  readonly table: Table;
  readonly summary: TableSummary;
  readonly rejects: readonly Reject[];
  /** Absent in copies that an earlier build kept. */
  readonly repairs?: readonly Reject[];
  /** Absent in the demo, and as `repairs`. */
  readonly reading?: Reading;
}

/** The last scored file. `table` is null where it is the open one. */
export interface KeptScores {
  readonly table: Table | null;
  readonly scored: Scored;
  readonly ranked: RankedScores;
  readonly summary: ScoredSummary;
}

/** What was decided and found about the columns; names and figures, no cells. */
export interface Work {
  readonly guard: GuardResult | null;
  readonly setup: Setup | null;
  readonly draft: SetupDraft | null;
  /** Whether the project came with the demo. */
  readonly pretrained: boolean;
}

/** All that is open in the engine worker, by the parts it is kept in; null where there is none. */
export interface Parts {
  readonly rows: OpenTable | null;
  readonly test: ScoreArrays | null;
  readonly scored: KeptScores | null;
  readonly project: Project | null;
  readonly work: Work | null;
}

export const NO_PARTS: Parts = { rows: null, test: null, scored: null, project: null, work: null };
