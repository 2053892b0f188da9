const KEPT_URLS = 50;

interface Saved {
  served: number;
  refused: number;
  refusedUrls: string[];
}

/**
 * Counts answers. A browser ends an idle service worker after seconds, so the counts are kept in
 * the device's cache storage, under a name of their own a build.
 */
export class Tally {
  readonly #name: string;
  readonly #key: string;
  #keeps = true;
  #loading: Promise<Saved> | null = null;
  #saving: Promise<void> | null = null;

  constructor(scope: string, build: string) {
    this.#name = `leadbench-counts ${scope}`;
    this.#key = new URL(`${build}.json`, scope).href;
  }

  async addServed(): Promise<void> {
    (await this.#load()).served++;
    await this.#save();
  }

  async addRefused(url: string): Promise<void> {
    const counts = await this.#load();
    counts.refused++;
    counts.refusedUrls = [...counts.refusedUrls, url].slice(-KEPT_URLS);
    await this.#save();
  }

  async read(): Promise<Readonly<Saved>> {
    return { ...(await this.#load()) };
  }

  /** Removes the counts; from now on they last as long as this worker. */
  async forget(): Promise<void> {
    await this.#load();
    this.#keeps = false;
    await this.#saving;
    await caches.delete(this.#name);
  }

  /** Removes the counts of other builds. */
  async dropOthers(): Promise<void> {
    const cache = await caches.open(this.#name);
    const others = (await cache.keys()).filter((request) => request.url !== this.#key);
    await Promise.all(others.map((request) => cache.delete(request)));
  }

  #load(): Promise<Saved> {
    this.#loading ??= this.#stored();
    return this.#loading;
  }

  async #stored(): Promise<Saved> {
    const cache = await caches.open(this.#name);
    const found = await cache.match(this.#key);
    const empty: Saved = { served: 0, refused: 0, refusedUrls: [] };
    return found === undefined ? empty : ((await found.json()) as Saved);
  }

  /** One write at a time; what is counted meanwhile goes with the next. */
  async #save(): Promise<void> {
    const before = this.#saving;
    if (before !== null) await before;
    this.#saving ??= this.#write().finally(() => (this.#saving = null));
    await this.#saving;
  }

  async #write(): Promise<void> {
    const counts = await this.#load();
    if (!this.#keeps) return;
    const cache = await caches.open(this.#name);
    await cache.put(this.#key, new Response(JSON.stringify(counts))).catch(() => undefined);
  }
}
