/** What every worker of ours answers beside its own work. */
export interface Living {
  /**
   * Holds a Web Lock of this name until the thread ends, whatever ends it: the browser then lets the
   * lock go, and who waits for it knows. False where there are no locks.
   */
  live(name: string): Promise<boolean>;
}

/** This thread's `live`. */
export function live(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    const forever = (): Promise<never> => {
      resolve(true);
      return new Promise(() => undefined);
    };
    navigator.locks.request(name, forever).catch(reject);
  });
}

/** Calls `ended` once the thread that holds the lock is gone; returns what stops the waiting. */
export function watchLife(name: string, ended: () => void): () => void {
  const abort = new AbortController();
  navigator.locks
    .request(name, { signal: abort.signal }, ended)
    // Only the abort refuses the request.
    .catch(() => undefined);
  return () => {
    abort.abort();
  };
}

/** A name that no other thread of this origin uses, in any tab. */
export function lifeName(): string {
  return `leadbench life ${crypto.getRandomValues(new BigUint64Array(2)).join('-')}`;
}
