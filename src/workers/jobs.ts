import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { LeadbenchError } from '../util/errors';
import type { Progress } from '../util/progress';
import type { JobPort } from './job';
import type { JobId, OnProgress } from './protocol';

/** A cancelled job gets this long to end by itself before its worker is terminated. */
const GRACE_MS = 400;

interface Running {
  readonly flag: Int32Array;
  readonly stop: (reason: LeadbenchError) => void;
}

function sharedFlag(): Int32Array {
  const shared = typeof SharedArrayBuffer === 'function' && self.crossOriginIsolated;
  return new Int32Array(shared ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
}

/** Runs each job in a worker of its own, which ends with the job, and cancels by job id. */
export class Jobs {
  readonly #running = new Map<JobId, Running>();
  /** Cancelled while no worker of theirs ran: a job of several steps is between two. */
  readonly #cancelled = new Set<JobId>();

  /**
   * Creates the worker, hands `call` its remote API, and terminates it when `call` is done, failed or
   * cancelled. A worker that dies fails the job with WORKER_LOST; a job cancelled before it came to
   * this step fails with CANCELLED.
   */
  async run<Api, Result>(
    job: JobId,
    create: () => Worker,
    call: (api: Remote<Api>, port: JobPort) => Promise<Result>,
  ): Promise<Result> {
    if (this.#cancelled.delete(job)) throw new LeadbenchError('CANCELLED');
    const worker = create();
    const flag = sharedFlag();
    const api = wrap<Api>(worker);
    try {
      return await new Promise<Result>((resolve, reject) => {
        this.#running.set(job, { flag, stop: reject });
        worker.addEventListener('error', (event) => {
          // Unhandled, it would go on to the page as a fault of the engine worker, tables and all.
          event.preventDefault();
          reject(new LeadbenchError('WORKER_LOST'));
        });
        worker.addEventListener('messageerror', () => {
          reject(new LeadbenchError('WORKER_LOST'));
        });
        call(api, { flag }).then(resolve, reject);
      });
    } finally {
      this.#running.delete(job);
      api[releaseProxy]();
      worker.terminate();
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
      running.stop(new LeadbenchError('CANCELLED'));
    }, GRACE_MS);
  }
}

/** Passes progress on to the page's callback, which lives behind another port. */
export function relay(onProgress: OnProgress): (progress: Progress) => void {
  return proxy((progress: Progress) => {
    onProgress(progress);
  });
}
