import { LeadbenchError } from '../../util/errors';
import type { KeptCopy, StorageOptions, StorageReport, StorageState } from '../protocol';
import { Jobs, type JobCall } from '../jobs';
import type { Launch } from '../launch-by-page';
import { PARTS, ROW_PARTS, type Expiry, type PartName } from './catalog';
import { folderName } from './opfs';
import type { Parts } from './parts';
import type { Change, Loaded } from './store';
import { WriterLock } from './writer-lock';

/** Changes that come within this time are saved together. */
const SETTLE_MS = 250;
/** A save that failed for another reason than room is tried so often. */
const TRIES = 3;

/** Milliseconds since 1970, for the age of what is kept; nothing computed depends on it. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

/** What the browser says of the whole origin; nothing where it has no such storage. */
async function readEstimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}

function codeOf(error: unknown): string {
  return error instanceof LeadbenchError ? error.code : '';
}

function holdsRows(part: PartName): boolean {
  return ROW_PARTS.some((name) => name === part);
}

/**
 * The engine worker's hand on the device's storage: who may write, what is not saved yet, and when it
 * is. All reading and writing is done by a worker of its own, so an answer never waits for it.
 */
export class Keeper {
  readonly #jobs: Jobs;
  readonly #holdings: () => Parts;
  #base = '';
  #days = 0;
  #lock: WriterLock | null = null;
  #tell: (state: StorageState) => void = () => undefined;
  #state: StorageState = {
    mode: 'writer',
    kept: 'unavailable',
    savedAt: null,
    saving: false,
    damaged: null,
  };
  /** The copy of what is open; null while it has none. */
  #id: number | null = null;
  /** Counts what was open one after the other, so that a save knows whether it is still of it. */
  #epoch = 0;
  readonly #dirty = new Set<PartName>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving: Promise<void> | null = null;

  constructor(launch: Launch, holdings: () => Parts) {
    this.#jobs = new Jobs(launch);
    this.#holdings = holdings;
  }

  /** Finds out whether this tab may write and gives back what was open; null where nothing was. */
  async start(options: StorageOptions, tell: (state: StorageState) => void): Promise<Parts | null> {
    this.#base = options.base;
    this.#days = options.days;
    this.#tell = tell;
    this.#lock = new WriterLock(folderName(options.base));
    const isWriter = await this.#lock.take();
    if (!isWriter) this.#watch(this.#lock);
    this.#set({ mode: isWriter ? 'writer' : 'reader' });
    return options.restore ? this.#restore(isWriter) : this.#tryStorage();
  }

  /** Throws READ_ONLY where another tab writes. */
  assertWriter(): void {
    if (this.#state.mode !== 'writer') throw new LeadbenchError('READ_ONLY');
  }

  /** Another data set is open from now on; the one before stays as it was saved. */
  begin(): void {
    this.#leave();
    this.touch(...PARTS);
  }

  /** These parts changed. */
  touch(...parts: readonly PartName[]): void {
    const { mode, kept } = this.#state;
    if (mode !== 'writer' || kept === 'unavailable' || kept === 'newer') return;
    for (const part of parts) this.#dirty.add(part);
    this.#set({ saving: true });
    this.#timer ??= setTimeout(() => void this.flush(), SETTLE_MS);
  }

  /** Saves what is not saved yet. Never fails: what cannot be kept is said in the state. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#saving) await this.#saving;
    if (this.#dirty.size === 0) return;
    this.#saving = this.#saveDirty().finally(() => {
      this.#saving = null;
    });
    await this.#saving;
    if (this.#dirty.size === 0) this.#set({ saving: false });
  }

  /** What is open is given up: its copy is removed. */
  async close(): Promise<void> {
    const id = this.#id;
    this.#leave();
    await this.#saving;
    if (id !== null) await this.remove(id);
    this.#set({ savedAt: null, saving: false });
  }

  isOpen(id: number): boolean {
    return id === this.#id;
  }

  /** Removes a copy that is not open. */
  async remove(id: number): Promise<void> {
    await this.#run((api) => api.remove(this.#base, id));
  }

  /** Reads a copy, which is the open one from now on. Throws COPY_DAMAGED {name}; it is not listed then. */
  async open(id: number): Promise<Parts> {
    await this.flush();
    const loaded = await this.#load(id);
    if (!loaded.copy) {
      await this.#run((api) => api.settle(this.#base, loaded.catalog));
      throw new LeadbenchError(
        'COPY_DAMAGED',
        loaded.damaged === null ? {} : { name: loaded.damaged },
      );
    }
    this.#leave();
    this.#adopt(loaded);
    await this.#run((api) => api.settle(this.#base, loaded.catalog));
    return loaded.parts;
  }

  /** Keeps rows for so many days from now on; 0 removes those that are kept. */
  async keepFor(days: number): Promise<void> {
    this.#days = days;
    await this.flush();
    await this.#run((api) => api.expire(this.#base, this.#expiry()));
    if (this.#id !== null || this.#holdings().rows) this.touch(...PARTS);
  }

  /** Removes everything that is kept. */
  async forget(): Promise<void> {
    this.#leave();
    await this.#saving;
    await this.#run((api) => api.forget(this.#base));
    this.#set({ savedAt: null, saving: false });
  }

  async report(): Promise<StorageReport> {
    let copies: readonly KeptCopy[] = [];
    if (this.#state.kept !== 'unavailable') copies = await this.#run((api) => api.list(this.#base));
    const estimate = await readEstimate();
    return { copies, usage: estimate.usage ?? null, quota: estimate.quota ?? null };
  }

  /** Becomes the tab that writes and gives back what was saved last. Throws READ_ONLY. */
  async takeOver(): Promise<Parts | null> {
    if (!(await this.#lock?.take())) {
      if (this.#lock) this.#watch(this.#lock);
      throw new LeadbenchError('READ_ONLY');
    }
    this.#leave();
    const parts = await this.#restore(true);
    // Only now: until then nothing may be changed here.
    this.#set({ mode: 'writer' });
    return parts;
  }

  #watch(lock: WriterLock): void {
    lock.watch((isFree) => {
      this.#set({ mode: isFree ? 'free' : 'reader' });
    });
  }

  #leave(): void {
    this.#epoch++;
    this.#id = null;
    this.#dirty.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #adopt({ copy, damaged }: Loaded): void {
    this.#id = copy?.id ?? null;
    this.#set({ kept: 'kept', savedAt: copy?.savedAt ?? null, saving: false, damaged });
  }

  async #restore(isWriter: boolean): Promise<Parts | null> {
    try {
      const loaded = await this.#load(null);
      this.#adopt(loaded);
      if (isWriter) {
        const { catalog, damaged } = loaded;
        await this.#run((api) =>
          damaged === null
            ? api.expire(this.#base, this.#expiry())
            : api.settle(this.#base, catalog),
        );
      }
      return loaded.copy && loaded.parts;
    } catch (error) {
      this.#set({ kept: codeOf(error) === 'STORAGE_TOO_NEW' ? 'newer' : 'unavailable' });
      return null;
    }
  }

  /** Whether anything can be kept, where nothing is to be restored. */
  async #tryStorage(): Promise<null> {
    try {
      await this.#run((api) => api.list(this.#base));
      this.#set({ kept: 'kept' });
    } catch (error) {
      this.#set({ kept: codeOf(error) === 'STORAGE_TOO_NEW' ? 'newer' : 'unavailable' });
    }
    return null;
  }

  async #saveDirty(): Promise<void> {
    const epoch = this.#epoch;
    const names = [...this.#dirty];
    this.#dirty.clear();
    for (let tries = 1; ; tries++) {
      try {
        await this.#save(epoch, names, this.#days > 0);
        if (this.#epoch === epoch) this.#set({ kept: 'kept' });
        return;
      } catch (error) {
        if (codeOf(error) === 'STORAGE_FULL') return this.#saveWithoutRows(epoch);
        if (tries === TRIES) {
          this.#set({ kept: 'unavailable' });
          return;
        }
      }
    }
  }

  async #saveWithoutRows(epoch: number): Promise<void> {
    await this.#save(epoch, PARTS, false).catch(() => undefined);
    this.#set({ kept: 'full' });
  }

  async #save(epoch: number, names: readonly PartName[], keepsRows: boolean): Promise<void> {
    if (epoch !== this.#epoch) return;
    const all = this.#holdings();
    const keep = (part: PartName): boolean => keepsRows || !holdsRows(part);
    const parts: Partial<Parts> = Object.fromEntries(
      names.map((name) => [name, keep(name) ? all[name] : null]),
    );
    if (all.project === null && (all.rows === null || !keepsRows)) {
      if (this.#id !== null) await this.remove(this.#id);
      this.#id = null;
      return;
    }
    const savedAt = wallClock();
    const change: Change = {
      id: this.#id,
      name: all.rows?.summary.name ?? all.project?.name ?? '',
      rows: all.rows?.summary.rows ?? 0,
      demo: all.rows?.summary.demo ?? false,
      savedAt,
      parts,
    };
    const id = await this.#run((api) => api.save(this.#base, change));
    if (epoch !== this.#epoch) return;
    this.#id = id;
    this.#set({ savedAt });
  }

  #load(id: number | null): Promise<Loaded> {
    return this.#run((api) => api.load(this.#base, this.#expiry(), id));
  }

  #expiry(): Expiry {
    return { days: this.#days, now: wallClock() };
  }

  #run<T>(call: JobCall<'storage', T>): Promise<T> {
    return this.#jobs.run(0, 'storage', call);
  }

  #set(change: Partial<StorageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }
}
