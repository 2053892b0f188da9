/**
 * Types only: what the page may ask the engine worker, and what comes back.
 * Every long call takes a job number; `cancel(job)` stops it, and it then fails with CANCELLED.
 */
import type { ColumnType } from '../data/table/column';
import type { DelimitedPreview } from '../data/parse/preview-delimited';
import type {
  Dialect,
  FileResult,
  LineCounts,
  OtherTable,
  ParseOptions,
  ParseResult,
  Reject,
} from '../data/parse/types';
import type { MissingValues } from '../data/profile/mark-missing';
import type { TableProfile } from '../data/profile/types';
import type { RowsView } from '../data/query/view-rows';
import type { WrangleStep } from '../data/wrangle/step';
import type {
  GuardResult,
  Outcome,
  Setup,
  SetupDraft,
  StudyRequest,
  StudyResult,
} from '../domain/leads/types';
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
  /** The first 1,000; `lines.rejected` counts all, and `linesFile` has up to 5,000. */
  readonly rejects: readonly Reject[];
  /** The same of repaired lines; this and the next two are absent in copies that an earlier build kept. */
  readonly repairs?: readonly Reject[];
  readonly reasons?: ParseResult['reasons'];
  /** Further tables of the file, which were not read. */
  readonly otherTables?: readonly OtherTable[];
  readonly seconds: number;
  readonly demo: boolean;
  /** The files it was read from; absent in the demo and in copies that an earlier version kept. */
  readonly files?: readonly FileResult[];
  /** Files of a zip that were not read; absent as `files`. */
  readonly ignored?: readonly string[];
}

/** What a free-form step would do, before it is applied. */
export interface WranglePreview {
  readonly step: WrangleStep;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** The new column, then those the expression names, then others. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What may be done to the open table: a free-form step, or cells that count as missing. */
export type TableStep = WrangleStep | ({ readonly verb: 'missing' } & MissingValues);

/** A step that made the open table what it is. */
export interface AppliedStep {
  readonly step: TableStep;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
}

/** What a page needs to draw itself again after the hash changed. */
export interface EngineStatus {
  readonly table: TableSummary | null;
  readonly guard: GuardResult | null;
  readonly setup: Setup | null;
  /** What was decided over `guard` and may not be confirmed yet; null where nothing was. */
  readonly draft: SetupDraft | null;
  readonly study: StudyResult | null;
  readonly scored: ScoredSummary | null;
  /** In the order they were applied; the last one can be undone. */
  readonly steps: readonly AppliedStep[];
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

export type Preview = DelimitedPreview;

/** A value of a column and how many rows have it. */
export interface LevelCount {
  readonly value: string;
  readonly count: number;
}

/** How the engine worker is to use the device's storage. */
export interface StorageOptions {
  /** Address of the page; each folder of a host has a storage of its own. */
  readonly base: string;
  /** For how many days after the last save rows are kept; 0 = never. */
  readonly days: number;
  /** Whether what was open last is opened again; not before the privacy check has passed. */
  readonly restore: boolean;
}

/** What the engine worker tells of the device's storage whenever it changes. */
export interface StorageState {
  /** `reader`: another tab writes; `free`: it did, and is gone. */
  readonly mode: 'writer' | 'reader' | 'free';
  /** `full`: no room for the rows; `newer`: a newer build wrote what is kept; `unavailable`: no storage here. */
  readonly kept: 'kept' | 'full' | 'newer' | 'unavailable';
  /** When what is open was saved last, milliseconds since 1970; null: it is not. */
  readonly savedAt: number | null;
  /** Whether a change is not saved yet. */
  readonly saving: boolean;
  /** Name of a copy that was found damaged and is not listed any more. */
  readonly damaged: string | null;
}

/** One data set on the device. */
export interface KeptCopy {
  readonly id: number;
  readonly name: string;
  readonly rows: number;
  readonly demo: boolean;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly bytes: number;
  readonly hasRows: boolean;
  readonly hasProject: boolean;
  readonly isOpen: boolean;
}

/** What is kept, newest last, and what the browser says of the whole origin; null where it does not say. */
export interface StorageReport {
  readonly copies: readonly KeptCopy[];
  readonly usage: number | null;
  readonly quota: number | null;
}

export interface EngineApi {
  /** The first call: opens the storage and what was open last. Fails never. */
  start(options: StorageOptions, tell: (state: StorageState) => void): Promise<void>;
  status(): EngineStatus;
  /** How many threads a job may use, itself among them; 1 where threads cannot share memory. */
  setThreads(threads: number): void;
  /** Reads at most 8 MB of the file at place `shown`. */
  preview(
    job: JobId,
    files: readonly File[],
    options: ParseOptions,
    shown: number,
  ): Promise<Preview>;
  /** Files become one table, matched by the names of their columns. */
  importFiles(
    job: JobId,
    files: readonly File[],
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
  /**
   * Finds the rows of a view of the open table, for `viewCells` and `viewColumn`; one view at a time.
   * `id` names it.
   */
  view(job: JobId, view: RowsView): Promise<{ id: number; rows: number }>;
  /** Rows of a view with their number in the table, from 0; none where another view or table came. */
  viewCells(id: number, start: number, count: number, columns: readonly string[]): ViewRow[];
  /** A column of a view as lines of text, '' where missing. */
  viewColumn(id: number, column: string): string;
  /** Cells as text for the grid, row-major; null = missing. */
  cells(start: number, count: number, columns: readonly string[]): (string | null)[][];
  /** Tries a free-form step on the open table; `applyWrangle` makes the last one tried real. */
  wrangle(job: JobId, step: WrangleStep, onProgress: OnProgress): Promise<WranglePreview>;
  /** The tried table becomes the open one; guard, contract, study and scores of the table before go. */
  applyWrangle(): EngineStatus;
  /** Makes cells of certain values missing, as a step that can be undone like any other. */
  markMissing(job: JobId, missing: MissingValues): Promise<EngineStatus>;
  /** Brings back the table before the last step with all that was known of it. */
  undoWrangle(): EngineStatus;
  /** The first 5,000 rejected or repaired lines as CSV: line, offset, reason, text. */
  linesFile(of: 'rejected' | 'repaired'): Blob;
  /** What every column of the open table holds; computed once a table. */
  profile(job: JobId, onProgress: OnProgress): Promise<TableProfile>;
  /** Distinct values of a column with counts, most frequent first, at most `limit`. */
  levels(column: string, limit: number): LevelCount[];
  guard(
    job: JobId,
    outcomes: readonly Outcome[] | null,
    onProgress: OnProgress,
  ): Promise<GuardResult>;
  setSetup(setup: Setup): void;
  /** The contract as it is being written; `guard` where it is another than the engine's own. */
  setDraft(draft: SetupDraft, guard: GuardResult | null): void;
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
  storage(): Promise<StorageReport>;
  /** Opens a kept data set; what was open stays as it was saved. Throws COPY_DAMAGED {name}. */
  openCopy(id: number): Promise<EngineStatus>;
  removeCopy(id: number): Promise<void>;
  /** Keeps rows for so many days; 0 removes those that are kept. */
  keepFor(days: number): Promise<void>;
  /** Closes what is open and removes its copy. */
  closeAll(): Promise<void>;
  /** Closes what is open and removes all that the engine worker keeps on the device. */
  forget(): Promise<void>;
  /** Becomes the tab that writes, with what was saved last. Throws READ_ONLY. */
  takeOver(): Promise<EngineStatus>;
}

/** One row of a view. */
export interface ViewRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
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
