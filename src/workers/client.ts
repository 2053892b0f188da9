import { proxy, type Remote } from 'comlink';
import type { ParseOptions } from '../data/parse/types';
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
import { LeadbenchError } from '../util/errors';
import { keepErrorFields } from './error-transfer';
import type {
  EngineApi,
  EngineStatus,
  ExportRequest,
  JobId,
  LevelCount,
  OnProgress,
  Preview,
  ProbeResult,
  RankedRow,
  ScoreArrays,
  ScoredSummary,
  StorageOptions,
  StorageReport,
  StorageState,
  TableSummary,
  ViewRow,
  WranglePreview,
} from './protocol';
import { giveWay } from './in-use';
import { launchEngine } from './launch';
import { WatchedWorker } from './watched-worker';

/** A long call: its answer, and a way to stop it. A stopped one fails with CANCELLED. */
export interface Task<T> {
  readonly done: Promise<T>;
  cancel(): void;
}

/** A policy that keeps the probe from starting leaves it silent. */
const PROBE_WAIT_MS = 20_000;

/** The page's end of the engine worker, which starts with the first call. */
class Client {
  #engine: WatchedWorker<EngineApi> | null = null;
  #nextJob: JobId = 1;
  #threads = 1;
  #onLost: () => void = () => undefined;
  #preview: Task<Preview> | null = null;
  #view: Task<{ id: number; rows: number }> | null = null;
  #started: Promise<void> = Promise.resolve();
  #storage: () => Pick<StorageOptions, 'days' | 'restore'> = () => ({ days: 0, restore: false });
  #onStorage: (state: StorageState) => void = () => undefined;

  /** How an engine worker uses the device's storage, asked when it starts, and who is told of it. */
  useStorage(
    options: () => Pick<StorageOptions, 'days' | 'restore'>,
    onStorage: (state: StorageState) => void,
  ): void {
    this.#storage = options;
    this.#onStorage = onStorage;
  }

  /** Calls `listener` when the engine worker has died; the next call starts a new one. */
  onLost(listener: () => void): void {
    this.#onLost = listener;
  }

  /** How many threads a job may use from now on, in this engine worker and in those after it. */
  setThreads(threads: number): void {
    this.#threads = threads;
    if (this.#engine) this.#sendThreads(this.#engine);
  }

  /** The page was touched: for a moment the kernel threads leave the cores to it. */
  giveWay(): void {
    giveWay();
  }

  #sendThreads(engine: WatchedWorker<EngineApi>): void {
    engine.ask((api) => api.setThreads(this.#threads)).catch(() => undefined);
  }

  #start(): WatchedWorker<EngineApi> {
    keepErrorFields();
    const engine = new WatchedWorker<EngineApi>(launchEngine(), {
      survivesErrors: true,
      onLost: () => {
        if (this.#engine === engine) this.#engine = null;
        this.#onLost();
      },
    });
    return engine;
  }

  /** An answer of the engine worker, or WORKER_LOST if it dies first. */
  #ask<T>(call: (api: Remote<EngineApi>) => Promise<T>): Promise<T> {
    if (this.#engine === null) {
      this.#engine = this.#start();
      const options = { ...this.#storage(), base: self.location.href };
      this.#started = this.#engine.ask((api) => api.start(options, proxy(this.#onStorage)));
      this.#sendThreads(this.#engine);
    }
    const engine = this.#engine;
    return this.#started.then(() => engine.ask(call));
  }

  #task<T>(call: (api: Remote<EngineApi>, job: JobId) => Promise<T>): Task<T> {
    const job = this.#nextJob++;
    return {
      done: this.#ask((api) => call(api, job)),
      cancel: () => {
        this.#ask((api) => api.cancel(job)).catch(() => undefined);
      },
    };
  }

  status(): Promise<EngineStatus> {
    return this.#ask((api) => api.status());
  }

  /** The last one asked for wins: a preview under way is stopped and fails with CANCELLED. */
  preview(files: readonly File[], options: ParseOptions, shown: number): Promise<Preview> {
    this.#preview?.cancel();
    const task = this.#task((api, job) => api.preview(job, files, options, shown));
    this.#preview = task;
    return task.done.finally(() => {
      if (this.#preview === task) this.#preview = null;
    });
  }

  importFiles(
    files: readonly File[],
    options: ParseOptions,
    onProgress: OnProgress,
  ): Task<TableSummary> {
    return this.#task((api, job) => api.importFiles(job, files, options, proxy(onProgress)));
  }

  openDemo(rows: number, onProgress: OnProgress): Task<EngineStatus> {
    const base = self.location.href;
    return this.#task((api, job) => api.openDemo(job, { rows, base }, proxy(onProgress)));
  }

  openProject(file: File, onProgress: OnProgress): Task<EngineStatus> {
    return this.#task((api, job) => api.openProject(job, file, proxy(onProgress)));
  }

  /** The last one asked for wins: a view under way is stopped and fails with CANCELLED. */
  view(view: RowsView): Promise<{ id: number; rows: number }> {
    this.#view?.cancel();
    const task = this.#task((api, job) => api.view(job, view));
    this.#view = task;
    return task.done.finally(() => {
      if (this.#view === task) this.#view = null;
    });
  }

  viewCells(
    id: number,
    start: number,
    count: number,
    columns: readonly string[],
  ): Promise<ViewRow[]> {
    return this.#ask((api) => api.viewCells(id, start, count, columns));
  }

  viewColumn(id: number, column: string): Promise<string> {
    return this.#ask((api) => api.viewColumn(id, column));
  }

  cells(start: number, count: number, columns: readonly string[]): Promise<(string | null)[][]> {
    return this.#ask((api) => api.cells(start, count, columns));
  }

  /** Tries a free-form step; nothing changes before `applyWrangle`. */
  wrangle(step: WrangleStep, onProgress: OnProgress): Task<WranglePreview> {
    return this.#task((api, job) => api.wrangle(job, step, proxy(onProgress)));
  }

  applyWrangle(): Promise<EngineStatus> {
    return this.#ask((api) => api.applyWrangle());
  }

  undoWrangle(): Promise<EngineStatus> {
    return this.#ask((api) => api.undoWrangle());
  }

  markMissing(missing: MissingValues): Task<EngineStatus> {
    return this.#task((api, job) => api.markMissing(job, missing));
  }

  profile(onProgress: OnProgress): Task<TableProfile> {
    return this.#task((api, job) => api.profile(job, proxy(onProgress)));
  }

  linesFile(of: 'rejected' | 'repaired'): Promise<Blob> {
    return this.#ask((api) => api.linesFile(of));
  }

  levels(column: string, limit: number): Promise<LevelCount[]> {
    return this.#ask((api) => api.levels(column, limit));
  }

  /** `outcomes` null: propose them. */
  guard(outcomes: readonly Outcome[] | null, onProgress: OnProgress): Task<GuardResult> {
    return this.#task((api, job) => api.guard(job, outcomes, proxy(onProgress)));
  }

  setSetup(setup: Setup): Promise<void> {
    return this.#ask((api) => api.setSetup(setup));
  }

  setDraft(draft: SetupDraft, guard: GuardResult | null): Promise<void> {
    return this.#ask((api) => api.setDraft(draft, guard));
  }

  train(request: StudyRequest, onProgress: OnProgress): Task<StudyResult> {
    return this.#task((api, job) => api.train(job, request, proxy(onProgress)));
  }

  scores(of: 'test' | 'scored'): Promise<ScoreArrays> {
    return this.#ask((api) => api.scores(of));
  }

  /** `file` null: the open table. */
  score(file: File | null, onProgress: OnProgress): Task<ScoredSummary> {
    return this.#task((api, job) => api.score(job, file, proxy(onProgress)));
  }

  ranked(start: number, count: number, columns: readonly string[]): Promise<RankedRow[]> {
    return this.#ask((api) => api.ranked(start, count, columns));
  }

  exportScores(request: ExportRequest, onProgress: OnProgress): Task<Blob> {
    return this.#task((api, job) => api.exportScores(job, request, proxy(onProgress)));
  }

  projectFile(): Promise<Blob> {
    return this.#ask((api) => api.projectFile());
  }

  storage(): Promise<StorageReport> {
    return this.#ask((api) => api.storage());
  }

  openCopy(id: number): Promise<EngineStatus> {
    return this.#ask((api) => api.openCopy(id));
  }

  removeCopy(id: number): Promise<void> {
    return this.#ask((api) => api.removeCopy(id));
  }

  keepFor(days: number): Promise<void> {
    return this.#ask((api) => api.keepFor(days));
  }

  closeAll(): Promise<void> {
    return this.#ask((api) => api.closeAll());
  }

  forget(): Promise<void> {
    return this.#ask((api) => api.forget());
  }

  takeOver(): Promise<EngineStatus> {
    return this.#ask((api) => api.takeOver());
  }

  /** Asks a fresh worker what the policy in force refuses. */
  probe(): Promise<ProbeResult> {
    const worker = new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module' });
    const answer = new Promise<ProbeResult>((resolve, reject) => {
      const lose = (): void => {
        reject(new LeadbenchError('WORKER_LOST'));
      };
      worker.addEventListener('message', (event: MessageEvent<ProbeResult>) => {
        resolve(event.data);
      });
      worker.addEventListener('error', lose);
      setTimeout(lose, PROBE_WAIT_MS);
    });
    return answer.finally(() => {
      worker.terminate();
    });
  }
}

export const client = new Client();
