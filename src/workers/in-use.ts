import { canShare } from './can-share';

/** The page counts as in use for so long after the last touch. */
const REST_MS = 400;
/** The thread that runs a job goes on after so long, whatever the page does, so that every job ends. */
const LONGEST_REST_MS = 400;
/** The page draws, paints and answers on these. */
const PAGE_CORES = 2;
const ALL = 0x7fffffff;

/** A word that every worker may read; plain memory where nothing is shared. */
function makeWord(): Int32Array {
  return new Int32Array(canShare() ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
}

/** How many threads of a job may work now: all, or while the page is in use those it can spare. */
export const working = makeWord().fill(ALL);

let atRest: ReturnType<typeof setTimeout> | undefined;

/** The page was touched: for a moment the threads of jobs leave two cores to it. */
export function giveWay(): void {
  clearTimeout(atRest);
  Atomics.store(working, 0, Math.max(0, (navigator.hardwareConcurrency || 1) - PAGE_CORES));
  atRest = setTimeout(() => {
    Atomics.store(working, 0, ALL);
    Atomics.notify(working, 0);
  }, REST_MS);
}

/**
 * Waits for a moment while the page is in use and cannot spare the thread at `place` of its job, 0 being
 * the one that runs the job; false where it still cannot. Not for the page's own thread.
 */
export function restWhileInUse(word: Int32Array, place: number): boolean {
  const allowed = Atomics.load(word, 0);
  if (place < allowed || !canShare()) return true;
  Atomics.wait(word, 0, allowed, LONGEST_REST_MS);
  return place < Atomics.load(word, 0);
}
