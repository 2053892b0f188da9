import type { ColumnType } from '../../data/table/column';
import type { Evaluation } from '../../ml/metrics/evaluate';
import type { Algorithm, ModelParams } from '../../ml/model';

/** A column and the value that counts as 1; null where the column is 0/1 or boolean itself. */
export interface Outcome {
  readonly column: string;
  readonly value: string | null;
}

/** When a column's value is known. Only the first two may be features. */
export const AVAILABILITIES = [
  'capture',
  'assignment',
  'contact',
  'outcome',
  'identifier',
] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** Why the guard named a column; `code` picks the sentence, `params` fill it. */
export interface GuardReason {
  readonly code:
    | 'copy'
    | 'power'
    | 'filledAfter'
    | 'datedAfter'
    | 'strong'
    | 'standsOut'
    | 'missingness'
    | 'name';
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the leakage guard found about one column. */
export interface ColumnFinding {
  readonly column: string;
  readonly type: ColumnType;
  readonly availability: Availability;
  readonly severity: 'none' | 'suspect' | 'leak';
  readonly reasons: readonly GuardReason[];
  /** Out-of-fold Gini-norm |2 AUC - 1| of the column alone, one a stage; null where it was not measured. */
  readonly gini: readonly (number | null)[];
  readonly missing: number;
  readonly distinct: number;
}

/** One or two outcomes; with two, stage 2 is read among rows where stage 1 is 1. */
export interface Setup {
  readonly outcomes: readonly Outcome[];
  /** What each column that is no outcome is; a column that is absent counts as 'identifier'. */
  readonly contract: Readonly<Record<string, Availability>>;
  /** Columns left out for whatever reason, leaks among them. */
  readonly dropped: readonly string[];
}

/** A contract as it is being written, by column name. */
export interface SetupDraft {
  readonly availability: ReadonlyMap<string, Availability>;
  readonly dropped: ReadonlySet<string>;
  /** Suspects that were decided on. */
  readonly decided: ReadonlySet<string>;
}

/** Rows where stage 2 happened without stage 1. */
export interface Implication {
  readonly counterExamples: number;
  /** At most 100 zero-based rows. */
  readonly rows: readonly number[];
}

/** What the guard says about a table and its outcomes. */
export interface GuardResult {
  readonly outcomes: readonly Outcome[];
  readonly stages: readonly { readonly rows: number; readonly positives: number }[];
  readonly implication: Implication | null;
  readonly columns: readonly ColumnFinding[];
  readonly setup: Setup;
}

export type SplitRequest =
  | { readonly kind: 'random'; readonly test: number }
  | { readonly kind: 'time'; readonly column: string; readonly test: number };

export interface StudyRequest {
  readonly setup: Setup;
  readonly split: SplitRequest;
  readonly algorithms: readonly Algorithm[];
  /** Overrides of the documented defaults, by XGBoost's and scikit-learn's names. */
  readonly params: Readonly<Partial<Record<Algorithm, ModelParams>>>;
  readonly seed: number;
}

/** One trained cell of the board, judged on the test rows of its stage. */
export interface StudyModel {
  readonly algorithm: Algorithm;
  readonly variant: 'baseline';
  readonly evaluation: Evaluation;
  /** Default cut 0.5. */
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
  readonly fitSeconds: number;
  readonly params: ModelParams;
  /** Mean log loss on the training rows held back for early stopping and for choosing the champion. */
  readonly validationLogLoss: number;
}

export interface StudyStage {
  readonly stage: 1 | 2;
  readonly outcome: Outcome;
  readonly trainRows: number;
  readonly testRows: number;
  readonly positives: number;
  readonly models: readonly StudyModel[];
  readonly champion: {
    readonly algorithm: Algorithm;
    readonly variant: 'baseline';
    readonly reason: 'best' | 'simplest';
  };
}

/** Everything Evaluate and the engine's `train` show; models travel beside it. */
export interface StudyResult {
  readonly rows: number;
  readonly columns: number;
  readonly guard: readonly ColumnFinding[];
  readonly dropped: readonly string[];
  readonly features: readonly string[];
  readonly split: {
    readonly kind: 'random' | 'time';
    readonly column: string | null;
    readonly trainRows: number;
    readonly testRows: number;
  };
  readonly stages: readonly StudyStage[];
  /** The product on all test rows; equals stage 1's evaluation where there is one stage. */
  readonly final: Evaluation;
  /** What was asked for; with the same table it gives the same split again. */
  readonly request: StudyRequest;
  readonly seconds: number;
}
