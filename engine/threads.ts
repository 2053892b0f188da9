import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ONE_THREAD, type Parallel } from '../src/kernels/parallel';
import { LeadbenchError } from '../src/util/errors';
import type { Args } from './args';

/** The most threads a job is given. */
const MAX_THREADS = 64;

/** Threads of this process; `close` ends them. */
export interface Threads extends Parallel {
  close(): void;
}

/** Stands beside the bundle. */
const SCRIPT = new URL('./kernel.worker.js', import.meta.url);

/**
 * Starts `threads` - 1 kernel threads, the caller's own being the first. They start while the caller
 * goes on, and take part from when they are there; they do not keep the process alive.
 */
export function openThreads(threads: number, script: URL = SCRIPT): Threads {
  if (threads < 2) return { ...ONE_THREAD, close: () => undefined };
  const workers = Array.from({ length: threads - 1 }, () => {
    const worker = new Worker(script);
    worker.unref();
    return worker;
  });
  return {
    ...ONE_THREAD,
    threads,
    join: (work) => {
      for (const worker of workers) worker.postMessage(work);
    },
    close: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** `--threads`, or as many as this machine runs at a time. Throws OPTION_VALUE. */
export function readThreads(args: Args): number {
  const threads = args.number('threads', Math.min(MAX_THREADS, availableParallelism()));
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new LeadbenchError('OPTION_VALUE', { option: '--threads', value: String(threads) });
  }
  return threads;
}
