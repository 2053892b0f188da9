/** How long a tab that was just reloaded may hold the lock still. */
const PATIENCE_MS = 1000;
/** How often a reading tab looks whether the writing one is still there, and how often it must not be. */
const LOOK_MS = 700;
const LOOKS = 2;

/** The one tab that writes, by a Web Lock of the page's folder. Where there are none, every tab is alone. */
export class WriterLock {
  readonly #name: string;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(folder: string) {
    this.#name = `${folder} writer`;
  }

  /** Takes the lock for the life of this worker; false where another tab has it and keeps it. */
  async take(): Promise<boolean> {
    if (!('locks' in navigator)) return true;
    clearInterval(this.#watch);
    const patience = new AbortController();
    const timer = setTimeout(() => {
      patience.abort();
    }, PATIENCE_MS);
    return new Promise((resolve) => {
      navigator.locks
        .request(this.#name, { signal: patience.signal }, () => {
          clearTimeout(timer);
          resolve(true);
          return new Promise(() => undefined);
        })
        .catch(() => {
          resolve(false);
        });
    });
  }

  /** Calls `tell` whenever the other tab comes or goes. It does not queue: a reloading tab gets the lock back. */
  watch(tell: (isFree: boolean) => void): void {
    let free = 0;
    this.#watch = setInterval(() => {
      void navigator.locks.query().then(({ held }) => {
        const isHeld = held?.some(({ name }) => name === this.#name) === true;
        if (isHeld && free >= LOOKS) tell(false);
        free = isHeld ? 0 : free + 1;
        if (free === LOOKS) tell(true);
      });
    }, LOOK_MS);
  }
}

/** Runs `work` while no other worker of this folder runs any; one that died holds nothing. */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  const result = await navigator.locks.request(`${folder} files`, work);
  return result;
}
