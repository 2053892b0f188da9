import type { Progress } from '../../util/progress';
import type { OnProgress } from '../../workers/protocol';
import type { Label } from '../logic/label';
import { goesOn, paceOf, type Pace } from '../logic/task-rate';
import { device } from './device.svelte';
import type { Job } from './engine';
import { notices } from './notices.svelte';
import { problems, toCoded } from './problems.svelte';

interface Running {
  readonly label: Label;
  readonly kind: string;
  readonly job: Job<unknown>;
}

interface Ended {
  readonly label: Label;
  readonly how: 'finished' | 'stopped' | 'failed';
  readonly seconds: number;
  /** Threads it was given; null for a kind of run of which it is not known. */
  readonly threads: number | null;
}

/** Long work, one at a time: what runs, how far it is, and how the last run ended. */
class Tasks {
  #running = $state.raw<Running | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #countSeconds = $state(0);
  #stopping = $state(false);
  #last = $state.raw<Ended | null>(null);
  #countStart = 0;
  #countFrom = 0;

  get running(): Running | null {
    return this.#running;
  }

  get busy(): boolean {
    return this.#running !== null;
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  get pace(): Pace | null {
    return this.#progress && paceOf(this.#progress, this.#countSeconds, this.#countFrom);
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  get last(): Ended | null {
    return this.#last;
  }

  /** Whether a run of this kind is going on. */
  is(kind: string): boolean {
    return this.#running?.kind === kind;
  }

  /**
   * Runs a job to its end and gives its result, or null where it was stopped, failed or another run
   * is going on. A failure is reported to `problems`.
   */
  async run<T>(
    kind: string,
    label: Label,
    start: (onProgress: OnProgress) => Job<T>,
  ): Promise<T | null> {
    if (this.#running) return null;
    problems.clear();
    notices.clear();
    const began = performance.now();
    this.#countStart = began;
    this.#countFrom = 0;
    const job = start((progress) => this.#note(progress));
    this.#running = { label, kind, job };
    const threads = kind === 'train' ? device.usableThreads : null;
    let how: Ended['how'] = 'finished';
    try {
      return await job.done;
    } catch (error) {
      how = toCoded(error).code === 'CANCELLED' ? 'stopped' : 'failed';
      if (how === 'failed') problems.report(error);
      return null;
    } finally {
      const seconds = (performance.now() - began) / 1000;
      this.#last = { label, how, seconds, threads };
      this.#running = null;
      this.#progress = null;
      this.#stopping = false;
    }
  }

  cancel(): void {
    this.#stopping = true;
    this.#running?.job.cancel();
  }

  #note(progress: Progress): void {
    const now = performance.now();
    if (this.#progress !== null && !goesOn(this.#progress, progress)) {
      this.#countStart = now;
      this.#countFrom = progress.done;
    }
    this.#countSeconds = (now - this.#countStart) / 1000;
    this.#progress = progress;
  }
}

export const tasks = new Tasks();
