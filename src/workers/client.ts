import { proxy, wrap, type Remote } from 'comlink';
import type { ParseOptions } from '../data/parse/types';
import type { GuardResult, Outcome, Setup, StudyRequest, StudyResult } from '../domain/leads/types';
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
  TableSummary,
} from './protocol';

/** A long call: its answer, and a way to stop it. A stopped one fails with CANCELLED. */
export interface Task<T> {
  readonly done: Promise<T>;
  cancel(): void;
}

/** A living engine answers well within this: it never computes for long. */
const LIFE_SIGN_MS = 5000;

/** Calls `lose` where the engine does not answer any more. */
function unlessAlive(remote: Remote<EngineApi>, lose: () => void): void {
  const waiting = setTimeout(lose, LIFE_SIGN_MS);
  const answered = (): void => {
    clearTimeout(waiting);
  };
  remote.status().then(answered, answered);
}

/** The page's end of the engine worker, which starts with the first call. */
class Client {
  #remote: Remote<EngineApi> | null = null;
  #lost: Promise<never> | null = null;
  #nextJob: JobId = 1;

  #api(): Remote<EngineApi> {
    if (this.#remote) return this.#remote;
    keepErrorFields();
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
      type: 'module',
      name: 'engine',
    });
    const remote = wrap<EngineApi>(worker);
    this.#lost = new Promise<never>((_, reject) => {
      const lose = (): void => {
        worker.terminate();
        if (this.#remote === remote) this.#remote = null;
        reject(new LeadbenchError('WORKER_LOST'));
      };
      worker.addEventListener('error', (event) => {
        // An error that nobody caught does not end a worker; one that did not start has no message.
        if (event instanceof ErrorEvent) unlessAlive(remote, lose);
        else lose();
      });
    });
    this.#lost.catch(() => undefined);
    this.#remote = remote;
    return remote;
  }

  /** An answer of the engine worker, or WORKER_LOST if it dies first. */
  #ask<T>(call: (api: Remote<EngineApi>) => Promise<T>): Promise<T> {
    const api = this.#api();
    return Promise.race([
      call(api),
      this.#lost ?? Promise.reject(new LeadbenchError('WORKER_LOST')),
    ]);
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

  preview(file: File, options: ParseOptions): Promise<Preview> {
    return this.#ask((api) => api.preview(file, options));
  }

  importFile(file: File, options: ParseOptions, onProgress: OnProgress): Task<TableSummary> {
    return this.#task((api, job) => api.importFile(job, file, options, proxy(onProgress)));
  }

  openDemo(rows: number, onProgress: OnProgress): Task<EngineStatus> {
    const base = self.location.href;
    return this.#task((api, job) => api.openDemo(job, { rows, base }, proxy(onProgress)));
  }

  openProject(file: File, onProgress: OnProgress): Task<EngineStatus> {
    return this.#task((api, job) => api.openProject(job, file, proxy(onProgress)));
  }

  cells(start: number, count: number, columns: readonly string[]): Promise<(string | null)[][]> {
    return this.#ask((api) => api.cells(start, count, columns));
  }

  rejectsFile(): Promise<Blob> {
    return this.#ask((api) => api.rejectsFile());
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

  close(): Promise<void> {
    return this.#ask((api) => api.close());
  }

  /** Asks a fresh worker what the policy in force refuses. */
  probe(): Promise<ProbeResult> {
    const worker = new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module' });
    const answer = new Promise<ProbeResult>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<ProbeResult>) => {
        resolve(event.data);
      });
      worker.addEventListener('error', () => {
        reject(new LeadbenchError('WORKER_LOST'));
      });
    });
    return answer.finally(() => {
      worker.terminate();
    });
  }
}

export const client = new Client();
