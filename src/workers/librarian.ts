import type { ParseOptions } from '../data/parse/types';
import { columnNamed } from '../data/table/find-column';
import { textAt } from '../data/table/read-cell';
import type { Column, Table } from '../data/table/column';
import type { MissingValues } from '../data/profile/mark-missing';
import { ANY_READING, type TableProfile } from '../data/profile/types';
import { levelsWithCounts } from '../data/query/level-counts';
import type { RowsView } from '../data/query/view-rows';
import type { WrangleStep } from '../data/wrangle/step';
import { DEMO_SEED } from '../domain/demo/seed';
import { readProject, writeProject, type Project } from '../domain/leads/project';
import type { Scored } from '../domain/leads/score';
import { requireStudyMemory } from '../domain/leads/study-memory';
import type {
  GuardResult,
  Outcome,
  Setup,
  SetupDraft,
  StudyRequest,
  StudyResult,
} from '../domain/leads/types';
import type { RankedScores } from '../ml/metrics/threshold';
import { LeadbenchError } from '../util/errors';
import { publicFile } from './assets';
import { Jobs, relay } from './jobs';
import type { Launch } from './launch-by-page';
import type {
  AppliedStep,
  EngineStatus,
  ExportRequest,
  JobId,
  LevelCount,
  OnProgress,
  Preview,
  RankedRow,
  ScoreArrays,
  ScoredSummary,
  TableSummary,
  ViewRow,
  WranglePreview,
} from './protocol';
import { linesCsv } from './lines-csv';
import type { OpenTable, Parts } from './storage/parts';
import { previewStep, tryStep } from './wrangle-jobs';

/** The open table's study; `test` is absent where a project was opened without its table. */
interface OpenProject {
  readonly project: Project;
  readonly pretrained: boolean;
  readonly test: ScoreArrays | null;
}

/** A step with the table it was tried on and the one it gives. */
interface TriedStep {
  readonly before: OpenTable;
  readonly after: OpenTable;
  readonly applied: AppliedStep;
}

/** The rows that a grid shows of a table. */
interface OpenView {
  readonly id: number;
  readonly table: Table;
  readonly rows: Uint32Array;
}

/** Everything that was open before a step was applied. */
interface Earlier {
  readonly applied: AppliedStep;
  readonly parts: Parts;
}

interface ScoredTable {
  readonly table: Table;
  readonly scored: Scored;
  readonly ranked: RankedScores;
  readonly summary: ScoredSummary;
}

/** Tables with fewer rows are scored before threads are there. */
const WORTH_THREADS_ROWS = 50_000;
/** Files smaller than this are read before threads are there. */
const WORTH_THREADS = 4 << 20;
const GRADES = ['A', 'B', 'C', 'D', 'E'];

function need<T>(value: T | null, code: string): T {
  if (value === null) throw new LeadbenchError(code);
  return value;
}

/**
 * The engine worker's memory: the open table, its setup, the project and the last scored file. It
 * answers reads and gives every long computation to a job worker of its own; what is finished stays
 * when a job fails.
 */
export class Librarian {
  readonly #jobs: Jobs;
  #threads = 1;
  #open: OpenTable | null = null;
  #guard: GuardResult | null = null;
  #setup: Setup | null = null;
  #draft: SetupDraft | null = null;
  #project: OpenProject | null = null;
  #scored: ScoredTable | null = null;
  #tried: TriedStep | null = null;
  #earlier: readonly Earlier[] = [];
  #view: OpenView | null = null;
  #views = 0;
  /** Of tables that are open or may be brought back. */
  readonly #profiles = new WeakMap<Table, TableProfile>();

  constructor(launch: Launch) {
    this.#jobs = new Jobs(launch);
  }

  status(): EngineStatus {
    return {
      table: this.#open?.summary ?? null,
      guard: this.#guard,
      setup: this.#setup,
      draft: this.#draft,
      study: this.#project?.project.study ?? null,
      scored: this.#scored?.summary ?? null,
      steps: this.#earlier.map(({ applied }) => applied),
      project: this.#project && {
        name: this.#project.project.name,
        pretrained: this.#project.pretrained,
        hasTest: this.#project.test !== null,
      },
    };
  }

  setThreads(threads: number): void {
    this.#threads = threads;
  }

  preview(
    job: JobId,
    files: readonly File[],
    options: ParseOptions,
    shown: number,
  ): Promise<Preview> {
    return this.#jobs.run(job, 'parse', (api) => api.preview(files, options, shown));
  }

  async importFiles(
    job: JobId,
    files: readonly File[],
    options: ParseOptions,
    onProgress: OnProgress,
  ): Promise<TableSummary> {
    const open = await this.#parse(job, { files, options }, onProgress);
    this.close();
    this.#open = open;
    return open.summary;
  }

  async openDemo(
    job: JobId,
    demo: { rows: number; base: string },
    onProgress: OnProgress,
  ): Promise<EngineStatus> {
    const made = await this.#jobs.run(job, 'demo', (api, port) =>
      api.leads(demo.rows, DEMO_SEED, port, relay(onProgress)),
    );
    const project = await readProject(await publicFile('models/demo.leadbench', demo.base));
    const open = { ...made, rejects: [] };
    const test = await this.#jobs.run(job, 'study', (api) => api.replay(open.table, project));
    this.close();
    this.#open = open;
    this.#project = { project, pretrained: true, test };
    this.#setup = project.setup;
    return this.status();
  }

  async openProject(_job: JobId, file: File, _onProgress: OnProgress): Promise<EngineStatus> {
    const project = await readProject(new Uint8Array(await file.arrayBuffer()));
    this.#project = { project, pretrained: false, test: null };
    this.#setup = project.setup;
    this.#guard = null;
    this.#draft = null;
    this.#scored = null;
    return this.status();
  }

  cells(start: number, count: number, columns: readonly string[]): (string | null)[][] {
    const { table } = need(this.#open, 'NO_TABLE');
    const picked = this.#columns(table, columns);
    const end = Math.min(table.rows, start + count);
    return Array.from({ length: Math.max(0, end - start) }, (_, i) =>
      picked.map((column) => column && textAt(column, start + i)),
    );
  }

  async view(job: JobId, view: RowsView): Promise<{ id: number; rows: number }> {
    const { table } = need(this.#open, 'NO_TABLE');
    const rows = await this.#jobs.run(job, 'table', (api, port) => api.view(table, view, port));
    const id = ++this.#views;
    this.#view = { id, table, rows };
    return { id, rows: rows.length };
  }

  viewCells(id: number, start: number, count: number, columns: readonly string[]): ViewRow[] {
    const view = this.#viewOf(id);
    if (view === null) return [];
    const picked = this.#columns(view.table, columns);
    return Array.from(view.rows.subarray(start, start + count), (row) => ({
      row,
      cells: picked.map((column) => column && textAt(column, row)),
    }));
  }

  viewColumn(id: number, column: string): string {
    const view = this.#viewOf(id);
    const found = view && columnNamed(view.table, column);
    if (view === null || !found) return '';
    return Array.from(view.rows, (row) => textAt(found, row) ?? '').join('\n');
  }

  async wrangle(job: JobId, step: WrangleStep, onProgress: OnProgress): Promise<WranglePreview> {
    const before = need(this.#open, 'NO_TABLE');
    this.#tried = null;
    const { table, columns } = await tryStep(this.#jobs, {
      ...{ job, table: before.table, step, onProgress },
    });
    const summary = { ...before.summary, rows: table.rows, columns };
    const applied = { step, rowsBefore: before.table.rows, rowsAfter: table.rows };
    this.#tried = { before, after: { ...before, table, summary }, applied };
    return previewStep(before.table, table, step);
  }

  applyWrangle(): EngineStatus {
    const tried = this.#tried;
    if (!tried || tried.before !== this.#open) return this.status();
    return this.#replace(tried);
  }

  async markMissing(job: JobId, missing: MissingValues): Promise<EngineStatus> {
    const before = need(this.#open, 'NO_TABLE');
    const { table, columns } = await this.#jobs.run(job, 'table', (api) =>
      api.markMissing(before.table, missing, before.reading ?? ANY_READING),
    );
    if (this.#open !== before) return this.status();
    const step = { verb: 'missing' as const, ...missing };
    const applied = { step, rowsBefore: before.table.rows, rowsAfter: table.rows };
    return this.#replace({
      after: { ...before, table, summary: { ...before.summary, columns } },
      applied,
    });
  }

  async profile(job: JobId, onProgress: OnProgress): Promise<TableProfile> {
    const { table, reading = ANY_READING } = need(this.#open, 'NO_TABLE');
    const known = this.#profiles.get(table);
    if (known) return known;
    const profile = await this.#jobs.run(job, 'table', (api, port) =>
      api.profile(table, reading, port, relay(onProgress)),
    );
    this.#profiles.set(table, profile);
    return profile;
  }

  undoWrangle(): EngineStatus {
    const last = this.#earlier.at(-1);
    if (!last) return this.status();
    const before = this.#earlier.slice(0, -1);
    this.restore(last.parts);
    this.#earlier = before;
    return this.status();
  }

  linesFile(of: 'rejected' | 'repaired'): Blob {
    const { rejects, repairs = [] } = need(this.#open, 'NO_TABLE');
    const lines = of === 'rejected' ? rejects : repairs;
    return new Blob([linesCsv(lines)], { type: 'text/csv;charset=utf-8' });
  }

  levels(column: string, limit: number): LevelCount[] {
    const found = columnNamed(need(this.#open, 'NO_TABLE').table, column);
    return found ? levelsWithCounts(found, limit) : [];
  }

  async guard(
    job: JobId,
    outcomes: readonly Outcome[] | null,
    onProgress: OnProgress,
  ): Promise<GuardResult> {
    const { table } = need(this.#open, 'NO_TABLE');
    const result = await this.#jobs.run(job, 'study', (api, port) =>
      api.guard(table, outcomes, port, relay(onProgress)),
    );
    this.#guard = result;
    this.#draft = null;
    return result;
  }

  setSetup(setup: Setup): void {
    this.#setup = setup;
  }

  setDraft(draft: SetupDraft, guard: GuardResult | null): void {
    if (guard) this.#guard = guard;
    this.#draft = draft;
  }

  async train(job: JobId, request: StudyRequest, onProgress: OnProgress): Promise<StudyResult> {
    const { table, summary } = need(this.#open, 'NO_TABLE');
    const { setup, algorithms } = request;
    requireStudyMemory({ table: summary, setup, algorithms });
    const input = { table, tableName: summary.name, guard: this.#guard?.columns ?? [], request };
    const trained = await this.#jobs.run(
      job,
      'study',
      (api, port) => api.train(input, port, relay(onProgress)),
      this.#threads,
    );
    this.#setup = request.setup;
    this.#project = { project: trained.project, pretrained: false, test: trained.test };
    this.#scored = null;
    return trained.project.study;
  }

  scores(of: 'test' | 'scored'): ScoreArrays {
    if (of === 'test') return need(this.#project?.test ?? null, 'NO_TEST_ROWS');
    const { scored, ranked } = need(this.#scored, 'NOT_SCORED');
    return { p1: scored.p1, p2: scored.p2, ranked };
  }

  async score(job: JobId, file: File | null, onProgress: OnProgress): Promise<ScoredSummary> {
    const { project } = need(this.#project, 'NO_PROJECT');
    const { table, summary } = file
      ? await this.#parse(job, { files: [file], options: {} }, onProgress)
      : need(this.#open, 'NO_TABLE');
    const started = performance.now();
    const { scored, ranked } = await this.#jobs.run(
      job,
      'score',
      (api, port) =>
        api.score({ table, project, idColumn: project.idColumn }, port, relay(onProgress)),
      table.rows < WORTH_THREADS_ROWS ? 1 : this.#threads,
    );
    const grades = GRADES.map((_, g) =>
      scored.grade.reduce((n, grade) => n + (grade === g ? 1 : 0), 0),
    );
    this.#scored = {
      table,
      scored,
      ranked,
      summary: {
        name: summary.name,
        rows: table.rows,
        unseenLevels: scored.unseenLevels,
        ignoredColumns: scored.ignoredColumns,
        grades,
        seconds: (performance.now() - started) / 1000,
      },
    };
    return this.#scored.summary;
  }

  ranked(start: number, count: number, columns: readonly string[]): RankedRow[] {
    const { table, scored, ranked } = need(this.#scored, 'NOT_SCORED');
    const picked = this.#columns(table, columns);
    return Array.from(ranked.order.subarray(start, start + count), (row) => ({
      row,
      rank: scored.rank[row],
      decile: scored.decile[row],
      grade: GRADES[scored.grade[row]],
      p1: scored.p1[row],
      p2: scored.p2.length > 0 ? scored.p2[row] : NaN,
      final: scored.final[row],
      cells: picked.map((column) => column && textAt(column, row)),
    }));
  }

  exportScores(job: JobId, request: ExportRequest, onProgress: OnProgress): Promise<Blob> {
    const { table, scored, ranked } = need(this.#scored, 'NOT_SCORED');
    const { order } = ranked;
    return this.#jobs.run(job, 'score', (api, port) =>
      api.exportScores({ table, scored, order, request }, port, relay(onProgress)),
    );
  }

  async projectFile(): Promise<Blob> {
    const { project } = need(this.#project, 'NO_PROJECT');
    return new Blob([new Uint8Array(await writeProject(project))], { type: 'application/zip' });
  }

  cancel(job: JobId): void {
    this.#jobs.cancel(job);
  }

  close(): void {
    this.#open = null;
    this.#guard = null;
    this.#setup = null;
    this.#draft = null;
    this.#project = null;
    this.#scored = null;
    this.#tried = null;
    this.#view = null;
    this.#earlier = [];
  }

  /** Everything that is open, by the parts it is kept in. */
  protected holdings(): Parts {
    const isEmpty = !this.#guard && !this.#setup && !this.#draft && !this.#project;
    return {
      rows: this.#open,
      test: this.#project?.test ?? null,
      scored: this.#scored && {
        ...this.#scored,
        table: this.#scored.table === this.#open?.table ? null : this.#scored.table,
      },
      project: this.#project?.project ?? null,
      work: isEmpty
        ? null
        : {
            guard: this.#guard,
            setup: this.#setup,
            draft: this.#draft,
            pretrained: this.#project?.pretrained ?? false,
          },
    };
  }

  /** Opens what `holdings` gave, instead of what is open. */
  protected restore({ rows, test, scored, project, work }: Parts): void {
    this.#tried = null;
    this.#earlier = [];
    this.#open = rows;
    this.#guard = work?.guard ?? null;
    this.#setup = work?.setup ?? project?.setup ?? null;
    this.#draft = work?.draft ?? null;
    this.#project = project && { project, test, pretrained: work?.pretrained ?? false };
    const table = scored?.table ?? rows?.table;
    this.#scored = scored && table ? { ...scored, table } : null;
  }

  /** Opens the table after a step; what was known of the one before comes back with `undoWrangle`. */
  #replace({ after, applied }: Pick<TriedStep, 'after' | 'applied'>): EngineStatus {
    const steps = [...this.#earlier, { applied, parts: this.holdings() }];
    this.close();
    this.#open = after;
    this.#earlier = steps;
    return this.status();
  }

  async #parse(
    job: JobId,
    input: { files: readonly File[]; options: ParseOptions },
    onProgress: OnProgress,
  ): Promise<OpenTable> {
    return this.#jobs.run(
      job,
      'parse',
      (api, port) => api.parse(input.files, input.options, port, relay(onProgress)),
      input.files.reduce((sum, { size }) => sum + size, 0) < WORTH_THREADS ? 1 : this.#threads,
    );
  }

  /** The view of that number, while its table is open. */
  #viewOf(id: number): OpenView | null {
    const view = this.#view;
    return view?.id === id && view.table === this.#open?.table ? view : null;
  }

  #columns(table: Table, names: readonly string[]): (Column | null)[] {
    return names.map((name) => columnNamed(table, name));
  }
}
