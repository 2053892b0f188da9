import { working } from './in-use';

/** Every worker of the page. Options stand in each call as a literal, which the build asks for. */
const WORKERS = {
  engine: () =>
    new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
  kernel: () => new Worker(new URL('./kernel.worker.ts', import.meta.url), { type: 'module' }),
  parse: () => new Worker(new URL('./parse.worker.ts', import.meta.url), { type: 'module' }),
  demo: () => new Worker(new URL('./demo.worker.ts', import.meta.url), { type: 'module' }),
  study: () => new Worker(new URL('./study.worker.ts', import.meta.url), { type: 'module' }),
  score: () => new Worker(new URL('./score.worker.ts', import.meta.url), { type: 'module' }),
  step: () => new Worker(new URL('./step.worker.ts', import.meta.url), { type: 'module' }),
  table: () => new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' }),
  wrangle: () => new Worker(new URL('./wrangle.worker.ts', import.meta.url), { type: 'module' }),
  storage: () => new Worker(new URL('./storage.worker.ts', import.meta.url), { type: 'module' }),
} as const;
export type WorkerName = keyof typeof WORKERS;

/** A worker under way, wherever its `Worker` object is. */
export interface Launched {
  /** Where it serves its API. */
  readonly line: MessagePort;
  /** Tells of errors that nobody caught there; `isThrown` is false where its file did not load. */
  onError(listener: (isThrown: boolean) => void): void;
  terminate(): void;
}

/** What the engine worker asks of the page: to launch a worker, or to terminate one. */
export type Wish =
  | { readonly id: number; readonly name: WorkerName; readonly line: MessagePort }
  | { readonly end: number };

/** What the page tells the engine worker of a worker it asked for. */
export interface WorkerError {
  readonly id: number;
  readonly isThrown: boolean;
}

function begin(name: WorkerName, lines: MessagePort[]): Worker {
  const worker = WORKERS[name]();
  worker.postMessage(working, lines);
  return worker;
}

function listen(worker: Worker, listener: (isThrown: boolean) => void): void {
  worker.addEventListener('error', (event) => {
    // It is told to who uses the worker, and is no fault of the page.
    event.preventDefault();
    listener(event instanceof ErrorEvent);
  });
}

/**
 * Launches the engine worker, and for it the others, which end with it. It does not launch them itself:
 * in Firefox a worker that creates one while another of its own is ending may stand still for ever.
 */
export function launchEngine(): Launched {
  const api = new MessageChannel();
  const wishes = new MessageChannel();
  const engine = begin('engine', [api.port2, wishes.port2]);
  const others = new Map<number, Worker>();
  const end = (id: number): void => {
    others.get(id)?.terminate();
    others.delete(id);
  };
  const tell = (error: WorkerError): void => {
    wishes.port1.postMessage(error);
  };
  wishes.port1.onmessage = ({ data }: MessageEvent<Wish>) => {
    if ('end' in data) {
      end(data.end);
      return;
    }
    const { id, name, line } = data;
    const worker = begin(name, [line]);
    others.set(id, worker);
    listen(worker, (isThrown) => {
      tell({ id, isThrown });
    });
  };
  return {
    line: api.port1,
    onError: (listener) => {
      listen(engine, listener);
    },
    terminate: () => {
      wishes.port1.close();
      engine.terminate();
      for (const id of others.keys()) end(id);
    },
  };
}
