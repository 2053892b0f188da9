import { proxy, transfer, type Remote } from 'comlink';
import { LeadbenchError } from '../util/errors';
import type { Progress } from '../util/progress';
import type { JobPort } from './job';
import type { DemoJobs } from './demo.worker';
import { canShare } from './can-share';
import type { KernelThread } from './kernel.worker';
import type { Launch } from './launch-by-page';
import type { ParseJobs } from './parse.worker';
import type { JobId, OnProgress } from './protocol';
import type { ScoreJobs } from './score.worker';
import type { StepJobs } from './step.worker';
import type { StorageJobs } from './storage.worker';
import type { StudyJobs } from './study.worker';
import type { TableJobs } from './table.worker';
import { WatchedWorker } from './watched-worker';
import type { WrangleJobs } from './wrangle.worker';

/** A cancelled job gets this long to end by itself before its worker is terminated. */
const GRACE_MS = 400;

/** What each worker that runs jobs serves. */
interface JobApis {
  readonly parse: ParseJobs;
  readonly demo: DemoJobs;
  readonly study: StudyJobs;
  readonly score: ScoreJobs;
  readonly table: TableJobs;
  readonly step: StepJobs;
  readonly wrangle: WrangleJobs;
  readonly storage: StorageJobs;
}
export type JobWorker = keyof JobApis;
/** A call of a job worker. */
export type JobCall<Name extends JobWorker, Result> = (
  api: Remote<JobApis[Name]>,
  port: JobPort,
) => Promise<Result>;

interface Running {
  readonly flag: Int32Array;
  end(reason: LeadbenchError): void;
}

function sharedFlag(): Int32Array {
  return new Int32Array(canShare() ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
}

/** A job's worker and its kernel threads, which begin and end together. */
class Crew<Api> implements Running {
  readonly flag = sharedFlag();
  readonly #worker: WatchedWorker<Api>;
  readonly #threads: readonly WatchedWorker<KernelThread>[];

  constructor(launch: Launch, name: JobWorker, threads: number) {
    this.#worker = new WatchedWorker<Api>(launch(name));
    // The job waits for its threads without a look at its messages, so their loss is seen from here.
    const onLost = (): void => {
      this.end(new LeadbenchError('WORKER_LOST'));
    };
    this.#threads = Array.from(
      { length: canShare() ? threads - 1 : 0 },
      () => new WatchedWorker<KernelThread>(launch('kernel'), { onLost }),
    );
  }

  run<Result>(call: (api: Remote<Api>, port: JobPort) => Promise<Result>): Promise<Result> {
    const lines = this.#threads.map((thread, i) => {
      const { port1, port2 } = new MessageChannel();
      thread.ask((api) => api.serve(transfer(port1, [port1]), i + 1)).catch(() => undefined);
      return port2;
    });
    const port = transfer({ flag: this.flag, threads: lines }, lines);
    return this.#worker.ask((api) => call(api, port));
  }

  end(reason: LeadbenchError): void {
    this.#worker.end(reason);
    for (const thread of this.#threads) thread.end(reason);
  }
}

/** Runs each job in workers of its own, which end with the job, and cancels by job id. */
export class Jobs {
  readonly #launch: Launch;
  readonly #running = new Map<JobId, Running>();
  /** Cancelled while no worker of theirs ran: a job of several steps is between two. */
  readonly #cancelled = new Set<JobId>();

  constructor(launch: Launch) {
    this.#launch = launch;
  }

  /**
   * Launches the worker and `threads` - 1 kernel threads beside it, hands `call` the worker's remote
   * API, and terminates them all when `call` is done, failed or cancelled. A thread that dies fails
   * the job with WORKER_LOST; a job cancelled before it came to this step fails with CANCELLED.
   */
  async run<Name extends JobWorker, Result>(
    job: JobId,
    name: Name,
    call: JobCall<Name, Result>,
    threads = 1,
  ): Promise<Result> {
    if (this.#cancelled.delete(job)) throw new LeadbenchError('CANCELLED');
    const crew = new Crew<JobApis[Name]>(this.#launch, name, threads);
    this.#running.set(job, crew);
    try {
      return await crew.run(call);
    } finally {
      this.#running.delete(job);
      crew.end(new LeadbenchError('CANCELLED'));
    }
  }

  /** Asks a job to stop, at once or at its next step; finished jobs are left alone. */
  cancel(job: JobId): void {
    const running = this.#running.get(job);
    if (!running) {
      this.#cancelled.add(job);
      return;
    }
    Atomics.store(running.flag, 0, 1);
    setTimeout(() => {
      running.end(new LeadbenchError('CANCELLED'));
    }, GRACE_MS);
  }
}

/** Passes progress on to the page's callback, which lives behind another port. */
export function relay(onProgress: OnProgress): (progress: Progress) => void {
  return proxy((progress: Progress) => {
    onProgress(progress);
  });
}
