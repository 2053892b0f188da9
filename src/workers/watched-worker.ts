import { releaseProxy, wrap, type Remote } from 'comlink';
import { LeadbenchError } from '../util/errors';
import type { Launched } from './launch';
import { lifeName, watchLife, type Living } from './life';

/** A worker that has not said a word after this long did not start. */
const START_WAIT_MS = 20_000;

export interface WatchOptions {
  /** Called once, when the worker is found dead; not when it was ended. */
  readonly onLost?: () => void;
  /**
   * An error that nobody caught does not end a worker. True: such a worker goes on, as one that keeps
   * tables must. False: it counts as lost, since the call that failed will not be answered.
   */
  readonly survivesErrors?: boolean;
}

/**
 * A worker and its API, never silent: a call ends with its answer, or with WORKER_LOST where the
 * worker dies, does not start or is ended first.
 */
export class WatchedWorker<Api> {
  readonly #worker: Launched;
  readonly #api: Remote<Api & Living>;
  readonly #started: Promise<void>;
  readonly #options: WatchOptions;
  readonly #lost: Promise<never>;
  #lose: (error: LeadbenchError) => void = () => undefined;
  #stopWatching: () => void = () => undefined;
  #ended = false;

  constructor(worker: Launched, options: WatchOptions = {}) {
    this.#worker = worker;
    this.#options = options;
    this.#api = wrap<Api & Living>(worker.line);
    this.#lost = new Promise<never>((_, reject) => {
      this.#lose = reject;
    });
    this.#lost.catch(() => undefined);
    this.#listen();
    this.#started = this.#start();
    this.#started.catch(() => undefined);
  }

  /** An answer of the worker. Fails with what the worker throws, or WORKER_LOST. */
  ask<T>(call: (api: Remote<Api>) => Promise<T>): Promise<T> {
    const answer = this.#started.then(() => call(this.#api as unknown as Remote<Api>));
    return Promise.race([answer, this.#lost]);
  }

  /** Ends the worker at once; calls under way fail with `reason`. */
  end(reason: LeadbenchError = new LeadbenchError('WORKER_LOST')): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopWatching();
    this.#lose(reason);
    this.#api[releaseProxy]();
    this.#worker.terminate();
  }

  #die(): void {
    if (this.#ended) return;
    this.end();
    this.#options.onLost?.();
  }

  #listen(): void {
    this.#worker.onError((isThrown) => {
      if (!isThrown || this.#options.survivesErrors !== true) this.#die();
    });
    this.#worker.line.addEventListener('messageerror', () => {
      this.#die();
    });
  }

  async #start(): Promise<void> {
    const name = lifeName();
    const waiting = setTimeout(() => {
      this.#die();
    }, START_WAIT_MS);
    try {
      const hasLock = await Promise.race([this.#api.live(name), this.#lost]);
      if (hasLock && !this.#ended) {
        this.#stopWatching = watchLife(name, () => {
          this.#die();
        });
      }
    } finally {
      clearTimeout(waiting);
    }
  }
}
