import { canShare } from './can-share';

/** The page counts as in use for so long after the last touch. */
const REST_MS = 400;

/** A word that every worker may read: 1 while the page is in use; plain memory where nothing is shared. */
export const inUse = new Int32Array(canShare() ? new SharedArrayBuffer(4) : new ArrayBuffer(4));

let rest: ReturnType<typeof setTimeout> | undefined;

/** The page was touched: for a moment the kernel threads leave the cores to it. */
export function giveWay(): void {
  clearTimeout(rest);
  Atomics.store(inUse, 0, 1);
  rest = setTimeout(() => {
    Atomics.store(inUse, 0, 0);
    Atomics.notify(inUse, 0);
  }, REST_MS);
}
