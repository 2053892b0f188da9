/**
 * Types only: what the page may ask the engine worker, and what comes back.
 * Every long call takes a job number; `cancel(job)` stops it, and it then fails with CANCELLED.
 */
import type { ColumnType } from '../data/table/column';
import type { Dialect, LineCounts, ParseOptions, Reject } from '../data/parse/types';
import type { GuardResult, Outcome, Setup, StudyRequest, StudyResult } from '../domain/leads/types';
import type { RankedScores } from '../ml/metrics/threshold';
import type { Progress } from '../util/progress';

export type JobId = number;
export type OnProgress = (progress: Progress) => void;

export interface ColumnSummary {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  readonly distinct: number;
}

/** The table that is open, without its cells. */
export interface TableSummary {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  readonly lines: LineCounts;
  readonly dialect: Dialect;
  readonly encoding: string;
  /** The first 1,000; `lines.rejected` counts all, and `rejectsFile` has all. */
  readonly rejects: readonly Reject[];
  readonly seconds: number;
  readonly demo: boolean;
}

/** What a page needs to draw itself again after the hash changed. */
export interface EngineStatus {
  readonly table: TableSummary | null;
  readonly guard: GuardResult | null;
  readonly setup: Setup | null;
  readonly study: StudyResult | null;
  readonly scored: ScoredSummary | null;
  readonly project: {
    readonly name: string;
    readonly pretrained: boolean;
    /** Whether the study's test rows are at hand: not where a project was opened without its table. */
    readonly hasTest: boolean;
  } | null;
}

/** Scores of one set of rows. P1 and P2 are ordered as in the set; NaN where there is no value. */
export interface ScoreArrays {
  readonly p1: Float32Array;
  /** Empty where the study has one stage. */
  readonly p2: Float32Array;
  /** Final scores in rank order with prefix sums, so that a cut is a look-up. */
  readonly ranked: RankedScores;
}

export interface ScoredSummary {
  readonly name: string;
  readonly rows: number;
  readonly unseenLevels: Readonly<Record<string, number>>;
  readonly ignoredColumns: readonly string[];
  /** Counts of grades A to E. */
  readonly grades: readonly number[];
  readonly seconds: number;
}

export interface Preview {
  readonly dialect: Dialect;
  readonly encoding: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** From the first 8 MB. */
  readonly estimate: {
    readonly rows: number;
    readonly memoryBytes: number;
    readonly availableBytes: number;
  };
}

/** A value of a column and how many rows have it. */
export interface LevelCount {
  readonly value: string;
  readonly count: number;
}

export interface EngineApi {
  status(): EngineStatus;
  /** How many threads a job may use, itself among them; 1 where threads cannot share memory. */
  setThreads(threads: number): void;
  /** Reads at most 8 MB. */
  preview(job: JobId, file: File, options: ParseOptions): Promise<Preview>;
  importFile(
    job: JobId,
    file: File,
    options: ParseOptions,
    onProgress: OnProgress,
  ): Promise<TableSummary>;
  /** Generates the demo table and opens the project of public/models with it. */
  openDemo(
    job: JobId,
    demo: {
      readonly rows: number;
      /** Address of the page, to find public/models. */ readonly base: string;
    },
    onProgress: OnProgress,
  ): Promise<EngineStatus>;
  openProject(job: JobId, file: File, onProgress: OnProgress): Promise<EngineStatus>;
  /** Cells as text for the grid, row-major; null = missing. */
  cells(start: number, count: number, columns: readonly string[]): (string | null)[][];
  /** All rejects as CSV: line, offset, reason, text. */
  rejectsFile(): Blob;
  /** Distinct values of a column with counts, most frequent first, at most `limit`. */
  levels(column: string, limit: number): LevelCount[];
  guard(
    job: JobId,
    outcomes: readonly Outcome[] | null,
    onProgress: OnProgress,
  ): Promise<GuardResult>;
  setSetup(setup: Setup): void;
  train(job: JobId, request: StudyRequest, onProgress: OnProgress): Promise<StudyResult>;
  /** `test`: the study's test rows; `scored`: the last scored file. Shared memory where there is isolation. */
  scores(of: 'test' | 'scored'): ScoreArrays;
  /** Scores a file, or the open table where `file` is null. */
  score(job: JobId, file: File | null, onProgress: OnProgress): Promise<ScoredSummary>;
  /** The call list's first rows for the screen: rank order, named columns plus the score's own. */
  ranked(start: number, count: number, columns: readonly string[]): RankedRow[];
  exportScores(job: JobId, request: ExportRequest, onProgress: OnProgress): Promise<Blob>;
  projectFile(): Promise<Blob>;
  cancel(job: JobId): void;
  close(): void;
}

export interface RankedRow {
  readonly row: number;
  readonly rank: number;
  readonly decile: number;
  readonly grade: string;
  readonly p1: number;
  readonly p2: number;
  readonly final: number;
  readonly cells: readonly (string | null)[];
}

export interface ExportRequest {
  readonly format: 'csv' | 'xlsx';
  /** Name of the workbook's sheet. */
  readonly sheetName: string;
  /** How many of the best to write; null = every input row in input order. */
  readonly top: number | null;
}

/** The page's policy probe: both must be refused before a file is taken in. */
export interface ProbeResult {
  readonly fetchRefused: boolean;
  readonly codeRefused: boolean;
  readonly isolated: boolean;
}
