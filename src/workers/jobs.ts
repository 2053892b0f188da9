import { proxy, transfer, type Remote } from 'comlink';
import { LeadbenchError } from '../util/errors';
import type { Progress } from '../util/progress';
import type { JobPort } from './job';
import type { KernelThread } from './kernel.worker';
import type { JobId, OnProgress } from './protocol';
import { WatchedWorker } from './watched-worker';

/** A cancelled job gets this long to end by itself before its worker is terminated. */
const GRACE_MS = 400;

const kernelWorker = (): Worker =>
  new Worker(new URL('./kernel.worker.ts', import.meta.url), { type: 'module' });

interface Running {
  readonly flag: Int32Array;
  end(reason: LeadbenchError): void;
}

/** Whether threads can share memory here. */
export function canShare(): boolean {
  return typeof SharedArrayBuffer === 'function' && self.crossOriginIsolated;
}

function sharedFlag(): Int32Array {
  return new Int32Array(canShare() ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
}

/** A job's worker and its kernel threads, which begin and end together. */
class Crew<Api> implements Running {
  readonly flag = sharedFlag();
  readonly #worker: WatchedWorker<Api>;
  readonly #threads: readonly WatchedWorker<KernelThread>[];

  constructor(create: () => Worker, threads: number) {
    this.#worker = new WatchedWorker<Api>(create());
    // The job waits for its threads without a look at its messages, so their loss is seen from here.
    const onLost = (): void => {
      this.end(new LeadbenchError('WORKER_LOST'));
    };
    this.#threads = Array.from(
      { length: canShare() ? threads - 1 : 0 },
      () => new WatchedWorker<KernelThread>(kernelWorker(), { onLost }),
    );
  }

  run<Result>(call: (api: Remote<Api>, port: JobPort) => Promise<Result>): Promise<Result> {
    const lines = this.#threads.map((thread) => {
      const { port1, port2 } = new MessageChannel();
      thread.ask((api) => api.serve(transfer(port1, [port1]))).catch(() => undefined);
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
  readonly #running = new Map<JobId, Running>();
  /** Cancelled while no worker of theirs ran: a job of several steps is between two. */
  readonly #cancelled = new Set<JobId>();

  /**
   * Creates the worker and `threads` - 1 kernel threads beside it, hands `call` the worker's remote
   * API, and terminates them all when `call` is done, failed or cancelled. A thread that dies fails
   * the job with WORKER_LOST; a job cancelled before it came to this step fails with CANCELLED.
   */
  async run<Api, Result>(
    job: JobId,
    create: () => Worker,
    call: (api: Remote<Api>, port: JobPort) => Promise<Result>,
    threads = 1,
  ): Promise<Result> {
    if (this.#cancelled.delete(job)) throw new LeadbenchError('CANCELLED');
    const crew = new Crew<Api>(create, threads);
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
