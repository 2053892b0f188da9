/*
 * Shards on several threads. One block of shared 32-bit words, `control`, is all that the threads
 * speak through:
 *
 *   0  work     generation << 16 | shards that nobody has taken yet
 *   1  done     shards finished since the generation began
 *   2  stop     1 = helpers return to their event loop
 *   3  failed   shards that threw
 *   8  shards, SHARD_WORDS words each: index into SHARDED, then arguments
 *
 * A shard is taken by lowering `work` by one with compare-exchange, so it is taken once, whichever
 * generation the taker believed in. The thread that hands out takes shards too and waits only for
 * what others took: a helper that never comes costs speed and nothing else.
 */

const WORK = 0;
const DONE = 1;
const STOP = 2;
const FAILED = 3;
const SHARDS = 8;
const SHARD_WORDS = 10;
const COUNT_MASK = 0xffff;
/** Looks at a word before a thread sleeps. */
const LOOKS = 4000;

/** The most shards of one run. */
export const MAX_SHARDS = 1024;

/** Kernels that return nothing and may run in shards; what all shards come to must not depend on their order. */
const SHARDED = [
  'sortPresent',
  'binRows',
  'predictRows',
  'sumBlocks',
  'partBlocks',
  'scanColumns',
  'addTree',
  'drawRows',
  'sumLogLoss',
  'growForestTree',
  'columnMoments',
  'standardiseColumn',
  'logisticLoss',
  'logisticInformation',
  'predictCoded',
  'walkTrees',
  'explainCoded',
  'splitRecords',
  'fillColumns',
  'readNumbers',
  'readDates',
] as const;

/** A kernel that may run in shards. */
export type ShardedKernel = (typeof SHARDED)[number];

/** One call of such a kernel. */
export type Shard = readonly [kernel: ShardedKernel, ...args: number[]];

/** The sharded kernels by name, whatever their arguments. */
export type Sharded = Readonly<Record<ShardedKernel, (...args: number[]) => void>>;

/** Waits for a moment while others need the cores more; false where they still do after it. */
export type Rest = () => boolean;

const NO_REST: Rest = () => true;

/** What a helper thread needs to take part; every field can be posted to it. */
export interface SharedWork {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
}

/** The threads a job may use. Workers and engine provide it; nothing else creates a thread. */
export interface Parallel {
  /** How many run shards at a time, the caller's own thread among them; 1 where there is no other. */
  readonly threads: number;
  /** Called by the caller's own thread between shards. */
  readonly rest: Rest;
  /** Calls the helpers to work, which they do until the team is closed. Does not wait for them. */
  join(work: SharedWork): void;
}

/** The caller's thread alone. */
export const ONE_THREAD: Parallel = { threads: 1, rest: NO_REST, join: () => undefined };

/** Looks for a moment, some 20 microseconds, whether a word changes: waking a thread takes longer. */
function changes(control: Int32Array, word: number, value: number): boolean {
  for (let look = 0; look < LOOKS; look++) {
    if (Atomics.load(control, word) !== value) return true;
  }
  return false;
}

/** Takes one shard and runs it; false where none is left. */
function takeShard(control: Int32Array, exports: Sharded): boolean {
  const work = Atomics.load(control, WORK);
  const left = work & COUNT_MASK;
  if (left === 0) return false;
  if (Atomics.compareExchange(control, WORK, work, work - 1) !== work) return true;
  const from = SHARDS + (left - 1) * SHARD_WORDS;
  const [kernel, ...args] = control.subarray(from, from + SHARD_WORDS);
  try {
    exports[SHARDED[kernel]](...args);
  } catch {
    Atomics.add(control, FAILED, 1);
  }
  Atomics.add(control, DONE, 1);
  Atomics.notify(control, DONE);
  return true;
}

/**
 * A helper's whole work: takes shards until the team is closed, and none while `rest` says that others
 * need the core. Blocks the thread it runs on.
 */
export function serveShards({ module, memory, control }: SharedWork, rest: Rest = NO_REST): void {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const exports = instance.exports as unknown as Sharded;
  let generation = 0;
  while (Atomics.load(control, STOP) === 0) {
    const work = Atomics.load(control, WORK);
    if ((work & COUNT_MASK) === 0) {
      if (!changes(control, WORK, work)) Atomics.wait(control, WORK, work);
      continue;
    }
    // The thread that hands out may have let the memory grow, of which this one has not always heard.
    if (work >>> 16 !== generation) memory.grow(0);
    generation = work >>> 16;
    if (rest()) takeShard(control, exports);
  }
}

/** The helpers of one memory, and the thread that made it at their head. */
export class ShardTeam {
  readonly #control: Int32Array | null = null;
  readonly #exports: Sharded;
  readonly #rest: Rest;
  readonly threads: number;
  #generation = 0;
  #started: readonly Shard[] = [];

  /** Calls the helpers of `parallel` to work on `memory`, of which `exports` are this thread's. */
  constructor(
    parallel: Parallel,
    work: Omit<SharedWork, 'control'> & { readonly exports: Sharded },
  ) {
    this.#exports = work.exports;
    this.#rest = parallel.rest;
    this.threads = parallel.threads;
    if (parallel.threads < 2) return;
    const words = SHARDS + MAX_SHARDS * SHARD_WORDS;
    this.#control = new Int32Array(new SharedArrayBuffer(4 * words));
    parallel.join({ module: work.module, memory: work.memory, control: this.#control });
  }

  /**
   * Runs the shards, the last ones first, on all threads, and returns when all are done; at most
   * MAX_SHARDS. Fails with an Error where a shard trapped.
   */
  run(shards: readonly Shard[]): void {
    if (this.#control === null || shards.length > 1) {
      this.start(shards);
      return this.join();
    }
    this.#rest();
    for (const [kernel, ...args] of shards) this.#exports[kernel](...args);
  }

  /**
   * Hands the shards to the helpers, and the caller goes on with something else; `join` before the next
   * ones. Where there are no helpers they run in `join`.
   */
  start(shards: readonly Shard[]): void {
    if (shards.length > MAX_SHARDS) throw new Error('too many shards');
    if (this.#started.length > 0) throw new Error('shards are still at work');
    this.#started = shards;
    if (this.#control !== null && shards.length > 0) this.#handOut(this.#control, shards);
  }

  /** Takes part until all shards that were started are done. Fails with an Error where one trapped. */
  join(): void {
    const control = this.#control;
    const shards = this.#started;
    this.#started = [];
    if (shards.length === 0) return;
    if (control === null) {
      this.#rest();
      for (const [kernel, ...args] of shards) this.#exports[kernel](...args);
      return;
    }
    do this.#rest();
    while (takeShard(control, this.#exports));
    for (let done = control[DONE]; done < shards.length; done = Atomics.load(control, DONE)) {
      if (!changes(control, DONE, done)) Atomics.wait(control, DONE, done);
    }
    if (Atomics.load(control, FAILED) > 0) throw new Error('a kernel failed in a thread');
  }

  /** Sends the helpers home; the memory is free once nothing else holds it. */
  close(): void {
    if (this.#control === null) return;
    Atomics.store(this.#control, STOP, 1);
    this.#announce(this.#control, 0);
  }

  #handOut(control: Int32Array, shards: readonly Shard[]): void {
    shards.forEach(([kernel, ...args], i) => {
      const at = SHARDS + i * SHARD_WORDS;
      control[at] = SHARDED.indexOf(kernel);
      control.set(args, at + 1);
    });
    Atomics.store(control, DONE, 0);
    this.#announce(control, shards.length);
  }

  #announce(control: Int32Array, shards: number): void {
    this.#generation = (this.#generation + 1) & COUNT_MASK;
    Atomics.store(control, WORK, (this.#generation << 16) | shards);
    Atomics.notify(control, WORK);
  }
}

/** Borders that part `count` things evenly: `parts + 1` ascending numbers from 0 to `count`. */
export function evenBorders(count: number, parts: number): number[] {
  return Array.from({ length: parts + 1 }, (_, i) => Math.floor((count * i) / parts));
}
